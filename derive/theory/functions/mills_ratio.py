"""The upper tail of the standard normal distribution over its density."""

from typing import Any, Final

from flint import arb

from derive.core.term import INFINITY, ONE, PI, TWO, ZERO, add, multiply, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, exp, half, minus, number, square

FAR: Final = 1000


def _ball(x: Any) -> Any:
    """The value; far out the roundings of x^2/2 and x/sqrt 2 differ too much (DLMF 7.11.5)."""
    kind = type(x)
    if kind is arb and x > FAR:
        return (x * x / 2).hypgeom_u(arb(1) / 2, arb(1) / 2) / arb(2).sqrt()
    return (kind.pi() / 2).sqrt() * (x * x / 2).exp() * (x / kind(2).sqrt()).erfc()


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
    ball=_ball,
)
