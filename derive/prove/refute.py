"""The search for the simplest counterexample, and what a refuted claim still says.

Points come simplest first: small integers and fractions, dimensions from 2, symbols of which
nothing is said positive before they are zero or negative. The first at which the negation is
established is the one to show a person.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

from derive.algebra.dimensions import linear
from derive.core.claim import Claim
from derive.core.sort import INTEGER, REAL
from derive.core.term import ONE, Apply, Number, Symbol, subterms
from derive.core.verdict import Assignment
from derive.prove.crosscheck import is_counterexample, simple_points
from derive.prove.limits import Limits
from derive.prove.minima import minima
from derive.prove.observation import Observation
from derive.prove.observe import established, observe, processes
from derive.prove.tables import Tables

PRECISE: Final = (64, 256, 1024)
FAR: Final = tuple(Number(v) for v in (11, 20, 101, -4, -11, 1000, Fraction(1, 100)))
MOST_MOVED: Final = 2
PLAIN: Final = tuple(Number(v) for v in (1, 2, 0, -1, 3, Fraction(1, 2), -2))
MOST_OF_PROCESSES: Final = 6
MOST_ROOTS: Final = 6
MOST_LOOKED_ON: Final = 6
MOST_SIZE_TO_LOOK_ON: Final = 200
MOST_UNSETTLED: Final = 12
EXACT: Final = frozenset(("lt", "gt", "ne", "member", "and", "or", "implies", "iff"))


def counterexample(claim: Claim, tables: Tables, limits: Limits) -> Assignment | None:
    """The simplest admissible point at which the claim is established to be false, or None.

    All points are tried with 64 bits first, also some far away and those at which something in the
    claim changes; then those that this did not settle with more. Among the first points, one at
    which both sides are rational is preferred: a person can check it.
    """
    unsettled: list[Assignment] = []
    for precision in PRECISE:
        if precision > limits.precision:
            break
        tried = (
            _points(claim, tables, limits) if precision == PRECISE[0] else iter(unsettled[:MOST_UNSETTLED])
        )
        unsettled = []
        for point in tried:
            seen = observe(claim.proposition, point, tables, precision)
            if _refutes(claim, seen, tables):
                return point if seen.exact else _plainer(claim, tried, tables) or point
            if seen.holds is None:
                unsettled.append(point)
    return None


def _plainer(claim: Claim, others: Iterator[Assignment], tables: Tables) -> Assignment | None:
    """One of the next points, if the claim is false there and both sides are rational."""
    if claim.proposition.size > MOST_SIZE_TO_LOOK_ON:
        return None
    for point in islice(others, MOST_LOOKED_ON):
        seen = observe(claim.proposition, point, tables)
        if seen.exact and _refutes(claim, seen, tables):
            return point
    return None


def simplified(claim: Claim, point: Assignment, tables: Tables) -> Assignment:
    """A point at which the claim is false as well, with simpler numbers where that is possible."""
    for symbol, value in point.values:
        if symbol.sort == REAL and isinstance(value, Number):
            for plain in (*PLAIN, Number(round(value.value))):
                moved = Assignment(tuple((s, plain if s is symbol else v) for s, v in point.values))
                if _refutes(claim, observe(claim.proposition, moved, tables), tables):
                    point = moved
                    break
    return point


def _points(claim: Claim, tables: Tables, limits: Limits) -> Iterator[Assignment]:
    first: list[Assignment] = []
    if limits.precision <= PRECISE[0] and processes(claim.proposition):
        yield from simple_points(claim, tables, MOST_OF_PROCESSES)
        return
    for point in simple_points(claim, tables, limits.points):
        if len(first) < MOST_MOVED:
            first.append(point)
        yield point
    for point in first:
        yield from _moved(claim, point)
    if first:
        yield from minima(claim, first[0], tables)


def _moved(claim: Claim, point: Assignment) -> Iterator[Assignment]:
    """The point with one number moved far away, or to where a linear part of the claim vanishes."""
    for symbol, _ in point.values:
        if symbol in claim.proposition.symbols and symbol.sort in {REAL, INTEGER}:
            for value in (*_roots(claim, symbol), *FAR):
                if symbol.sort == REAL or value.value.denominator == 1:
                    yield Assignment(tuple((s, value if s is symbol else v) for s, v in point.values))


def _roots(claim: Claim, symbol: Symbol) -> list[Number]:
    """Where sums of numbers and rational multiples of the symbol vanish."""
    found: dict[Number, None] = {}
    for term in subterms(claim.proposition):
        if isinstance(term, Apply) and term.head == "add":
            form = linear(term)
            if set(form) <= {symbol, ONE} and symbol in form:
                found[Number(-form.get(ONE, Fraction(0)) / form[symbol])] = None
    return list(found)[:MOST_ROOTS]


def _refutes(claim: Claim, seen: Observation, tables: Tables) -> bool:
    holds = seen.holds
    if holds is None and claim.relation in EXACT:
        holds = established(claim.proposition, seen.point, tables, PRECISE[0])
    return holds is False and is_counterexample(claim, seen.point, tables)
