"""The Beta function."""

from derive.core.term import INFINITY, ZERO, Apply, add, divide, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import digamma, gamma, lt, minus

FUNCTION = Function(
    name="beta",
    spellings=("Beta",),
    arity=2,
    meaning=lambda m, a, b: m.beta(a, b),
    source="DLMF 5.12",
    definition=lambda a, b: divide(multiply(gamma(a), gamma(b)), gamma(add(a, b))),
    domain=lambda a, b: (lt(ZERO, a), lt(ZERO, b)),
    derivative=(
        lambda a, b: multiply(Apply("beta", a, b), add(digamma(a), minus(digamma(add(a, b))))),
        lambda a, b: multiply(Apply("beta", a, b), add(digamma(b), minus(digamma(add(a, b))))),
    ),
    range=interval(ZERO, INFINITY),
    monotone=(-1, -1),
    ball=lambda a, b: a.gamma() * b.gamma() / (a + b).gamma(),
    sympy="beta",
    conventional=True,
)
