"""Admissible points that were found before for the same symbols and hypotheses.

The search for points is asked again and again while a claim is decided, and for every step of a derivation.
What it found is kept, with what finding it took, which is charged again: the effort of a decision is the same
whether its points were known or not.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import count
from threading import Lock
from typing import Final

from derive.algebra.points import points
from derive.core.effort import Effort
from derive.core.term import Symbol, Term
from derive.core.verdict import Assignment

ROOM: Final = 10_000
"""With less than this left, the search may find less: then it is made anew, and not kept."""


def kept_points(
    symbols: tuple[Symbol, ...], hypotheses: tuple[Term, ...], effort: Effort, *, generic: bool = False
) -> Iterator[Assignment]:
    """The same as ``points``.

    Raises:
        OutOfEffortError: the search would cost more than the effort allows.
    """
    return _known(symbols, hypotheses, generic).points(effort)


class Kept:
    """The points of one search as far as they were asked for, each with its cost; None behind the last."""

    __slots__ = ("_begin", "_found", "_lock", "_meter", "_search")

    def __init__(self, begin: Callable[[Effort], Iterator[Assignment]]) -> None:
        """Nothing is sought yet; ``begin`` begins the search with an effort."""
        self._begin = begin
        self._lock = Lock()
        self._anew()

    def _anew(self) -> None:
        self._meter = Effort(0)
        self._search = self._begin(self._meter)
        self._found: list[tuple[Assignment | None, int]] = []

    def points(self, effort: Effort) -> Iterator[Assignment]:
        """All points, in order.

        Raises:
            OutOfEffortError: the search would cost more than the effort allows.
        """
        if effort.limit - effort.spent < ROOM:
            yield from self._begin(effort)
            return
        for place in count():
            point = self.point(place, effort)
            if point is None:
                return
            yield point

    def point(self, place: int, effort: Effort) -> Assignment | None:
        """The point at a place, None behind the last; what finding it took is charged.

        Raises:
            OutOfEffortError: that is more than the effort allows.
        """
        with self._lock:
            if place < len(self._found):
                effort.charge(self._found[place][1])
            while place >= len(self._found):
                if self._found and self._found[-1][0] is None:
                    return None
                self._seek(effort)
            return self._found[place][0]

    def _seek(self, effort: Effort) -> None:
        """Find one more point; a search that was broken off begins anew."""
        meter, before = self._meter, self._meter.spent
        meter.limit = before + effort.limit - effort.spent
        try:
            found = next(self._search, None)
        except BaseException:
            self._anew()
            raise
        finally:
            effort.spent += meter.spent - before
        self._found.append((found, meter.spent - before))


@lru_cache(maxsize=1 << 7)
def _known(symbols: tuple[Symbol, ...], hypotheses: tuple[Term, ...], generic: bool) -> Kept:
    return Kept(partial(points, symbols, hypotheses, generic=generic))
