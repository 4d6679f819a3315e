"""What the context does not say: where both sides are defined, and how the domains of the sides differ."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.algebra.manifest import are_independent
from derive.core.claim import Claim, Origin
from derive.core.sort import INTEGER, REAL
from derive.core.term import ONE, TWO, Apply, Binder, Number, Symbol, Term
from derive.core.verdict import Assignment, Domain
from derive.prove.observe import established, is_admissible
from derive.prove.propositions import head_of, negation, strictly
from derive.prove.tables import Tables, lasting_conditions

OF_LIMITS: Final = frozenset(("converges", "has_limit"))
CLOSE: Final = Fraction(1, 10**9)


def open_conditions(claim: Claim, tables: Tables) -> tuple[Term, ...]:
    """The propositions under which both sides are defined and which the context does not imply.

    A condition that the context and the others imply is left out. Relations that hold anyway are
    not among those that say where a term is defined.
    """
    known = claim.context.propositions
    key = (claim.proposition, known)
    kept = tables.conditions.get(key)
    if kept is None:
        kept = tables.conditions[key] = _open(claim.proposition, known, tables)
    return kept


def _open(goal: Term, known: tuple[Term, ...], tables: Tables) -> tuple[Term, ...]:
    found = [c for d in tables.sides_defined(goal) for c in _lasting(d, known, tables)]
    if known or any(head_of(c) in OF_LIMITS for c in found):
        found = [condition for condition in found if not tables.proves(known, condition)]
    return _without_consequences(known, found, tables)


def _lasting(condition: Term, known: tuple[Term, ...], tables: Tables) -> tuple[Term, ...]:
    """That a limit exists, said by what its parameters must meet, if that is all."""
    process = condition.children[0] if head_of(condition) in OF_LIMITS else None
    if not (isinstance(process, Binder) and process.kind == "limit") or tables.proves(known, condition):
        return (condition,)
    needed = tuple(c for c in lasting_conditions(process) if not tables.proves(known, c))
    return needed if needed and tables.proves((*known, *needed), condition) else (condition,)


def _without_consequences(known: tuple[Term, ...], found: list[Term], tables: Tables) -> tuple[Term, ...]:
    if not known and are_independent(found):
        return tuple(found)
    kept = list(found)
    for condition in found[:-1] if len(found) > 1 else ():
        others = [c for c in kept if c is not condition]
        if tables.proves((*known, *others), condition):
            kept = others
    if len(kept) > 1 and tables.proves((*known, *kept[:-1]), kept[-1]):
        kept.pop()
    return tuple(kept)


def is_sample(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether the point is admissible and both sides are defined there and around it."""
    return is_admissible(claim, point, tables) and all(
        holds_around(condition, point, tables) for condition in open_conditions(claim, tables)
    )


def holds_around(condition: Term, point: Assignment, tables: Tables) -> bool:
    """Whether a condition is established at a point in such a way that it holds around it too.

    A limit is shown to exist for all real values close to those of the point.
    """
    if head_of(condition) in OF_LIMITS:
        return tables.proves(tuple(_close_to(point)), condition)
    around = strictly(condition)
    return around is not None and established(around, point, tables) is True


def _close_to(point: Assignment) -> Iterator[Term]:
    """That the numbers among the symbols are close to their values at the point, or have them if integers."""
    for symbol, value in point.values:
        if isinstance(value, Number) and symbol.sort == INTEGER:
            yield Apply("eq", symbol, value)
        elif isinstance(value, Number) and symbol.sort == REAL:
            yield Apply("lt", Number(value.value - CLOSE), symbol)
            yield Apply("lt", symbol, Number(value.value + CLOSE))


def dimension_conditions(claim: Claim) -> tuple[Term, ...]:
    """For each dimension whose range was assumed and not written: that it is at least 2."""
    shapes = (getattr(s.sort, "shape", ()) for s in claim.context.symbols)
    dimensions = {d for shape in shapes for n in shape for d in n.symbols}
    return tuple(
        Apply("le", TWO, h.proposition.children[1])
        for h in claim.context.hypotheses
        if h.origin is Origin.RANGE
        and _says_at_least_one(h.proposition)
        and h.proposition.children[1] in dimensions
        and not _is_written(claim, h.proposition.children[1])
    )


def _is_written(claim: Claim, dimension: Term) -> bool:
    """Whether the text itself says something about a dimension alone."""
    return any(
        h.origin is not Origin.RANGE and h.proposition.symbols == {dimension}
        for h in claim.context.hypotheses
    )


def _says_at_least_one(proposition: Term) -> bool:
    if not (isinstance(proposition, Apply) and proposition.head == "le"):
        return False
    low, high = proposition.children
    return low is ONE and isinstance(high, Symbol) and high.sort == INTEGER


def domain_of(claim: Claim, points: Iterator[Assignment], tables: Tables) -> Domain | None:
    """How the domain changes from the left side to the right one, by more than exceptional points.

    A point in general position decides: only one side is defined there, and stays so around it.
    """
    known = claim.context.propositions
    sides = tuple(
        tuple(c for c in tables.definedness(side) if not (known and tables.proves(known, c)))
        for side in claim.proposition.children
    )
    if len(sides) != 2 or set(sides[0]) == set(sides[1]):
        return None
    if all(head_of(c) == "ne" for side in sides for c in side):
        return None
    for point in points:
        left, right = (_stands(side, point, tables) for side in sides)
        if left is not right and None not in {left, right}:
            return "narrows" if left else "widens"
    return None


def _stands(conditions: tuple[Term, ...], point: Assignment, tables: Tables) -> bool | None:
    """Whether all conditions hold at a point and around it, or one fails so; None in between."""
    if all(holds_around(c, point, tables) for c in conditions):
        return True
    return False if any(holds_around(negation(c), point, tables) for c in conditions) else None
