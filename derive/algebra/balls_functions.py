"""What the functions of ``theory/functions`` compute, from their records.

The domain is checked first; then the record's own ball evaluation encloses the
value, or its definition does. Functions of one number act entry by entry.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from flint import acb, arb, fmpq

from derive.algebra.balls_arrays import Array, mapped, numbers, vector_of
from derive.algebra.balls_binders import largest, smallest
from derive.algebra.balls_numbers import Indeterminate, Undefined, exact
from derive.algebra.balls_program import Code, Compiler, Scope, refused
from derive.algebra.balls_truth import every
from derive.core.claim import RELATIONS
from derive.core.sort import REAL, vector
from derive.core.term import Apply, Number, Symbol, Term
from derive.theory.function import Function, function, nowhere_restricted

Values = Callable[..., Any]


def application(compiler: Compiler, term: Apply) -> Code:
    """The code of a function on its arguments; that of heads with no record refuses."""
    if term.head == "apply":
        return _unknown_function(compiler, term)
    record = function(term.head)
    if record is None or not record.accepts(len(term.children)):
        return refused
    codes = [compiler.value(c) for c in term.children]
    if record.shape == "scalar" and len(codes) == 1 and _is_direct(record):
        return _direct(record, codes[0])
    if record.shape != "scalar":
        run = _of_vector(record)
    elif term.head in _FOLDS:
        run = _fold(_FOLDS[term.head])
    else:
        run = _of_numbers(record, len(codes))
    if len(codes) == 1:
        (code,) = codes
        return lambda s: run(s, code(s))
    return lambda s: run(s, *[c(s) for c in codes])


@cache
def _is_direct(record: Function) -> bool:
    """Whether a function of one number is defined everywhere and has a ball evaluation of its own."""
    return record.domain is nowhere_restricted and _has_own_ball(record)


def _has_own_ball(record: Function) -> bool:
    """Whether its ball evaluation is used, and not a definition that is exact on rationals."""
    given = record.definition is None or not _is_rational(record.definition(Symbol("@0", REAL)))
    return record.ball is not None and given and record.name not in {*_EXACT, *_FOLDS}


def _direct(record: Function, code: Code) -> Code:
    """The values of such a function; what is no real number is left to the general way."""
    ball, run = record.ball, _of_numbers(record, 1)

    def direct(scope: Scope) -> Any:
        value = code(scope)
        if type(value) is not arb or ball is None:
            return run(scope, value)
        try:
            found = ball(value)
        except ZeroDivisionError:
            raise Indeterminate from None
        if type(found) is not fmpq and not found.is_finite():
            raise Indeterminate
        return found

    return direct


@cache
def on_reals(name: str) -> Values | None:
    """The values of a function of one real number; None where there is no such function.

    The second argument, which operations of two numbers have, is ignored.
    """
    record = function(name)
    if record is None or record.shape != "scalar" or name in _FOLDS or not record.accepts(1):
        return None
    ball, run, positive = record.ball, _of_numbers(record, 1), _is_of_positive(record)
    if ball is None or not (positive or _is_direct(record)):
        return lambda value, _: run(Scope({}), value)

    def found(value: Any, _: Any) -> Any:
        if positive:
            _positive(value)
        exactly = type(value) is fmpq
        if exactly:
            value = arb(value)
        elif type(value) is not arb:
            raise TypeError
        try:
            image = ball(value)
        except ZeroDivisionError:
            raise Indeterminate from None
        if exactly and image.is_exact():
            return _finite(exact(image))
        if not image.is_finite():
            raise Indeterminate
        return image

    return found


def _finite(value: Any) -> Any:
    if type(value) is not fmpq and not value.is_finite():
        raise Indeterminate
    return value


def _is_of_positive(record: Function) -> bool:
    """Whether a function is defined for positive numbers only and has a ball evaluation of its own."""
    argument = Symbol("@0", REAL)
    return record.domain(argument) == (Apply("lt", Number(0), argument),) and _has_own_ball(record)


def _unknown_function(compiler: Compiler, term: Apply) -> Code:
    codes = [compiler.value(c) for c in term.children]

    def run(scope: Scope) -> Any:
        called, *values = (c(scope) for c in codes)
        for value in values:
            if not callable(called):
                raise Indeterminate
            called = called(value)
        return called

    return run


def _fold(operation: Values) -> Values:
    def run(_: Scope, *values: Any) -> Any:
        found = list(numbers(Array(values)))
        if not found:
            raise Undefined
        result = found[0]
        for value in found[1:]:
            result = operation(result, value)
        return result

    return run


_FOLDS: Final[dict[str, Values]] = {"max": largest, "min": smallest}


@cache
def _of_numbers(record: Function, count: int) -> Values:
    """The values of a function of numbers, on scopes, entry by entry."""
    symbols = tuple(Symbol(f"@{k}", REAL) for k in range(count))
    defined = _defined(record, symbols)
    evaluated = _evaluated(record, symbols)

    def one(scope: Scope, *values: Any) -> Any:
        if any(type(v) is acb for v in values):
            return _principal(record, values)
        if defined is not None:
            defined(scope, values)
        return evaluated(scope, values)

    def run(scope: Scope, *values: Any) -> Any:
        if _NUMBERS.issuperset(map(type, values)):
            if defined is not None:
                defined(scope, values)
            return evaluated(scope, values)
        if Array in map(type, values):
            return mapped(lambda *entries: one(scope, *entries), *values)
        return one(scope, *values)

    return run


_NUMBERS: Final = frozenset((fmpq, arb))
_EXACTLY: Final = frozenset((fmpq,))


def _defined(record: Function, symbols: tuple[Symbol, ...]) -> Values | None:
    if record.domain is nowhere_restricted:
        return None
    conditions = record.domain(*symbols)
    if conditions == (Apply("lt", Number(0), symbols[0]),):
        return lambda _, values: _positive(values[0])
    tests = [Compiler(c).truth(c) for c in conditions]

    def check(scope: Scope, values: tuple[Any, ...]) -> None:
        inner = Scope(dict(zip(symbols, values, strict=True)), scope.work)
        holds = every(t(inner) for t in tests)
        if holds is not True:
            raise Indeterminate if holds is None else Undefined

    return check


def _positive(value: Any) -> None:
    if not value > 0:
        raise Undefined if value <= 0 else Indeterminate


def _evaluated(record: Function, symbols: tuple[Symbol, ...]) -> Values:
    ball = record.ball
    defined_by = None if record.definition is None else record.definition(*symbols)
    if defined_by is not None and (ball is None or _is_rational(defined_by)):
        code = Compiler(defined_by).value(defined_by)
        return lambda scope, values: code(Scope(dict(zip(symbols, values, strict=True)), scope.work))
    if ball is None:
        return _refuse
    if record.name in _EXACT:
        return lambda _, values: _EXACT[record.name](*values)
    return lambda _, values: _enclosed(ball, *values)


def _principal(record: Function, values: tuple[Any, ...]) -> Any:
    """The value for complex arguments; poles and branch points are where it is not finite."""
    if record.principal is None:
        raise Indeterminate
    if record.principal_domain is not nowhere_restricted and any(v == 0 for v in values):
        raise Undefined if record.name in _UNDEFINED_AT_0 else Indeterminate
    found = record.principal(*values)
    if not found.is_finite():
        raise Indeterminate
    return found


_UNDEFINED_AT_0: Final = frozenset(("log", "arg"))


def _refuse(_: Scope, __: tuple[Any, ...]) -> Any:
    raise Indeterminate


_RATIONAL: Final = RELATIONS | {
    *("add", "multiply", "power", "cases", "indicator"),
    *("max", "min", "abs", "sign", "floor", "ceil"),
}


def _is_rational(definition: Term) -> bool:
    """Whether exact arguments give exact values."""
    if not isinstance(definition, Apply):
        return True
    if definition.head == "power" and not isinstance(definition.children[1], Number):
        return False
    return definition.head in _RATIONAL and all(map(_is_rational, definition.children))


def _enclosed(ball: Values, *values: Any) -> Any:
    exactly = _EXACTLY.issuperset(map(type, values))
    try:
        value = ball(*[arb(v) if type(v) is fmpq else v for v in values])
    except ZeroDivisionError:
        raise Indeterminate from None
    if exactly:
        value = exact(value)
    return _finite(value)


def _absolute(value: Any) -> Any:
    if value >= 0 or value <= 0:
        return abs(value)
    return value.union(-value).nonnegative_part()


def _sign(value: Any) -> Any:
    if type(value) is fmpq:
        return fmpq((value > 0) - (value < 0))
    return exact(value.sgn())


def _floor(value: Any) -> Any:
    return fmpq(value.floor()) if type(value) is fmpq else exact(value.floor())


def _ceiling(value: Any) -> Any:
    return fmpq(value.ceil()) if type(value) is fmpq else exact(value.ceil())


_EXACT: Final[dict[str, Values]] = {
    "abs": _absolute,
    "sign": _sign,
    "floor": _floor,
    "ceil": _ceiling,
}


def _of_vector(record: Function) -> Values:
    def run(scope: Scope, *values: Any) -> Any:
        values = (vector_of(values[0]), *values[1:])
        definition, symbols, conditions = _vector_program(record, tuple(map(_length, values)))
        inner = Scope(dict(zip(symbols, values, strict=False)), scope.work)
        holds = every(c(inner) for c in conditions)
        if holds is not True:
            raise Indeterminate if holds is None else Undefined
        return definition(inner)

    return run


def _length(value: Any) -> int | None:
    if type(value) is not Array:
        return None
    if value.is_matrix:
        raise Indeterminate
    return len(value)


@cache
def _vector_program(
    record: Function, lengths: tuple[int | None, ...]
) -> tuple[Code, tuple[Symbol, ...], list[Code]]:
    if record.definition is None:
        return refused, (), []
    symbols = tuple(Symbol(f"@{k}", REAL if n is None else vector(Number(n))) for k, n in enumerate(lengths))
    definition = record.definition(*symbols, length=Number(lengths[0] or 0))
    conditions = [Compiler(c).truth(c) for c in record.domain(*symbols)]
    return Compiler(definition).value(definition), symbols, conditions
