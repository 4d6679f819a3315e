"""Limit processes of functions of one number: integrals by quadrature, limits by values near the point."""

from collections.abc import Callable

from mpmath import mp, mpf

from oracle.arrays import Undefined

Function = Callable[[mpf], mpf]


def quadrature(function: Function, low: mpf, high: mpf) -> mpf:
    """The integral, in pieces between likely kinks; points without a value count nothing."""
    kinks = sorted(
        [1 / mp.sqrt(3), *(mpf(p) / 2 for p in range(-20, 21)), *(mp.pi * p / 12 for p in range(-48, 49))]
    )

    def integrand(x: mpf) -> mpf:
        try:
            return function(x)
        except Undefined:
            return mpf(0)

    with mp.workdps(25):
        return mp.quad(integrand, [low, *(k for k in kinks if low < k < high), high])


def near(function: Function, target: mpf, direction: int) -> mpf:
    """The limit at a number, from the sides that are asked for and have one; both must agree."""
    sides: list[mpf] = []
    for sign in (1, -1):
        if direction == -sign:
            continue
        try:
            sides.append(_settled(function, [target + sign * mpf(10) ** (-4 * k) for k in (4, 5)]))
        except Undefined:
            continue
    if not sides or max(sides) - min(sides) > mpf(10) ** -3:
        raise Undefined
    return sides[0]


def far(function: Function, sign: int) -> mpf:
    """The limit at plus or minus infinity."""
    return _settled(function, [sign * mpf(10) ** k for k in (4, 5)])


def _settled(function: Function, points: list[mpf]) -> mpf:
    """The value at the last point, if it is about that at the one before."""
    first, last = map(function, points)
    if abs(last - first) > mpf(10) ** -2 * (1 + abs(first)):
        raise Undefined
    return last
