"""The search for the simplest counterexample, and what a refuted claim still says.

Points come simplest first: small integers and fractions, dimensions from 2, symbols of which
nothing is said positive before they are zero or negative. The first at which the negation is
established is the one to show a person.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from typing import Final

from derive.algebra.dimensions import linear
from derive.algebra.facts_numbers import real_shape
from derive.algebra.points import points
from derive.algebra.shapes import shape_of
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.sort import INTEGER, REAL, Sort
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import Assignment
from derive.prove.crosscheck import is_counterexample, simple_points
from derive.prove.edges import edges
from derive.prove.landscape import STEPS, named, turns
from derive.prove.limits import DEFAULT, Limits
from derive.prove.minima import minima
from derive.prove.observation import Observation
from derive.prove.observe import established, is_admissible, observe, processes
from derive.prove.propositions import conjuncts, head_of
from derive.prove.tables import Tables

PRECISE: Final = (64, 256, 1024)
FAR: Final = tuple(Number(v) for v in (11, 20, 101, -4, -11, 1000, Fraction(1, 100)))
MOST_MOVED: Final = 2
WHOLE: Final = tuple(map(Number, (3, 4, 5)))
BOTH_SIGNS: Final = tuple(Number(Fraction(v)) for v in ("-2", "-3", "-4", "1/2", "-1/2", "3"))
PLAIN: Final = tuple(Number(v) for v in (1, 2, 0, -1, 3, Fraction(1, 2), -2))
MOST_OF_PROCESSES: Final = 6
MOST_ROOTS: Final = 6
MOST_ARRAYS: Final = 4
LEAST_ENTRIES: Final = 3
MOST_OF_PREMISES: Final = 60
MOST_OF_A_PREMISE: Final = 12
MOST_ON_BOUNDS: Final = 16
MOST_ON_BOUND: Final = 6
PAIR: Final = 2
PLACES: Final = (*(-s for s in reversed(STEPS)), 0.0, *STEPS)
DIRECTIONS: Final = ((1, 1), (1, -1), (1, 0), (0, 1), (1, 2), (1, -2), (2, 1), (2, -1))
WEAK: Final = frozenset(("le", "ge"))
MOST_OF_A_DEFINITION: Final = 5
MOST_EQUATIONS: Final = 2
MOST_LOOKED_ON: Final = 6
SHARE_OF_LOOKING_ON: Final = 0.3
MOST_SIZE_TO_LOOK_ON: Final = 200
MOST_UNSETTLED: Final = 12
BOUNDING: Final = frozenset(("lt", "le", "gt", "ge"))
EXACT: Final = frozenset(("lt", "gt", "ne", "member", "and", "or", "implies", "iff"))


def counterexample(claim: Claim, tables: Tables, limits: Limits) -> Assignment | None:
    """The simplest admissible point at which the claim is established to be false, or None.

    All points are tried with 64 bits first, also some far away and those at which something in the
    claim changes; then those that this did not settle with more. Among the first points, one at
    which both sides are rational is preferred: a person can check it.
    """
    if _is_real_by_its_sort(claim.proposition):
        return None
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


def _is_real_by_its_sort(goal: Term) -> bool:
    """Whether a goal says of what is real that it is real, which no point contradicts."""
    if head_of(goal) != "member":
        return False
    element, collection = goal.children
    return head_of(collection) == "reals" and real_shape(element) is not None


def _plainer(claim: Claim, others: Iterator[Assignment], tables: Tables) -> Assignment | None:
    """One of the next points, if the claim is false there and both sides are rational."""
    if claim.proposition.size > MOST_SIZE_TO_LOOK_ON:
        return None
    try:
        with tables.share(SHARE_OF_LOOKING_ON):
            for point in islice(others, MOST_LOOKED_ON):
                seen = observe(claim.proposition, point, tables)
                if seen.exact and _refutes(claim, seen, tables):
                    return point
    except OutOfEffortError:
        pass
    return None


def telling_points(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """The first simple point, then points at the bounds that the claim itself gives a number, then others."""
    found = list(simple_points(claim, tables, MOST_LOOKED_ON))
    yield from found[:1]
    for part in subterms(claim.proposition) if found else ():
        if isinstance(part, Apply) and part.head in BOUNDING:
            for symbol, bound in (part.children, part.children[::-1]):
                if isinstance(symbol, Symbol) and symbol.sort == REAL and not symbol.is_bound:
                    value = replace(bound, {s: v for s, v in found[0].values if s is not symbol})
                    if not value.symbols:
                        moved = Assignment(
                            tuple((s, value if s is symbol else v) for s, v in found[0].values)
                        )
                        if is_admissible(claim, moved, tables):
                            yield moved
    yield from found[1:]


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
    if limits.precision <= PRECISE[0] and _has_limits(claim):
        return
    if limits.precision <= PRECISE[0] and processes(claim.proposition):
        yield from simple_points(claim, tables, MOST_OF_PROCESSES)
        return
    for point in simple_points(claim, tables, limits.points):
        if len(first) < MOST_MOVED:
            first.append(point)
        yield point
    if limits.precision <= PRECISE[0] and limits.points < DEFAULT.points:
        return
    yield from _under_premises(claim, tables)
    for point in islice(_on_bounds(claim, tables), MOST_ON_BOUNDS):
        yield point
        yield from _in_directions(point)
    for point in first:
        yield from _moved(claim, point)
    for point in first:
        yield from _special_arrays(point)
    if first:
        yield from _with_whole_numbers(claim, first[0])
        yield from minima(claim, first[0], tables)


def _under_premises(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """Points at which a premise holds, and close to where it ceases to."""
    found: list[Assignment] = []
    for point in islice(_where_premises_hold(claim, tables), MOST_OF_PREMISES):
        found.append(point)
        yield point
    for point in found[:MOST_MOVED] if claim.relation == "implies" else ():
        yield from edges(claim, point, tables)


def _has_limits(claim: Claim) -> bool:
    """Whether values at points cost as much as a proof."""
    return any(isinstance(t, Binder) and t.kind == "limit" for t in subterms(claim.proposition))


def _where_premises_hold(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """Points at which the premise of an implication holds; of an equivalence, either of its sides."""
    if claim.relation not in {"implies", "iff"}:
        return
    sides = claim.proposition.children[: 1 if claim.relation == "implies" else 2]
    stated = tuple(h for h in claim.context.propositions)
    for side in sides:
        yield from _where_defined_by(claim, side, tables)
        for premise in _alternatives(side):
            known = (*stated, *conjuncts(premise))
            yield from islice(points(claim.context.symbols, known, tables.effort), MOST_OF_A_PREMISE)
    for side in sides:
        yield from _roots_of(claim, side, tables)


def _on_bounds(claim: Claim, tables: Tables) -> Iterator[Assignment]:
    """Points at which bounds that may be attained are: all of them at once, or one of them."""
    stated = claim.context.propositions
    known = [*stated]
    if claim.relation == "implies":
        known += conjuncts(claim.proposition.children[0])
    bounds = [h for h in known if head_of(h) in WEAK and len(h.symbols) > 1 and _of_numbers(h)]
    chosen = [bounds] if len(bounds) > 1 else []
    for reached in (*chosen, *([b] for b in bounds[:MOST_EQUATIONS])):
        equations = tuple(Apply("eq", *b.children) for b in reached)
        others = tuple(h for h in known if h not in reached)
        yield from islice(points(claim.context.symbols, (*others, *equations), tables.effort), MOST_ON_BOUND)
    for bound in bounds[:MOST_EQUATIONS]:
        yield from _alike(claim, bound, tables)


def _alike(claim: Claim, bound: Term, tables: Tables) -> Iterator[Assignment]:
    """Where a bound is attained by numbers that are all the same, as the closest cases often are."""
    numbers = sorted(bound.symbols, key=lambda s: s.name)
    start = next(simple_points(claim, tables, 1), None)
    if start is None or any(s.sort != REAL for s in numbers):
        return
    gap = replace(subtract(*bound.children), dict.fromkeys(numbers[1:], numbers[0]))
    for place, _ in islice(turns(gap, numbers[0], PLACES, tables.effort), MOST_ROOTS):
        for name in named(place):
            yield Assignment(tuple((s, name if s in numbers else v) for s, v in start.values))


def _of_numbers(relation: Term) -> bool:
    return all(s.sort in {REAL, INTEGER} and not s.is_bound for s in relation.symbols)


def _in_directions(point: Assignment) -> Iterator[Assignment]:
    """The point with small whole numbers for the two entries of a vector."""
    for symbol, value in point.values:
        if isinstance(symbol.sort, Sort) and len(shape_of(value)) == 1 and len(value.children) == PAIR:
            for direction in DIRECTIONS:
                changed = value.rebuild(tuple(map(Number, direction)))
                yield Assignment(tuple((s, changed if s is symbol else v) for s, v in point.values))


def _where_defined_by(claim: Claim, premise: Term, tables: Tables) -> Iterator[Assignment]:
    """Points at which a number is what an equation of the premise says it is, in closed form."""
    for equation in conjuncts(premise):
        if head_of(equation) != "eq":
            continue
        for symbol, other in (equation.children, equation.children[::-1]):
            if not isinstance(symbol, Symbol) or symbol.sort != REAL or symbol in other.symbols:
                continue
            for start in simple_points(claim, tables, MOST_OF_A_DEFINITION):
                value = replace(other, {s: v for s, v in start.values if s is not symbol})
                if not value.symbols and not shape_of(value):
                    yield Assignment(tuple((s, value if s is symbol else v) for s, v in start.values))


def _alternatives(proposition: Term) -> tuple[Term, ...]:
    """The parts of a disjunction."""
    is_either = isinstance(proposition, Apply) and proposition.head == "or"
    return proposition.children if is_either else (proposition,)


def _roots_of(claim: Claim, premise: Term, tables: Tables) -> Iterator[Assignment]:
    """Points with closed forms of the zeros of an equation, of which one variable is left."""
    start = next(simple_points(claim, tables, 1), None)
    equations = [
        e
        for p in _alternatives(premise)
        for e in conjuncts(p)
        if head_of(e) == "eq" and not shape_of(e.children[0])
    ]
    for equation in equations[:MOST_EQUATIONS] if start is not None else ():
        for symbol in sorted((s for s in equation.symbols if s.sort == REAL), key=lambda s: s.name):
            values: dict[Term, Term] = (
                {s: v for s, v in start.values if s is not symbol} if start is not None else {}
            )
            gap = replace(subtract(*equation.children), values)
            if gap.symbols != {symbol} or start is None:
                continue
            for place, _ in islice(turns(gap, symbol, PLACES, tables.effort), MOST_ROOTS):
                for name in named(place):
                    yield Assignment(tuple((s, name if s is symbol else v) for s, v in start.values))


def _moved(claim: Claim, point: Assignment) -> Iterator[Assignment]:
    """The point with one number moved far away, or to where a linear part of the claim vanishes."""
    for symbol, _ in point.values:
        if symbol in claim.proposition.symbols and symbol.sort in {REAL, INTEGER}:
            for value in (*_roots(claim, symbol), *FAR):
                if symbol.sort == REAL or value.value.denominator == 1:
                    yield Assignment(tuple((s, value if s is symbol else v) for s, v in point.values))


def _special_arrays(point: Assignment) -> Iterator[Assignment]:
    """The point with an array of zeros, with one entry apart from all others, with two arrays the same."""
    arrays = [(s, v) for s, v in point.values if isinstance(s.sort, Sort) and s.sort.shape]
    for symbol, value in arrays[:MOST_ARRAYS]:
        changes = [
            _emptied(value),
            *_with_one_apart(value),
            *(v for s, v in arrays if s is not symbol and shape_of(v) == shape_of(value)),
        ]
        for changed in changes:
            yield Assignment(tuple((s, changed if s is symbol else v) for s, v in point.values))


def _with_one_apart(value: Term) -> list[Term]:
    """A vector whose first entry, or whose last one, is the only one that differs."""
    entries = value.children
    if len(entries) < LEAST_ENTRIES or not all(isinstance(e, Number) for e in entries):
        return []
    rest = len(entries) - 1
    return [
        value.rebuild((entries[0], *(entries[-1],) * rest)),
        value.rebuild((*(entries[0],) * rest, entries[-1])),
    ]


def _emptied(value: Term) -> Term:
    """An array with zeros for its entries."""
    return ZERO if isinstance(value, Number) else value.rebuild(tuple(map(_emptied, value.children)))


def _with_whole_numbers(claim: Claim, point: Assignment) -> Iterator[Assignment]:
    """The point with an integer and a number changed together: odd and even exponents, negative bases."""
    symbols = sorted(claim.proposition.symbols, key=lambda s: s.name)
    integers = [s for s in symbols if s.sort == INTEGER][:MOST_MOVED]
    numbers = [s for s in symbols if s.sort == REAL][:MOST_MOVED]
    for whole, number in product(integers, numbers):
        for n, x in product(WHOLE, BOTH_SIGNS):
            changed = {whole: n, number: x}
            yield Assignment(tuple((s, changed.get(s, v)) for s, v in point.values))


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
