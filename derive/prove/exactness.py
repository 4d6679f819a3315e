"""Relations at a point where balls cannot tell: sides that are equal have one normal form."""

from collections.abc import Callable
from typing import Final

from derive.algebra.balls import Indeterminate, Undefined, assignment_of, evaluate, truth
from derive.algebra.components import scalarize
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.of_all_reals import holds_for_all, is_of_all_reals
from derive.algebra.rectangular import NotRectangularError, Rectangular, is_complex
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.effort import OutOfEffortError
from derive.core.sort import COMPLEX
from derive.core.term import Apply, Binder, Symbol, Term, replace
from derive.core.verdict import Assignment
from derive.prove.calculus.extremes import bounds_of
from derive.prove.expansion import expanded
from derive.prove.observation import Truth
from derive.prove.tables import Tables

EQUAL: Final = {"eq": True, "le": True, "ge": True, "lt": False, "gt": False, "ne": False}
MOST_SIZE: Final = 120
PRECISION: Final = 256
EMPTY: Final = Assignment(())
COST_OF_ALL: Final = 2


def exact_truth(proposition: Term, point: Assignment, tables: Tables) -> Truth:
    """Whether a proposition is true at a point, with equal sides recognised by their normal forms."""
    if proposition.size > MOST_SIZE:
        return None
    if is_of_all_reals(proposition):
        return _of_all_reals(proposition, point, tables)
    if not isinstance(proposition, Apply):
        quantified = isinstance(proposition, Binder) and proposition.kind in ("exists", "forall")
        return truth(proposition, assignment_of(point), PRECISION) if quantified else None
    if is_complex(proposition):
        there = in_parts(proposition, point)
        return None if there is None else exact_truth(there, EMPTY, tables)
    if proposition.head in CONNECTIVES:
        parts = [exact_truth(c, point, tables) for c in proposition.children]
        return CONNECTIVES[proposition.head](parts)
    if proposition.head == "member":
        bounds = bounds_of(*proposition.children)
        return None if bounds is None else _every([exact_truth(b, point, tables) for b in bounds])
    found = truth(proposition, assignment_of(point), PRECISION)
    if found is not None or proposition.head not in EQUAL:
        return found
    return EQUAL[proposition.head] if _are_equal(proposition, point, tables) else None


def _of_all_reals(proposition: Term, point: Assignment, tables: Tables) -> Truth:
    """The truth of a statement about all real numbers, by balls or since it follows for any of them."""
    found = truth(proposition, assignment_of(point), PRECISION)
    if found is not None:
        return found
    tables.effort.charge(COST_OF_ALL * proposition.size)
    return True if holds_for_all(replace(proposition, dict(point.values))) else None


def in_parts(proposition: Term, point: Assignment) -> Term | None:
    """What a proposition says at a point, with complex values taken apart; None where that is not known."""
    try:
        parts = parts_there(point)
        return replace(Rectangular(parts).proposition(proposition), dict(point.values))
    except NotRectangularError:
        return None


def parts_there(point: Assignment) -> dict[Symbol, tuple[Term, Term]]:
    """The parts of the values that complex symbols have at a point.

    Raises:
        NotRectangularError: of one of them they are not known.
    """
    given = Rectangular({})
    return {s: given.parts(v) for s, v in point.values if s.sort == COMPLEX}


def _are_equal(relation: Apply, point: Assignment, tables: Tables) -> bool:
    values = assignment_of(point)
    try:
        for side in relation.children:
            evaluate(side, values, PRECISION)
        left, right = (_at(side, point) for side in relation.children)
        if shape_of(left) or shape_of(right):
            return False
        found = tables.equal(left, right, ())
    except (Undefined, Indeterminate, DerivativeError, ShapeError, OutOfEffortError):
        return False
    return found is not None and found.trust == "exact"


def _at(side: Term, point: Assignment) -> Term:
    """The side with the values in it, sums and cases written out."""
    return expanded(resolve(scalarize(replace(resolve(side), dict(point.values)))))


def _every(parts: list[Truth]) -> Truth:
    if False in parts:
        return False
    return None if None in parts else True


def _opposite(part: Truth) -> Truth:
    return None if part is None else not part


def _some(parts: list[Truth]) -> Truth:
    return _opposite(_every([_opposite(p) for p in parts]))


CONNECTIVES: Final[dict[str, Callable[[list[Truth]], Truth]]] = {
    "and": _every,
    "or": _some,
    "not": lambda parts: _opposite(parts[0]),
    "implies": lambda parts: _some([_opposite(parts[0]), parts[1]]),
    "iff": lambda parts: None if None in parts else parts[0] == parts[1],
}
