"""Points for real numbers of which nothing is known."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from derive.algebra import points_values as values
from derive.algebra.balls import Value
from derive.core.term import Apply, Number, Symbol, Term
from derive.core.verdict import Assignment

FIRST_FLAVOURS: Final = 8


def free_points(symbols: tuple[Symbol, ...], first: int = 0) -> Iterator[Assignment]:
    """Simple points for real numbers of which nothing is known, each once; the same as ``points`` has.

    The first ones can be left out.
    """
    known = 0
    for flavours in (FIRST_FLAVOURS, len(values.FLAVOURS)):
        rows = _simple_rows(len(symbols), flavours)
        for chosen in rows[max(first, known) :]:
            yield Assignment(tuple(zip(symbols, chosen, strict=True)))
        known = len(rows)


@lru_cache(maxsize=64)
def _simple_rows(count: int, flavours: int) -> tuple[tuple[Term, ...], ...]:
    """The values of the first simple points for so many symbols, each row once."""
    rows = (tuple(_simple(flavour, place) for place in range(count)) for flavour in range(flavours))
    return tuple(dict.fromkeys(rows))


@cache
def _simple(flavour: int, place: int) -> Term:
    return as_term(values.flavoured(flavour, place))


def as_term(value: Value) -> Term:
    """A value of a point as a term."""
    if isinstance(value, Term):
        return value
    if isinstance(value, tuple):
        nested = bool(value) and isinstance(value[0], tuple)
        return Apply("matrix" if nested else "vector", *map(as_term, value))
    return Number(Fraction(value))
