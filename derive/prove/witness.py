"""The values at a counterexample, for a person: exact where a closed form is found, and to six digits."""

from fractions import Fraction
from math import isfinite
from typing import Any, Final

from flint import acb, arb, fmpq

from derive.algebra.balls import (
    Indeterminate,
    Precision,
    Side,
    Undefined,
    assignment_of,
    evaluate,
    sides,
    truth,
)
from derive.algebra.components import component, scalarize
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.limits.values import INFINITE
from derive.algebra.normal_form.equality import canonical
from derive.algebra.rectangular import NotRectangularError, Rectangular, is_complex
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import ONE, ZERO, Apply, Number, Term, add, multiply, replace
from derive.core.verdict import Assignment, Witness
from derive.prove.exactness import parts_there
from derive.prove.expansion import expanded
from derive.prove.indefinite import at_a_point
from derive.prove.observe import COMPARED
from derive.prove.propositions import head_of
from derive.prove.tables import Tables

DIGITS: Final = 6
PRECISION: Final = 128
MOST_BITS: Final = 20_000
MOST_SHOWN: Final = 2_000


def witness(claim: Claim, point: Assignment, tables: Tables) -> Witness:
    """The point with the values that the two sides of the claim have there."""
    goal = at_a_point(claim.proposition)
    if len(goal.children) == 2 and head_of(goal) in COMPARED:
        found = sides(goal, assignment_of(point), PRECISION)
        shown = [_shown(s, f, point, tables) for s, f in zip(goal.children, found, strict=True)]
    else:
        parts = goal.children if len(goal.children) == 2 else (goal, goal)
        shown = [(at(side, point), decimal(side, point)) for side in parts]
    (left, left_decimal), (right, right_decimal) = shown
    return Witness(point, left, right, left_decimal, right_decimal)


def plain_witness(claim: Claim, point: Assignment) -> Witness:
    """The point alone, with the sides as written, of which no value is told."""
    goal = claim.proposition
    left, right = goal.children if len(goal.children) == 2 else (goal, goal)
    return Witness(point, left, right, "", "")


def _shown(side: Term, found: Side, point: Assignment, tables: Tables) -> tuple[Term, str]:
    known, value = found
    if not known:
        return _infinite(side, point) or (at(side, point), decimal(side, point))
    return _exact(side, point, value, (), tables), _digits(value)


def _infinite(side: Term, point: Assignment) -> tuple[Term, str] | None:
    """Plus or minus infinity, where the side is that."""
    values = assignment_of(point)
    for infinity, shown in INFINITE.items():
        if truth(Apply("eq", side, infinity), values, PRECISION):
            return infinity, shown
    return None


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
    if type(value) is acb:
        return _complex_digits(_digits(value.real), _digits(value.imag))
    if type(value) is fmpq:
        with Precision(PRECISION):
            value = arb(value)
    text: str = value.str(DIGITS, radius=False)
    number = float(text)
    return f"{number:.{DIGITS}g}" if isfinite(number) else text


def _complex_digits(real: str, imaginary: str) -> str:
    if float(imaginary) == 0:
        return real
    sign, size = ("-", imaginary[1:]) if imaginary.startswith("-") else ("+", imaginary)
    if float(real) == 0:
        return f"{imaginary} i"
    return f"{real} {sign} {size} i"


def at(side: Term, point: Assignment) -> Term:
    """The side with the values in the places of the symbols."""
    return replace(side, dict(point.values))


def _exact(side: Term, point: Assignment, value: Any, indices: tuple[Term, ...], tables: Tables) -> Term:
    """The value as a closed term, as simple as it is found."""
    if isinstance(value, tuple):
        parts = (_exact(side, point, v, (*indices, Number(i)), tables) for i, v in enumerate(value, 1))
        return Apply("matrix" if isinstance(value[0], tuple) else "vector", *parts)
    if _is_out_of_scale(value):
        return at(component(side, *indices) if indices else side, point)
    if type(value) is fmpq:
        return Number(Fraction(int(value.p), int(value.q)))
    try:
        found = _closed_form(component(side, *indices) if indices else side, point, tables)
    except (ShapeError, OutOfEffortError):
        return at(side, point)
    return found if found.size <= MOST_SHOWN else at(side, point)


def _is_out_of_scale(value: Any) -> bool:
    """Whether a value is so large or small, or has so many digits, that nobody wants to see them all."""
    if type(value) is fmpq:
        return bool(max(value.p.bit_length(), value.q.bit_length()) > MOST_BITS)
    return type(value) is arb and bool(abs(int(value.mid().man_exp()[1])) > MOST_BITS)


def _closed_form(scalar: Term, point: Assignment, tables: Tables) -> Term:
    if is_complex(scalar):
        return _complex_form(scalar, point, tables)
    try:
        closed = expanded(resolve(scalarize(at(resolve(scalar), point))))
    except (DerivativeError, ShapeError):
        return at(scalar, point)
    try:
        with tables.share(0.2):
            return canonical(closed, tables.facts(()), tables.effort)
    except OutOfEffortError:
        return closed


def _complex_form(scalar: Term, point: Assignment, tables: Tables) -> Term:
    """The value by its real and its imaginary part."""
    try:
        parts = Rectangular(parts_there(point)).parts(scalar)
    except NotRectangularError:
        return at(scalar, point)
    real, imaginary = (_closed_form(part, point, tables) for part in parts)
    if imaginary is ZERO:
        return real
    turned = UNIT if imaginary is ONE else multiply(imaginary, UNIT)
    return turned if real is ZERO else add(real, turned)


UNIT: Final = Apply("imaginary")
