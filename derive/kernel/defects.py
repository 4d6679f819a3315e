"""Where the function that computes a term of one number is off, at places of all magnitudes."""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import numpy as np
from flint import arb

from derive.core.sort import REAL
from derive.core.term import Symbol, Term
from derive.kernel.accuracy import error_of, exact_value

ENOUGH: Final = 2.3
GOOD: Final = 1.5
FAR_OFF: Final = 50.0
UNKNOWN: Final = Symbol("@u", REAL)
CENTRES: Final = (0.0, 1.0, -1.0)
MANTISSAS: Final = (1.0, 1.37)
MIDDLING: Final = range(-3, 5)
NEAR_ZERO: Final = (*(-1074, -1030, -700, -530, -400, -160, -80, -60, -50), *range(-40, 3, 2))
NEAR_ONE: Final = (-51, -45, -40, -30, -25, -20, -15, -10, -7, -5, -4, -3, -2)
EDGES: Final = (
    26.6,
    27.1,
    36.9,
    37.6,
    38.1,
    38.3,
    38.5,
    600.0,
    708.9,
    710.5,
    713.1,
    717.0,
    730.0,
    742.0,
    744.7,
)
FAR: Final = (3, 4, 5, 6, 8, 10, 13, 17, 22, 26, 30, 40, 52, 60, 100, 300, 400, 511, 530, 800, 1000, 1023)
Run = Callable[[Any], Any]


def places() -> list[float]:
    """Numbers of all magnitudes, and neighbours of 1 and -1."""
    found = list(CENTRES)
    for sign in (1.0, -1.0):
        found += [sign * math.ldexp(1 + n / 8, e) for e in MIDDLING for n in range(8)]
        found += [sign * e for e in EDGES]
        found += [sign * math.ldexp(m, e) for e in (*NEAR_ZERO, *FAR) for m in MANTISSAS]
        found += [c + sign * math.ldexp(m, e) for c in CENTRES[1:] for e in NEAR_ONE for m in MANTISSAS]
    return found


class Part:
    """A term of one unknown with the function that computes it."""

    __slots__ = ("exact", "run", "term")

    def __init__(self, term: Term, run: Run) -> None:
        self.term, self.run = term, run
        self.exact = partial(_exact, term)

    def defects(self, places: Iterable[float], allowed: float = ENOUGH) -> list[float]:
        """The places where the result is off, or missing though there is a limit."""
        where = np.unique(np.asarray([*places]))
        with np.errstate(all="ignore"):
            results = np.broadcast_to(np.asarray(self.run(where), dtype=float), where.shape)
        return [
            u for u, r in zip(where.tolist(), results.tolist(), strict=True) if self._is_off(u, r, allowed)
        ]

    def gross(self, places: Iterable[float]) -> int:
        """How many of the places are off by far."""
        return len(self.defects([*places, 1.0], FAR_OFF))

    def is_lost_at_infinity(self, sign: int) -> bool:
        """Whether infinity gives NaN though the values have a limit, or seem to be 0 there."""
        with np.errstate(all="ignore"):
            result = np.asarray(self.run(np.array([sign * math.inf, sign * math.inf])), dtype=float)
        if not np.isnan(result).any():
            return False
        first, last = (self.exact(arb(sign) * arb(2) ** n) for n in (500, 1000))
        if first is None or last is None:
            return False
        return bool(abs(last) < abs(first) / arb(2) ** 100 or abs(last - first) <= abs(first) / arb(2) ** 60)

    def is_gap(self, place: float) -> bool:
        """Whether there is no value at a place, but beside it."""
        beside = (self.exact(arb(place) + arb(s) / 2**40) for s in (1, -1))
        return self.exact(arb(place)) is None and any(v is not None for v in beside)

    def _is_off(self, place: float, result: float, allowed: float) -> bool:
        value = self.exact(arb(place))
        if value is None:
            return math.isnan(result) and place in CENTRES and self.is_gap(place)
        return error_of(result, value)[0] > allowed


def _exact(term: Term, at: arb) -> Any:
    return exact_value(term, {UNKNOWN: at})
