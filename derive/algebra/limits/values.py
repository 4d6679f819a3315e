"""Limits at a point: the parameters get their values, then the limit is worked out.

A limit that is a side of a relation may be infinite; inside other operations it
must be finite. Importing this module enters limits into the tables of the
evaluation by balls, on which the comparison of growth itself is built.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal

from flint import arb, fmpq

from derive.algebra import balls_series
from derive.algebra.balls_arrays import Array
from derive.algebra.balls_integrals import extended
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import (
    BINDERS,
    FORMS,
    SIDES,
    TRUTHS,
    Code,
    Compiler,
    Scope,
    constant,
    unknown,
)
from derive.algebra.definedness import definedness
from derive.algebra.facts import Facts
from derive.algebra.limits.absent import Ways, two_ways
from derive.algebra.limits.expand import NEGATIVE_INFINITY
from derive.algebra.limits.limit import limit
from derive.algebra.limits.setting import OutsideError, UndeterminedError
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Number, Term, replace

EFFORT_AT_A_POINT: Final = 40_000
WORK_AT_A_POINT: Final = 2_000
EFFORT_OF_A_FORM: Final = 5_000
INFINITE: Final = {INFINITY: "inf", NEGATIVE_INFINITY: "-inf"}


def may_be_infinite(side: Term) -> bool:
    """Whether a side of a relation is infinity itself, a limit, or an integral or sum without parameters.

    Where those with parameters diverge, they are taken to be undefined.
    """
    if not isinstance(side, Binder):
        return side in INFINITE
    if side.kind == "limit":
        return True
    closed = side.kind in SIDES and not side.symbols
    return closed and Apply("converges", side) in definedness(side)


def closed_limit(term: Binder) -> Term | None:
    """The value of a limit without parameters, possibly infinite; None if it was not found."""
    found = _sought(term)
    return found if isinstance(found, Term) else None


@lru_cache(maxsize=1 << 10)
def _sought(term: Binder) -> Term | Literal["no effort"] | None:
    try:
        return limit(term, Facts(()), Effort(EFFORT_AT_A_POINT))
    except OutOfEffortError:
        return "no effort"
    except (UndeterminedError, OutsideError, RecursionError, ShapeError):
        return None


@lru_cache(maxsize=1 << 10)
def closed_ways(term: Binder) -> Ways | None:
    """Two ways that show that a limit without parameters does not exist; None if none were found.

    The sides of a point are not looked at again where the effort did not suffice for the limit.
    """
    if term.variable.sort != INTEGER and _sought(term) == "no effort":
        return None
    try:
        return two_ways(term, Facts(()), Effort(EFFORT_AT_A_POINT))
    except (OutOfEffortError, RecursionError, ShapeError):
        return None


def _found(binder: Binder, scope: Scope) -> Term:
    scope.charge(WORK_AT_A_POINT)
    mapping: dict[Term, Term] = {s: _term_of(scope.get(s)) for s in binder.symbols}
    closed = replace(binder, mapping)
    found = closed_limit(closed) if isinstance(closed, Binder) else None
    if found is None:
        absent = isinstance(closed, Binder) and closed_ways(closed) is not None
        raise Undefined if absent else Indeterminate
    return found


def _term_of(value: Any) -> Term:
    """An exact value as a closed term."""
    if isinstance(value, Array):
        entries = tuple(map(_term_of, value))
        is_matrix = any(isinstance(e, Apply) and e.head == "vector" for e in entries)
        return Apply("matrix" if is_matrix else "vector", *entries)
    if type(value) is not fmpq:
        raise Indeterminate
    return Number(Fraction(int(value.p), int(value.q)))


def _finite(compiler: Compiler, binder: Binder) -> Code:
    """The value of a limit inside other operations."""

    def run(scope: Scope) -> Any:
        found = _found(binder, scope)
        if found in INFINITE:
            raise Indeterminate
        return Compiler(found).value(found)(scope.inside())

    return run


def _extended(compiler: Compiler, binder: Binder) -> Code:
    """The value of a limit that is a side of a relation."""

    def run(scope: Scope) -> Any:
        found = _found(binder, scope)
        if found in INFINITE:
            return arb(INFINITE[found])
        return Compiler(found).value(found)(scope.inside())

    return run


def _exists(compiler: Compiler, proposition: Apply) -> Code:
    """Whether a limit process has a value, finite for ``converges``."""
    binder = proposition.children[0]
    builder = SIDES.get(binder.kind) if isinstance(binder, Binder) else None
    if builder is None:
        return unknown
    code = builder(compiler, binder)
    finite = proposition.head == "converges"

    def run(scope: Scope) -> bool | None:
        try:
            value = code(scope)
        except Undefined:
            return False
        return not finite or type(value) is not arb or bool(value.is_finite())

    return run


def _infinite(compiler: Compiler, term: Apply) -> Code:
    """Plus or minus infinity as a side of a relation."""
    return constant(arb(INFINITE[term])) if term in INFINITE else compiler.value(term)


def _canonical(term: Term, hypotheses: tuple[Term, ...]) -> Term | None:
    """The normal form, where it costs little."""
    try:
        return canonical(term, Facts(hypotheses), Effort(EFFORT_OF_A_FORM))
    except (OutOfEffortError, RecursionError, ShapeError):
        return None


FORMS["canonical"] = _canonical
BINDERS["limit"] = _finite
SIDES["infinity"] = SIDES["multiply"] = _infinite
SIDES["limit"] = _extended
SIDES["integral"] = extended
for kind in ("sum", "product"):
    BINDERS[kind] = balls_series.infinite(BINDERS[kind])
    SIDES[kind] = balls_series.extended
TRUTHS["converges"] = TRUTHS["has_limit"] = _exists
