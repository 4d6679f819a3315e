"""Rigorous evaluation of terms: exact rationals where possible, else balls that contain the value.

An assignment gives every free symbol a value: a rational number or ball, a tuple
for a vector, a tuple of tuples for a matrix, a closed term, and for an unknown
function a lambda term.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import flint
from flint import acb, arb, fmpq

from derive.algebra.applied import applied
from derive.algebra.balls_arithmetic import ARITHMETIC
from derive.algebra.balls_arrays import Array, numbers
from derive.algebra.balls_binders import BOUND
from derive.algebra.balls_derivatives import derivative
from derive.algebra.balls_functions import application
from derive.algebra.balls_integrals import integral
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import BINDERS, TRUTHS, VALUES, Code, Compiler, Scope, refused
from derive.algebra.balls_quantifiers import QUANTIFIERS
from derive.algebra.balls_tape import exact_number, tape
from derive.algebra.balls_truth import PROPOSITIONS
from derive.algebra.rectangular import NotRectangularError, Rectangular
from derive.core.sort import REAL, Field, FunctionSort, Sort
from derive.core.term import Apply, Binder, Number, Symbol, Term
from derive.core.verdict import Assignment

__all__ = [
    "Indeterminate",
    "Precision",
    "Side",
    "Undefined",
    "Value",
    "assignment_of",
    "evaluate",
    "exact_numbers",
    "exact_value",
    "plain_sides",
    "prepared",
    "rational",
    "sides",
    "truth",
    "value",
]

Value: TypeAlias = "int | Fraction | fmpq | arb | Term | tuple[Value, ...]"
PRECISION: Final = 64
_BALLS: Final = (arb, acb)
_EXACT: Final = frozenset((Fraction, int, fmpq))
_READY: Final = frozenset((fmpq, arb, Array))


def _unit(_: Compiler, __: Term) -> Code:
    return lambda _: acb(0, 1)


def _by_parts(compiler: Compiler, term: Term) -> Code:
    """A process with complex values: it takes place in the real and in the imaginary part."""
    try:
        first, second = map(compiler.value, Rectangular({}).parts(term))
    except NotRectangularError:
        return refused
    return lambda s: acb(first(s), second(s))


VALUES.update(ARITHMETIC, function=application, imaginary=_unit, parts=_by_parts)
BINDERS.update(BOUND, derivative=derivative, integral=integral)
TRUTHS.update(PROPOSITIONS, **QUANTIFIERS)


def evaluate(term: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> Any:
    """A ball that contains the value of the term; nested tuples of balls for arrays.

    Raises:
        Undefined: the term has certainly no value at this assignment.
        Indeterminate: this precision, or the work allowed, does not tell.
    """
    return _as_balls(_run(term, assignment, precision, _value_code), precision)


class Precision:
    """Inside a ``with``, balls are computed, and rationals made balls, with so many bits."""

    __slots__ = ("before", "bits")

    def __init__(self, bits: int) -> None:
        """Nothing changes before it is entered."""
        self.bits = bits
        self.before = bits

    def __enter__(self) -> None:
        """Compute with this precision."""
        self.before, flint.ctx.prec = flint.ctx.prec, self.bits

    def __exit__(self, *_: object) -> None:
        """Go back to what was before."""
        flint.ctx.prec = self.before


Side: TypeAlias = "tuple[bool | None, Any]"


def sides(relation: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> list[Side]:
    """For each side of a relation whether it has a value, None if that is not told, and the value.

    Values are exact rationals where possible, else balls; tuples for arrays.
    """
    plain = plain_sides(relation, assignment, precision)
    if plain is not None:
        return plain[0]
    found: list[Side] = []
    try:
        values, relation = _scope(relation, assignment, precision)
        codes = _side_codes(relation)
    except (Undefined, Indeterminate, RecursionError):
        return [(None, None) for _ in relation.children]
    before, flint.ctx.prec = flint.ctx.prec, precision
    try:
        for code in codes:
            try:
                found.append((True, _settled(code(values))))
            except Undefined:
                found.append((False, None))
            except (Indeterminate, RecursionError, OverflowError, TypeError):
                found.append((None, None))
    finally:
        flint.ctx.prec = before
    return found


def plain_sides(
    relation: Term,
    assignment: Mapping[Symbol, Value],
    precision: int = PRECISION,
    test: Callable[[Any, Any], bool | None] | None = None,
) -> tuple[list[Side], bool | None] | None:
    """The same of plain expressions at rational numbers, and what a test says of the two values.

    None where the general way is needed.
    """
    steps = tape(relation) if type(assignment) is _Rationals else None
    if steps is None:
        return None
    before, flint.ctx.prec = flint.ctx.prec, precision
    try:
        found = steps.sides(assignment)
        if found is None:
            return None
        for place, (_, result) in enumerate(found):
            if type(result) is arb and not result.is_finite():
                found[place] = (None, None)
        if test is None:
            return found, None
        (first, a), (second, b) = found
        return found, test(a, b) if first and second else None
    finally:
        flint.ctx.prec = before


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


def exact_numbers(term: Term, assignment: Mapping[Symbol, Value]) -> list[fmpq] | None:
    """The entries of an array row by row, or the one number; None where they are not found to be rational."""
    try:
        found = list(numbers(_run(term, assignment, PRECISION, _value_code)))
    except (Undefined, Indeterminate):
        return None
    return found if all(type(n) is fmpq for n in found) else None


def prepared(assignment: Mapping[Symbol, Value]) -> dict[Symbol, Any]:
    """The same values, of which rationals and arrays of them are ready for many evaluations."""
    return {s: _internal(v) if _is_exact(v) else v for s, v in assignment.items()}


def _is_exact(given: Value) -> bool:
    return all(map(_is_exact, given)) if isinstance(given, tuple) else type(given) in _EXACT


def truth(proposition: Term, assignment: Mapping[Symbol, Value], precision: int = PRECISION) -> bool | None:
    """Whether the proposition holds, as established by disjoint balls or exactly; else None."""
    try:
        return _run(proposition, assignment, precision, _truth_code)  # type: ignore[no-any-return]  # a truth
    except (Undefined, Indeterminate):
        return None


def value(term: Term) -> Value:
    """The value of a closed term for an assignment: a rational, a tuple, or the term itself."""
    if isinstance(term, Number):
        return exact_number(term)
    if isinstance(term, Apply) and term.head in {"vector", "matrix"}:
        return tuple(map(value, term.children))
    return term


class _Rationals(dict[Symbol, Value]):
    """Rational values of real symbols, with which can be computed as they are."""

    __slots__ = ()


@lru_cache(maxsize=1024)
def assignment_of(assignment: Assignment) -> Mapping[Symbol, Value]:
    """The values of a recorded assignment, ready for evaluation; not to be changed."""
    values = {symbol: value(term) for symbol, term in assignment.values}
    if all(type(v) is fmpq and s.sort is REAL for s, v in values.items()):
        return _Rationals(values)
    return MappingProxyType(prepared(values))


def _run(
    term: Term, assignment: Mapping[Symbol, Value], precision: int, compiled: Callable[[Term], Code]
) -> Any:
    try:
        values, term = _scope(term, assignment, precision)
        code = compiled(term)
        with Precision(precision):
            return code(values)
    except (RecursionError, OverflowError, TypeError):  # complex numbers have no order
        raise Indeterminate from None


def _scope(term: Term, assignment: Mapping[Symbol, Value], precision: int) -> tuple[Scope, Term]:
    """The values as they are computed with, and the term with its unknown functions applied."""
    if type(assignment) is _Rationals:
        return Scope(assignment), term  # type: ignore[arg-type]  # symbols are terms
    functions: dict[Symbol, Term] = {}
    values: dict[Any, Any] = dict(assignment)
    others = [p for p in assignment.items() if type(p[1]) is not fmpq or p[0].sort is not REAL]
    if others:
        with Precision(precision):
            for symbol, given in others:
                values[symbol] = given if type(given) is fmpq else _internal(given)
                if type(symbol.sort) is Sort and symbol.sort.field is Field.COMPLEX:
                    values[symbol] = _as_complex(values[symbol])
                if type(symbol.sort) is FunctionSort and isinstance(given, Term):
                    functions[symbol] = _sized(given, symbol.sort.value.shape)
    return Scope(values), applied(term, functions) if functions else term


def _sized(function: Term, lengths: tuple[Term, ...]) -> Term:
    """A function whose values have the lengths of its sort by name, as the arrays beside it have them."""
    if not lengths or not isinstance(function, Binder):
        return function
    if function.kind == "lambda":
        return function.rebuild((_sized(function.body, lengths), *function.parameters))
    if function.kind == "tabulate":
        return function.rebuild((_sized(function.body, lengths[1:]), lengths[0]))
    return function


@lru_cache(maxsize=4096)
def _value_code(term: Term) -> Code:
    return Compiler(term).value(term)


@lru_cache(maxsize=4096)
def _truth_code(proposition: Term) -> Code:
    return Compiler(proposition).truth(proposition)


@lru_cache(maxsize=4096)
def _side_codes(relation: Term) -> tuple[Code, ...]:
    """The codes of the sides, which compute what they have in common once."""
    compiler = Compiler(relation)
    return tuple(map(compiler.value, relation.children))


def _settled(found: Any) -> Any:
    if type(found) is Array:
        return tuple(map(_settled, found))
    if type(found) is not fmpq and (type(found) not in _BALLS or not found.is_finite()):
        raise Indeterminate
    return found


def _internal(given: Value) -> Any:
    if type(given) in _READY:
        return given
    if isinstance(given, tuple):
        return Array([_internal(v) for v in given])
    if isinstance(given, Term):
        return None if _is_function(given) else _value_code(given)(Scope({}))
    return fmpq(given.numerator, given.denominator)


def _as_complex(found: Any) -> Any:
    """The value of what was declared complex, real or not: it has principal branches."""
    return Array(map(_as_complex, found)) if isinstance(found, Array) else acb(found)


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
        with Precision(precision):
            return arb(found)
    if type(found) not in _BALLS or not found.is_finite():
        raise Indeterminate
    return found
