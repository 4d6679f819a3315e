"""Rigorous evaluation of terms: exact rationals where possible, else balls that contain the value.

An assignment gives every free symbol a value: a rational number or ball, a tuple
for a vector, a tuple of tuples for a matrix, a closed term, and for an unknown
function a lambda term.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, TypeAlias

import flint
from flint import arb, fmpq

from derive.algebra.balls_arithmetic import ARITHMETIC
from derive.algebra.balls_arrays import Array
from derive.algebra.balls_binders import BOUND
from derive.algebra.balls_derivatives import derivative
from derive.algebra.balls_functions import application
from derive.algebra.balls_integrals import integral
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import BINDERS, TRUTHS, VALUES, Code, Compiler, Scope
from derive.algebra.balls_quantifiers import QUANTIFIERS
from derive.algebra.balls_truth import PROPOSITIONS
from derive.core.sort import FunctionSort
from derive.core.term import Apply, Binder, Number, Symbol, Term, rewrite
from derive.core.verdict import Assignment

__all__ = [
    "Indeterminate",
    "Undefined",
    "Value",
    "assignment_of",
    "evaluate",
    "exact_value",
    "rational",
    "truth",
    "value",
]

Value: TypeAlias = "int | Fraction | fmpq | arb | Term | tuple[Value, ...]"
PRECISION: Final = 64

VALUES.update(ARITHMETIC, function=application)
BINDERS.update(BOUND, derivative=derivative, integral=integral)
TRUTHS.update(PROPOSITIONS, **QUANTIFIERS)


def evaluate(term: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> Any:
    """A ball that contains the value of the term; nested tuples of balls for arrays.

    Raises:
        Undefined: the term has certainly no value at this assignment.
        Indeterminate: this precision, or the work allowed, does not tell.
    """
    return _as_balls(_run(term, assignment, precision, _value_code), precision)


def rational(term: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> Fraction | None:
    """The exact value of a scalar term where it was found to be rational, else None.

    Raises:
        Undefined: the term has certainly no value at this assignment.
        Indeterminate: this precision, or the work allowed, does not tell.
    """
    found = _run(term, assignment, precision, _value_code)
    return Fraction(int(found.p), int(found.q)) if type(found) is fmpq else None


def exact_value(term: Term, assignment: Mapping[Symbol, Value]) -> "Value | None":
    """The value as a rational, or as nested tuples of rationals; None where it is not found to be that."""
    try:
        return _exact(_run(term, assignment, PRECISION, _value_code))
    except (Undefined, Indeterminate):
        return None


def truth(proposition: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> bool | None:
    """Whether the proposition holds, as established by disjoint balls or exactly; else None."""
    try:
        return _run(proposition, assignment, precision, _truth_code)  # type: ignore[no-any-return]  # a truth
    except (Undefined, Indeterminate):
        return None


def value(term: Term) -> Value:
    """The value of a closed term for an assignment: a rational, a tuple, or the term itself."""
    if isinstance(term, Number):
        return fmpq(term.value.numerator, term.value.denominator)
    if isinstance(term, Apply) and term.head in {"vector", "matrix"}:
        return tuple(map(value, term.children))
    return term


def assignment_of(assignment: Assignment) -> dict[Symbol, Value]:
    """The values of a recorded assignment, ready for evaluation."""
    return {symbol: value(term) for symbol, term in assignment.values}


def applied(term: Term, functions: Mapping[Symbol, Term]) -> Term:
    """The term with lambdas in the place of unknown functions, and these applied."""

    def rule(t: Term) -> Term | None:
        if not isinstance(t, Apply) or t.head != "apply":
            return functions.get(t) if isinstance(t, Symbol) else None
        called = rewrite(t.children[0], rule)
        arguments = [rewrite(c, rule) for c in t.children[1:]]
        while arguments and isinstance(called, Binder) and called.kind == "lambda":
            called = called.open(arguments.pop(0))
        return called if not arguments else Apply("apply", called, *arguments)

    return rewrite(term, rule)


def _run(
    term: Term, assignment: Mapping[Symbol, Value], precision: int, compiled: Callable[[Term], Code]
) -> Any:
    functions = {
        s: v for s, v in assignment.items() if isinstance(s.sort, FunctionSort) and isinstance(v, Term)
    }
    if functions:
        term = applied(term, functions)
    with _precision(precision):
        try:
            scope = Scope({s: _internal(v) for s, v in assignment.items()})
            return compiled(term)(scope)
        except (RecursionError, OverflowError):
            raise Indeterminate from None


@lru_cache(maxsize=4096)
def _value_code(term: Term) -> Code:
    return Compiler(term).value(term)


@lru_cache(maxsize=4096)
def _truth_code(proposition: Term) -> Code:
    return Compiler(proposition).truth(proposition)


@contextmanager
def _precision(bits: int) -> Iterator[None]:
    before, flint.ctx.prec = flint.ctx.prec, bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def _internal(given: Value) -> Any:
    if isinstance(given, fmpq | arb):
        return given
    if isinstance(given, tuple):
        return Array(map(_internal, given))
    if isinstance(given, Term):
        return None if _is_function(given) else _value_code(given)(Scope({}))
    return fmpq(given.numerator, given.denominator)


def _is_function(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "lambda"


def _exact(found: Any) -> "Value | None":
    if isinstance(found, Array):
        entries = tuple(map(_exact, found))
        return None if None in entries else entries
    return Fraction(int(found.p), int(found.q)) if type(found) is fmpq else None


def _as_balls(found: Any, precision: int) -> Any:
    if isinstance(found, Array):
        return tuple(_as_balls(entry, precision) for entry in found)
    if type(found) is fmpq:
        with _precision(precision):
            return arb(found)
    if type(found) is not arb or not found.is_finite():
        raise Indeterminate
    return found
