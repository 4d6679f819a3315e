"""The angle of the point (x, y), with values in (-pi, pi]; the second coordinate comes first."""

from derive.core.term import MINUS_ONE, PI, ZERO, Term, add, divide, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import either, lt, minus, ne, square


def _by_square(numerator: Term, y: Term, x: Term) -> Term:
    return divide(numerator, add(square(x), square(y)))


FUNCTION = Function(
    name="atan2",
    spellings=("atan2", "arctan2"),
    arity=2,
    meaning=lambda m, y, x: m.atan2(y, x),
    source="IEEE 754 atan2",
    analytic=False,
    domain=lambda y, x: (either(ne(x, ZERO), ne(y, ZERO)),),
    derivative=(
        lambda y, x: _by_square(x, y, x),
        lambda y, x: _by_square(multiply(MINUS_ONE, y), y, x),
    ),
    smooth=lambda y, x: (either(ne(y, ZERO), lt(ZERO, x)),),
    range=interval(minus(PI), PI, "h"),
    ball=lambda y, x: type(x).atan2(y, x),
    sympy="atan2",
)
