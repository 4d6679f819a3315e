"""The logarithmic derivative of the Gamma function."""

from derive.core.term import ONE, ZERO, Apply
from derive.theory.function import Function
from derive.theory.shorthand import either, integral, lt, negation

FUNCTION = Function(
    name="digamma",
    spellings=("digamma",),
    letters=("\\psi",),
    meaning=lambda m, x: m.digamma(x),
    source="DLMF 5.2",
    domain=lambda x: (either(lt(ZERO, x), negation(integral(x))),),
    derivative=(lambda x: Apply("polygamma", ONE, x),),
    ball=lambda x: x.digamma(),
    sympy="digamma",
    conventional=True,
)
