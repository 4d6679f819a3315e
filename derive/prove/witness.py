"""The values at a counterexample, for a person: exact where a closed form is found, and to six digits."""

from math import isfinite
from typing import Any, Final

from derive.algebra.balls import Indeterminate, Undefined, assignment_of, evaluate, rational, truth
from derive.algebra.components import component, scalarize
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import Apply, Number, Term, replace
from derive.core.verdict import Assignment, Witness
from derive.prove.expansion import expanded
from derive.prove.indefinite import at_a_point
from derive.prove.tables import Tables

DIGITS: Final = 6
PRECISION: Final = 128


def witness(claim: Claim, point: Assignment, tables: Tables) -> Witness:
    """The point with the values that the two sides of the claim have there."""
    goal = at_a_point(claim.proposition)
    left, right = goal.children if len(goal.children) == 2 else (goal, goal)
    return Witness(
        point,
        exact(left, point, tables),
        exact(right, point, tables),
        decimal(left, point),
        decimal(right, point),
    )


def decimal(side: Term, point: Assignment) -> str:
    """The value to six digits; of a proposition, whether it is true."""
    values = assignment_of(point)
    try:
        return _digits(evaluate(side, values, PRECISION))
    except (Undefined, Indeterminate):
        return {True: "true", False: "false", None: ""}[truth(side, values, PRECISION)]


def _digits(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_digits, value))})"
    text: str = value.str(DIGITS, radius=False)
    number = float(text)
    return f"{number:.{DIGITS}g}" if isfinite(number) else text


def exact(side: Term, point: Assignment, tables: Tables) -> Term:
    """The value as a closed term, as simple as it is found."""
    try:
        return _entries(side, point, evaluate(side, assignment_of(point), PRECISION), (), tables)
    except (Undefined, Indeterminate, ShapeError, OutOfEffortError):
        return at(side, point)


def at(side: Term, point: Assignment) -> Term:
    """The side with the values in the places of the symbols."""
    return replace(side, dict(point.values))


def _entries(side: Term, point: Assignment, value: Any, indices: tuple[Term, ...], tables: Tables) -> Term:
    if isinstance(value, tuple):
        parts = (_entries(side, point, v, (*indices, Number(i)), tables) for i, v in enumerate(value, 1))
        return Apply("matrix" if isinstance(value[0], tuple) else "vector", *parts)
    scalar = component(side, *indices) if indices else side
    found = rational(scalar, assignment_of(point), PRECISION)
    return Number(found) if found is not None else _closed_form(scalar, point, tables)


def _closed_form(scalar: Term, point: Assignment, tables: Tables) -> Term:
    try:
        closed = expanded(resolve(scalarize(at(resolve(scalar), point))))
    except (DerivativeError, ShapeError):
        return at(scalar, point)
    try:
        with tables.share(0.2):
            return canonical(closed, tables.facts(()), tables.effort)
    except OutOfEffortError:
        return closed
