"""The complementary error function without its exponential factor."""

from typing import Any, Final

from flint import arb

from derive.core.term import INFINITY, ONE, ZERO, add, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, exp, minus, square

FAR: Final = 1000


def _ball(x: Any) -> Any:
    """The value; of a ball far out, the exponential and the error function together (DLMF 7.11.5)."""
    if type(x) is arb and x > FAR:
        return (x * x).hypgeom_u(arb(1) / 2, arb(1) / 2) / arb.pi().sqrt()
    return (x * x).exp() * x.erfc()


FUNCTION = Function(
    name="erfcx",
    spellings=("erfcx",),
    meaning=lambda m, x: m.exp(x**2) * m.erfc(x),
    source="DLMF 7.2, Cody 1969",
    definition=lambda x: multiply(exp(square(x)), add(ONE, minus(erf(x)))),
    range=interval(ZERO, INFINITY),
    monotone=(-1,),
    ball=_ball,
)
