"""The distribution function of the standard normal distribution."""

from derive.core.term import ONE, TWO, ZERO, Apply, add, multiply, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, half, number

FUNCTION = Function(
    name="normal_cdf",
    spellings=("normcdf", "Phi"),
    letters=("\\Phi",),
    meaning=lambda m, x: (1 + m.erf(x / m.sqrt(2))) / 2,
    source="DLMF 7.1",
    definition=lambda x: half(add(ONE, erf(multiply(x, power(TWO, number(-1, 2)))))),
    derivative=(lambda x: Apply("normal_pdf", x),),
    range=interval(ZERO, ONE),
    monotone=(1,),
    ball=lambda x: (1 + (x / type(x)(2).sqrt()).erf()) / 2,
    conventional=True,
)
