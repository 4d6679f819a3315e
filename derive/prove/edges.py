"""Points close to where the premise of an implication ceases to hold; candidates for counterexamples.

Nothing here is trusted: a candidate refutes only when exact or ball arithmetic says so.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, assignment_of, evaluate
from derive.core.claim import Claim
from derive.core.sort import REAL
from derive.core.term import Apply, Number, Symbol, Term, subtract
from derive.core.verdict import Assignment
from derive.prove.propositions import conjuncts
from derive.prove.tables import Tables

MOST_SYMBOLS: Final = 3
MOST_GAPS: Final = 8
STEPS: Final = tuple(2.0**k for k in range(-2, 8))
BISECTIONS: Final = 24
PARTS: Final = (0.9, 0.99, 0.999)
DENOMINATOR: Final = 10_000

Inside = Callable[[float], bool]


def edges(claim: Claim, start: Assignment, tables: Tables) -> Iterator[Assignment]:
    """From a point where the premise holds towards where it does not, one number at a time."""
    gaps = list(_gaps(claim))
    symbols = [s for s, v in start.values if s.sort == REAL and s in claim.proposition.symbols]
    if not gaps or len(gaps) > MOST_GAPS or len(symbols) > MOST_SYMBOLS:
        return
    for symbol in symbols:
        value = dict(start.values)[symbol]
        if isinstance(value, Number):
            inside = _inside(gaps, start, symbol, tables)
            for number in _towards(float(value.value), inside):
                near = Number(Fraction(number).limit_denominator(DENOMINATOR))
                yield Assignment(tuple((s, near if s is symbol else v) for s, v in start.values))


def _gaps(claim: Claim) -> Iterator[Term]:
    """The differences that are not negative where the hypotheses and the premise hold."""
    for relation in (*claim.context.propositions, *conjuncts(claim.proposition.children[0])):
        if isinstance(relation, Apply) and relation.head in {"lt", "le"}:
            yield subtract(relation.children[1], relation.children[0])
        elif isinstance(relation, Apply) and relation.head in {"gt", "ge"}:
            yield subtract(*relation.children)


def _inside(gaps: list[Term], start: Assignment, symbol: Symbol, tables: Tables) -> Inside:
    fixed = assignment_of(start)

    def inside(number: float) -> bool:
        for gap in gaps:
            tables.effort.charge(6 + gap.size // 3)
            try:
                if not evaluate(gap, {**fixed, symbol: arb(number)}, 64) >= 0:
                    return False
            except (Undefined, Indeterminate):
                return False
        return True

    return inside


def _towards(place: float, inside: Inside) -> Iterator[float]:
    """Numbers on both sides of a place, most of the way to where the condition ceases to hold."""
    for side in (1, -1) if inside(place) else ():
        outer = next((s for s in STEPS if not inside(place + side * s)), None)
        if outer is None:
            continue
        low, high = 0.0, outer
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if inside(place + side * middle) else (low, middle)
        yield from (place + side * low * part for part in PARTS)
