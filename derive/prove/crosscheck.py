"""Points in general position: seen before a proof is sought, and again before it is believed.

One look serves three ends. A difference there refutes the claim (a simpler point is then sought
for people); where both sides are defined, the point is the sample that a proof must exhibit; and
no proof is believed that contradicts what was seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Final

from derive.algebra.balls import assignment_of, truth
from derive.algebra.points_free import free_points
from derive.algebra.points_kept import Kept, kept_points
from derive.core.claim import Claim
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import REAL, Field, Sort
from derive.core.term import Apply, Number, Symbol, Term
from derive.core.verdict import Assignment
from derive.prove.observation import Observation
from derive.prove.observe import (
    cost_of,
    established,
    is_admissible,
    lies_in_domain,
    observe,
    read_off,
    stated,
)
from derive.prove.tables import Tables

ENOUGH_SEEN: Final = 2
MOST_TRIED: Final = 12
MOST_GUESSED: Final = 6
POINTS_AGAINST: Final = 2
FIRST_BOUNDARY: Final = 4
POINTS_OF_SUPPORT: Final = 8
PRECISION_OF_SUPPORT: Final = 256
DIGITS_OF_SUPPORT: Final = 50


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen of a claim at points in general position."""

    observations: tuple[Observation, ...]

    @property
    def contradiction(self) -> Observation | None:
        """The first point at which the claim is false."""
        return next((o for o in self.observations if o.holds is False), None)

    @property
    def agreeing(self) -> int:
        """At how many points both sides are defined and agree as far as can be seen."""
        return sum(o.is_defined and o.holds is not False for o in self.observations)


def survey(claim: Claim, tables: Tables, enough: int = ENOUGH_SEEN) -> Survey:
    """Look at points in general position until both sides were defined at enough of them.

    Where dimensions are symbolic, the points differ in them.
    """
    seen: list[Observation] = []
    for point in generic_points(claim, tables):
        found = observe(claim.proposition, point, tables)
        counts = found.holds is not False or is_counterexample(claim, point, tables)
        seen.append(found if counts else replace(found, holds=None))
        if seen[-1].holds is False or len(seen) >= MOST_TRIED:
            break
        if sum(o.is_defined for o in seen) >= enough or not claim.context.symbols:
            break
    return Survey(tuple(seen))


def contradicted(claim: Claim, tables: Tables) -> Observation | None:
    """What is seen at a simple point that speaks against the claim: a boundary, zero, a negative number."""
    if not claim.context.symbols:
        return None
    for point in islice(_boundaries(claim, tables), POINTS_AGAINST):
        seen = observe(claim.proposition, point, tables)
        if seen.holds is False and is_counterexample(claim, point, tables):
            return seen
    return None


def _boundaries(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """Simple points; of real numbers not the first, which are no boundaries."""
    symbols = claim.context.symbols
    if not all(s.sort is REAL for s in symbols):
        return _simple_points(claim, tables)
    if not claim.context.hypotheses:
        return free_points(symbols, FIRST_BOUNDARY)
    return islice(_simple_points(claim, tables), FIRST_BOUNDARY, None)


def is_counterexample(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether a point at which the claim is false is admissible and in its domain."""
    return lies_in_domain(claim, point, tables) and is_admissible(claim, point, tables)


def generic_points(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """Admissible points in general position."""
    symbols = claim.context.symbols
    propositions = tuple(h.proposition for h in stated(claim))
    if all(s.sort is REAL for s in symbols):
        if not propositions:
            yield from _free_points(symbols)
            return
        guessed = 0
        for point in _kept_guesses(symbols, propositions).points(tables.effort):
            guessed += 1
            yield point
        if guessed > ENOUGH_SEEN or not symbols:
            return
    yield from kept_points(symbols, propositions, tables.effort, generic=True)


@lru_cache(maxsize=1 << 7)
def _kept_guesses(symbols: tuple[Symbol, ...], propositions: tuple[Term, ...]) -> Kept:
    return Kept(lambda effort: _satisfying(islice(_free_points(symbols), MOST_GUESSED), propositions, effort))


@lru_cache(maxsize=1 << 7)
def _kept_simple(symbols: tuple[Symbol, ...], propositions: tuple[Term, ...]) -> Kept:
    return Kept(lambda effort: _satisfying(free_points(symbols), propositions, effort))


def _satisfying(
    tried: Iterator[Assignment], propositions: tuple[Term, ...], effort: Effort
) -> Iterator[Assignment]:
    tables = Tables(effort)
    tests = [_test(p, tables) for p in dict.fromkeys(propositions)]
    return (point for point in tried if all(test(point) for test in tests))


def _test(proposition: Term, tables: Tables) -> Callable[[Assignment], bool]:
    """Whether a proposition is established at a point, about each of which it is asked once."""
    cost = cost_of(proposition)
    said = isinstance(proposition, Apply) and proposition.head == "member" and not proposition.binders

    def holds(point: Assignment) -> bool:
        if said:
            found = truth(proposition, assignment_of(point))
        else:
            found = read_off(proposition, dict(point.values))
        if found is None:
            return established(proposition, point, tables) is True
        tables.effort.charge(cost)
        return found

    return holds


def _free_points(symbols: tuple[Symbol, ...]) -> Iterator[Assignment]:
    """Points in general position where any real numbers will do: positive ones first, then of all signs."""
    for i in range(MOST_TRIED if symbols else 1):
        yield Assignment(tuple(zip(symbols, _free_values(i, len(symbols)), strict=True)))


@lru_cache(maxsize=1 << 8)
def _free_values(i: int, count: int) -> tuple[Number, ...]:
    """The values of the i-th point for so many symbols."""
    signs = (1 if i < ENOUGH_SEEN or (i >> (j % 5)) & 1 else -1 for j in range(count))
    return tuple(
        Number(Fraction(sign * (7 + 5 * (3 * i + j)), 11 + (2 * i + 3 * j) % 29))
        for j, sign in enumerate(signs)
    )


def simple_points(claim: Claim, tables: Tables, most: int) -> Iterator[Assignment]:
    """The first admissible points, simplest first."""
    return islice(_simple_points(claim, tables), most)


def _simple_points(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    symbols = claim.context.symbols
    propositions = tuple(h.proposition for h in stated(claim))
    seen: set[Assignment] = set()
    if symbols and all(s.sort is REAL for s in symbols):
        if not propositions:
            yield from free_points(symbols)
            return
        for point in _kept_simple(symbols, propositions).points(tables.effort):
            seen.add(point)
            yield point
    for point in kept_points(symbols, propositions, tables.effort):
        if point not in seen:
            yield point


def support(claim: Claim, tables: Tables) -> tuple[int, int]:
    """At how many points in general position the claim was seen to be true, and to how many digits."""
    if any(_is_complex_array(s) for s in claim.context.symbols):
        return 0, 0  # Their entries are real at these points.
    seen = 0
    try:
        for point in islice(generic_points(claim, tables), POINTS_OF_SUPPORT):
            found = observe(claim.proposition, point, tables, PRECISION_OF_SUPPORT)
            if found.holds is False:
                return 0, 0
            seen += found.holds is True or found.close
    except OutOfEffortError:
        pass
    return (seen, DIGITS_OF_SUPPORT) if seen >= ENOUGH_SEEN else (0, 0)


def _is_complex_array(symbol: Symbol) -> bool:
    sort = symbol.sort
    return isinstance(sort, Sort) and sort.field is Field.COMPLEX and bool(sort.shape)
