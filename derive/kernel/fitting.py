"""Polynomials for functions of one number near a place where the formula for them loses its digits.

With t the distance from the place, or 1/u far out, ``f = t^k p(t)`` with an integer k. The polynomial goes
through values of f at Chebyshev nodes, computed by ball arithmetic, and is held against others between them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from flint import arb, arb_poly, fmpq

from derive.algebra.balls import Precision

BITS: Final = 600
DEGREES: Final = (2, 4, 7, 10, 13, 16, 20)
CLOSE: Final = 2.0**-54
HALVINGS: Final = 130
TINY: Final = 150
MOST_POWERS: Final = 4
LARGEST: Final = 1.7976931348623157e308
SMALLEST: Final = arb(2) ** -1076
BOUNDS: Final = (40.0, 400.0, 800.0, 1e4, 1e10, 1e100)
Exact = Callable[[arb], Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """``f = t^power p(t^stride)`` for low <= u <= high, with t = u - centre - rest, or 1/u if ``is_far``."""

    low: float
    high: float
    centre: float
    rest: float
    is_far: bool
    power: int
    stride: int
    coefficients: tuple[float, ...]

    @property
    def numbers(self) -> tuple[float, ...]:
        """All of it as numbers, in the order in which ``_near`` of the runtime takes them."""
        place = (self.low, self.high, self.centre, self.rest)
        return (*place, float(self.is_far), float(self.power), float(self.stride), *self.coefficients)


def near(exact: Exact, centre: float, radius: float, sides: tuple[int, ...]) -> Piece | None:
    """The piece around a centre, or on one side of it; None where no short polynomial fits.

    ``exact`` gives the value of f as a ball, or None.
    """

    def at(t: arb) -> Any:
        return exact(arb(centre) + t)

    reach = radius if 1 in sides else -radius
    found = _fitted(at, reach, is_two_sided=len(sides) == 2)
    if found is None:
        return None
    low, high = (centre + s * radius if s in sides else centre for s in (-1, 1))
    return Piece(low, high, centre, 0.0, False, *found)


def ring(exact: Exact, low: float, high: float) -> Piece | None:
    """The piece between two numbers; where f changes its sign, t is the distance from the zero."""
    with Precision(BITS):
        zero = _zero(exact, low, high)
        middle = float(round(8 * (low + high)) / 16)
        centre = (middle if low < middle < high else (low + high) / 2) if zero is None else float(zero.mid())
        rest = 0.0 if zero is None else float((zero - arb(centre)).mid())
    if not low < centre < high:
        return None
    radius = max(high - centre, centre - low)
    power = 0 if zero is None else 1
    found = _fitted(lambda t: exact(arb(centre) + arb(rest) + t), radius, is_two_sided=True, power=power)
    return None if found is None else Piece(low, high, centre, rest, False, *found)


def _zero(exact: Exact, low: float, high: float) -> Any:
    """Where f is 0, to many digits, if its signs at the ends differ."""
    a, b = arb(low), arb(high)
    first, last = exact(a), exact(b)
    if first is None or last is None or not first * last < 0:
        return None
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        value = exact(arb(middle.mid()))
        if value is None:
            return None
        a, b = (a, arb(middle.mid())) if first * value < 0 else (arb(middle.mid()), b)
    return (a + b) / 2


def far(exact: Exact, bound: float) -> Piece | None:
    """The piece beyond a bound, to infinity of the same sign."""
    found = _fitted(lambda t: exact(1 / t), 1 / bound, is_two_sided=False)
    low, high = (bound, LARGEST) if bound > 0 else (-LARGEST, bound)
    return None if found is None else Piece(low, high, 0.0, 0.0, True, *found)


def at_infinity(exact: Exact, sign: float) -> Piece | None:
    """The limit at infinity of that sign, from where floats do not tell it from a value."""
    found = next((p for b in BOUNDS if (p := settled(exact, sign * b)) is not None), None)
    if found is not None:
        return found
    value = exact(arb(sign * LARGEST))
    if value is None:
        return None
    low, high = sorted((sign * LARGEST, sign * LARGEST * (1 - CLOSE)))
    return Piece(low, high, 0.0, 0.0, True, 0, 1, (float(value.mid()),))


def settled(exact: Exact, bound: float) -> Piece | None:
    """The piece of infinity or 0 beyond a bound, where f is larger or smaller than all floats."""
    with Precision(BITS):
        values = [exact(arb(bound * factor)) for factor in (1, 2, 32)]
    if None in values:
        return None
    infinite = math.copysign(LARGEST, float(values[0].mid()) * bound)
    low, high = (bound, LARGEST) if bound > 0 else (-LARGEST, bound)
    if all(abs(v) > LARGEST for v in values):
        return Piece(low, high, 0.0, 0.0, True, -1, 1, (infinite,))
    if all(abs(v) < SMALLEST for v in values):
        return Piece(low, high, 0.0, 0.0, True, 0, 1, (0.0,))
    return None


def _fitted(
    at: Exact, reach: float, *, is_two_sided: bool, power: int | None = None
) -> tuple[int, int, tuple[float, ...]] | None:
    """The power, the stride, and the coefficients."""
    with Precision(BITS):
        power = _power(at, math.copysign(1.0, reach)) if power is None else power
        if power is None:
            return None
        stride = 2 if is_two_sided and _is_even(at, power, reach) else 1
        for degree in DEGREES:
            nodes = _nodes(degree + 1, reach, stride, is_two_sided=is_two_sided)
            found = _through(at, power, nodes, stride)
            if found and _is_close(at, power, found, _between(nodes), stride):
                return power, stride, found
    return None


def _power(at: Exact, sign: float) -> int | None:
    """K, from how much f shrinks when a tiny t is halved."""
    values = [at(arb(fmpq(int(sign), 2**n))) for n in (TINY, TINY + 1)]
    if None in values or any(v == 0 for v in values):
        return None
    exponent = float((values[0] / values[1]).abs_lower().log() / arb(2).log())
    nearest = round(exponent) if math.isfinite(exponent) else 0
    fits = abs(exponent - nearest) < CLOSE and abs(nearest) <= MOST_POWERS
    return nearest if fits else None


def _is_even(at: Exact, power: int, reach: float) -> bool:
    for part in (3, 7):
        t = arb(fmpq(part, 10)) * arb(reach)
        right, left = at(t), at(-t)
        if right is None or left is None or not (right - left * (-1) ** power).overlaps(arb(0)):
            return False
    return True


def _nodes(count: int, reach: float, stride: int, *, is_two_sided: bool) -> list[float]:
    """Chebyshev nodes of t, or of t squared, without 0."""
    cosines = [math.cos(math.pi * (2 * n + 1) / (2 * count)) for n in range(count)]
    if is_two_sided and stride == 1:
        return [reach * (c or 0.5 / count) for c in cosines]
    return [reach * math.pow((1 + c) / 2, 1 / stride) for c in cosines]


def _between(nodes: list[float]) -> list[float]:
    inner = [(a + b) / 2 for a, b in pairwise(nodes)]
    ends = [nodes[0] * 1.0001, nodes[-1] * 0.5]
    return [t for t in (*inner, *ends) if t]


def _through(at: Exact, power: int, nodes: list[float], stride: int) -> tuple[float, ...] | None:
    values = [_at_node(at, power, t) for t in nodes]
    if any(v is None for v in values):
        return None
    found = arb_poly.interpolate([arb(t) ** stride for t in nodes], values)
    return tuple(float(c.mid()) for c in found.coeffs())


def _at_node(at: Exact, power: int, t: float) -> Any:
    value = at(arb(t))
    return None if value is None else value / arb(t) ** power


def _is_close(at: Exact, power: int, found: tuple[float, ...], points: list[float], stride: int) -> bool:
    """Whether the polynomial agrees to a quarter of a unit in the last place, and adds up without loss."""
    for t in points:
        wanted = _at_node(at, power, t)
        if wanted is None:
            return False
        terms = [arb(c) * arb(t) ** (n * stride) for n, c in enumerate(found)]
        total = sum(terms[1:], terms[0])
        if not bool(abs(total / wanted - 1) < 2 * CLOSE * (2 if len(found) > 1 else 1)):
            return False
        if not bool(sum((abs(x) for x in terms[1:]), arb(0)) < 2 * abs(total)):
            return False
    return True
