"""The upper tail of the standard normal distribution over its density."""

from derive.core.term import INFINITY, ONE, PI, TWO, ZERO, add, multiply, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, exp, half, minus, number, square

FUNCTION = Function(
    name="mills_ratio",
    spellings=("millsratio",),
    meaning=lambda m, x: m.sqrt(m.pi / 2) * m.exp(x**2 / 2) * m.erfc(x / m.sqrt(2)),
    source="DLMF 7.8",
    definition=lambda x: multiply(
        power(half(PI), number(1, 2)),
        exp(half(square(x))),
        add(ONE, minus(erf(multiply(x, power(TWO, number(-1, 2)))))),
    ),
    range=interval(ZERO, INFINITY),
    monotone=(-1,),
    ball=lambda x: (type(x).pi() / 2).sqrt() * (x * x / 2).exp() * (x / type(x)(2).sqrt()).erfc(),
)
