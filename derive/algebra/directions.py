"""Directions in which several variables tend to a point, as functions of the reciprocal of the distance."""

from fractions import Fraction
from typing import Final

from derive.core.sort import REAL, FunctionSort
from derive.core.term import HALF, PI, ZERO, Apply, Number, Symbol, Term, add, bind, multiply, power, subtract

ANGLE: Final = FunctionSort((REAL,), REAL)
ANGLES: Final = ("\\angle", "\\angle'")
"""The names of the angles of a direction in the plane and in space."""
_U: Final = Symbol("u", REAL)


def _turned(part: int) -> Term:
    return multiply(Number(Fraction(part, 4)), PI)


def _bent(exponent: Fraction | int, factor: int = 1) -> Term:
    """The angle of the curve ``y = c x^(1 + e)``, nearly."""
    return Apply("atan", multiply(Number(factor), power(_U, Number(-Fraction(exponent)))))


def _beside(part: int, exponent: int = 1) -> Term:
    """The angle of a curve that touches a ray between the axes."""
    return add(_turned(part), power(_U, -exponent))


_RIGHT: Final = multiply(HALF, PI)
DIRECTIONS: Final[tuple[Term, ...]] = tuple(
    bind("lambda", _U, body)
    for body in (
        multiply(ZERO, PI),
        _turned(1),
        _turned(2),
        _bent(1),
        _turned(-1),
        subtract(_RIGHT, _bent(1)),
        Apply("atan", Number(2)),
        _bent(2),
        subtract(_RIGHT, _bent(2)),
        _bent(Fraction(1, 2)),
        subtract(_RIGHT, _bent(Fraction(1, 2))),
        _turned(4),
        _bent(3),
        _bent(5),
        _beside(1),
        _beside(-1),
        _beside(1, 2),
        _U,
    )
)
"""Rays, curves such as ``y = x^2``, which keep their angle or tend to an axis, and a spiral."""


def is_angle(symbol: Symbol) -> bool:
    """Whether a symbol is an angle of the direction of a limit in several variables."""
    return symbol.name in ANGLES and symbol.sort == ANGLE
