"""Points at which an inequality is closest to failing, found by descent; candidates for counterexamples.

Nothing here is trusted: a candidate refutes only when exact or ball arithmetic says so.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import isfinite
from typing import Final

from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, Value, assignment_of, evaluate
from derive.core.claim import Claim
from derive.core.sort import REAL
from derive.core.term import Apply, Number, Symbol, Term, subtract
from derive.core.verdict import Assignment
from derive.prove.calculus.extremes import bounds_of
from derive.prove.landscape import Interval, named, samples
from derive.prove.piece import interval_of
from derive.prove.tables import Tables

MOST_SYMBOLS: Final = 4
MOST_ROUNDS: Final = 3
MOST_RELATIONS: Final = 3
GOLDEN: Final = 0.381966
STEPS: Final = 24
DENOMINATORS: Final = (1, 2, 3, 6, 10, 100, 10**4, 10**8, 10**12)
WORST: Final = 1e308

Line = Callable[[float], float]


def minima(claim: Claim, start: Assignment, tables: Tables) -> Iterator[Assignment]:
    """Admissible or not: points near the lowest places of the gaps of a claim, simplest first."""
    symbols = [s for s, _ in start.values if s.sort == REAL and s in claim.proposition.symbols]
    if not 0 < len(symbols) <= MOST_SYMBOLS:
        return
    intervals = {s: interval_of(claim.context.propositions, s, tables)[0] for s in symbols}
    for gap in list(_gaps(claim.proposition))[:MOST_RELATIONS]:
        yield from _descended(gap, symbols, intervals, start, tables)


def _gaps(goal: Term) -> Iterator[Term]:
    """The differences that are positive, or not negative, where the goal holds."""
    if not isinstance(goal, Apply):
        return
    if goal.head in {"lt", "le"}:
        yield subtract(goal.children[1], goal.children[0])
    elif goal.head in {"gt", "ge"}:
        yield subtract(*goal.children)
    elif goal.head == "and":
        for part in goal.children:
            yield from _gaps(part)
    elif goal.head == "member":
        for bound in bounds_of(*goal.children) or ():
            yield from _gaps(bound)


def _descended(
    gap: Term, symbols: list[Symbol], intervals: dict[Symbol, Interval], start: Assignment, tables: Tables
) -> Iterator[Assignment]:
    fixed = assignment_of(start)
    place = {s: float(v) if isinstance((v := fixed[s]), int | Fraction) else _float(v) for s in symbols}

    def line(symbol: Symbol) -> Line:
        return lambda number: _value(gap, {**fixed, **_balls({**place, symbol: number})}, tables)

    for _ in range(MOST_ROUNDS if len(symbols) > 1 else 1):
        for symbol in symbols:
            place[symbol] = lowest(line(symbol), intervals[symbol])
    yield from _rounded(place, start)


def _balls(place: dict[Symbol, float]) -> dict[Symbol, Value]:
    return {s: arb(v) for s, v in place.items()}


def _float(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 1.0


def _value(gap: Term, values: dict[Symbol, Value], tables: Tables) -> float:
    tables.effort.charge(6 + gap.size // 3)
    try:
        found = evaluate(gap, values, 128)
    except (Undefined, Indeterminate):
        return WORST
    number = float(found.mid())
    return number if isfinite(number) else WORST


def lowest(line: Line, interval: Interval) -> float:
    """Where a function of a number is lowest among samples, and then between the neighbours of that."""
    places = samples(interval)
    seen = [line(p) for p in places]
    best = min(range(len(places)), key=lambda k: seen[k])
    low, high = places[max(best - 1, 0)], places[min(best + 1, len(places) - 1)]
    inner, outer = low + GOLDEN * (high - low), high - GOLDEN * (high - low)
    first, second = line(inner), line(outer)
    for _ in range(STEPS):
        if first <= second:
            high, outer, second = outer, inner, first
            inner = low + GOLDEN * (high - low)
            first = line(inner)
        else:
            low, inner, first = inner, outer, second
            outer = high - GOLDEN * (high - low)
            second = line(outer)
    middle = (low + high) / 2
    return middle if line(middle) <= seen[best] else places[best]


def _rounded(place: dict[Symbol, float], start: Assignment) -> Iterator[Assignment]:
    """The point with simple closed numbers close to those found."""
    if len(place) == 1:
        ((symbol, number),) = place.items()
        for name in named(number, 1e-5):
            yield _with(start, {symbol: name})
    for denominator in DENOMINATORS:
        near: dict[Symbol, Term] = {
            s: Number(Fraction(v).limit_denominator(denominator)) for s, v in place.items()
        }
        yield _with(start, near)


def _with(start: Assignment, values: dict[Symbol, Term]) -> Assignment:
    return Assignment(tuple((s, values.get(s, v)) for s, v in start.values))
