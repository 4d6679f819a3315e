"""The Gamma function."""

from derive.core.term import ZERO, multiply
from derive.theory.function import Function
from derive.theory.shorthand import digamma, either, gamma, integral, lt, negation

FUNCTION = Function(
    name="gamma",
    spellings=("Gamma",),
    letters=("\\Gamma",),
    meaning=lambda m, x: m.gamma(x),
    source="DLMF 5.2",
    domain=lambda x: (either(lt(ZERO, x), negation(integral(x))),),
    derivative=(lambda x: multiply(gamma(x), digamma(x)),),
    ball=lambda x: x.gamma(),
    sympy="gamma",
)
