"""What the heads of arithmetic, choice and arrays compute."""

from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra import balls_arrays as arrays
from derive.algebra.balls_arrays import Array
from derive.algebra.balls_numbers import (
    Indeterminate,
    Undefined,
    factorial,
    integer,
    integer_power,
    odd_root,
    rational_power,
    real_power,
    reciprocal,
)
from derive.algebra.balls_program import Builder, Code, Compiler, Scope, constant, refused, value_of
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.sort import Field, Sort
from derive.core.term import ONE, Apply, Component, Number, Symbol, Term, subterms

_GUARDS: Final = frozenset(("delta", "indicator"))


def _folded(operation: Callable[[Any, Any], Any], codes: list[Code]) -> Code:
    if len(codes) == 2:
        first, second = codes
        return lambda s: operation(first(s), second(s))
    if len(codes) == 3:
        first, second, third = codes
        return lambda s: operation(operation(first(s), second(s)), third(s))
    first, *rest = codes
    return lambda s: reduce(operation, [c(s) for c in rest], first(s))


def _add(compiler: Compiler, term: Term) -> Code:
    codes = [compiler.value(c) for c in term.children]
    if len(codes) == 2:
        first, second = codes
        return lambda s: first(s) + second(s)
    return _folded(add, codes) if codes else constant(fmpq(0))


def _multiply(compiler: Compiler, term: Term) -> Code:
    guards = [c for c in term.children if isinstance(c, Apply) and c.head in _GUARDS]
    if guards:
        return _guarded(compiler, guards, [c for c in term.children if c not in guards])
    codes = [compiler.value(c) for c in term.children]
    if len(codes) == 2:
        first, second = codes
        known = value_of(first)
        if known is not None:
            return (lambda s: -second(s)) if known == -1 else (lambda s: known * second(s))
        return lambda s: first(s) * second(s)
    return _folded(mul, codes) if codes else constant(fmpq(1))


def _guarded(compiler: Compiler, guards: list[Apply], others: list[Term]) -> Code:
    tests = [compiler.value(g) for g in guards]
    codes = [compiler.value(c) for c in others]

    def run(scope: Scope) -> Any:
        if any(test(scope) == 0 for test in tests):
            return fmpq(0)
        return reduce(mul, [c(scope) for c in codes], fmpq(1))

    return run


def _power(compiler: Compiler, term: Term) -> Code:
    base, exponent = term.children
    if not isinstance(exponent, Number):
        is_counted = _is_indexed(exponent) or _is_matrix(base)
        operation = _indexed_power if is_counted else _real_power
        return _folded(operation, [compiler.value(base), compiler.value(exponent)])
    code = compiler.value(base)
    if exponent.value.denominator != 1:
        fraction = fmpq(exponent.value.numerator, exponent.value.denominator)
        return lambda s: _each(rational_power, code(s), fraction)
    whole = exponent.value.numerator
    return _reciprocal(code) if whole == -1 else _integer_power(code, whole)


def _is_indexed(exponent: Term) -> bool:
    """Whether an exponent is an integer that varies with the index of a sum around it."""
    parts = list(subterms(exponent))
    return any(isinstance(p, Symbol) and p.is_bound for p in parts) and all(map(_is_whole, parts))


def _is_matrix(base: Term) -> bool:
    try:
        return len(shape_of(base)) > 1
    except ShapeError:
        return False


def _is_whole(part: Term) -> bool:
    if isinstance(part, Number):
        return part.value.denominator == 1
    if isinstance(part, Symbol):
        return isinstance(part.sort, Sort) and part.sort.field is Field.INTEGER
    return isinstance(part, Apply) and part.head in {"add", "multiply"}


def _indexed_power(value: Any, exponent: Any) -> Any:
    """The power with an index in the exponent, of which the 0th is 1."""
    if type(exponent) is fmpq and exponent.q == 1:
        return _number_or_array_power(value, int(exponent))
    return _real_power(value, exponent)


def _each(function: Callable[..., Any], value: Any, *others: Any) -> Any:
    """The function of a number, or of each entry of a vector."""
    if type(value) is not Array:
        return function(value, *others)
    if value.is_matrix:
        raise Indeterminate
    return arrays.mapped(function, value, *others)


def _real_power(value: Any, exponent: Any) -> Any:
    if type(exponent) is Array:
        return arrays.mapped(real_power, value, exponent)
    return _each(real_power, value, exponent)


def _reciprocal(code: Code) -> Code:
    def run(scope: Scope) -> Any:
        value = code(scope)
        return _power_of_array(value, -1) if type(value) is Array else reciprocal(value)

    return run


def _integer_power(code: Code, exponent: int) -> Code:
    return lambda s: _number_or_array_power(code(s), exponent)


def _number_or_array_power(value: Any, exponent: int) -> Any:
    return _power_of_array(value, exponent) if type(value) is Array else integer_power(value, exponent)


def _power_of_array(value: Array, exponent: int) -> Any:
    if value.is_matrix:
        return arrays.matrix_power(value, exponent)
    return _each(integer_power, value, exponent)


def _root(compiler: Compiler, term: Term) -> Code:
    base, degree = term.children
    if not isinstance(degree, Number) or degree.value.denominator != 1 or degree.value <= 0:
        return refused
    code, n = compiler.value(base), degree.value.numerator
    if n % 2 == 0:
        return lambda s: _each(rational_power, code(s), fmpq(1, n))
    return lambda s: _each(odd_root, code(s), n)


def _cases(compiler: Compiler, term: Term) -> Code:
    parts = term.children
    pairs = [(compiler.truth(parts[k + 1]), compiler.value(parts[k])) for k in range(0, len(parts) - 1, 2)]
    otherwise = compiler.value(parts[-1]) if len(parts) % 2 else None

    def run(scope: Scope) -> Any:
        for condition, value in pairs:
            holds = condition(scope)
            if holds:
                return value(scope)
            if holds is None:
                raise Indeterminate
        if otherwise is None:
            raise Undefined
        return otherwise(scope)

    return run


def _indicator(compiler: Compiler, term: Term) -> Code:
    condition = compiler.truth(term.children[0])

    def run(scope: Scope) -> Any:
        holds = condition(scope)
        if holds is None:
            raise Indeterminate
        return fmpq(1 if holds else 0)

    return run


def _delta(compiler: Compiler, term: Term) -> Code:
    first, second = (compiler.value(c) for c in term.children)

    def run(scope: Scope) -> Any:
        a, b = first(scope), second(scope)
        if a == b:
            return fmpq(1)
        if a != b:
            return fmpq(0)
        raise Indeterminate

    return run


def _pi(_: Compiler, __: Term) -> Code:
    return lambda _: arb.pi()


def entry(value: Any, *indices: Any) -> Any:
    """The entry of an array at indices that count from 1; a number has one entry."""
    for position in map(integer, indices):
        entries = arrays.vector_of(value).entries
        if not 1 <= position <= len(entries):
            raise Undefined
        value = entries[position - 1]
    return value


def _component(compiler: Compiler, term: Component) -> Code:
    base = compiler.value(term.base)
    indices = [compiler.value(i) for i in term.indices]
    if len(indices) != 1:
        return lambda s: entry(base(s), *(i(s) for i in indices))
    (index,) = indices
    if _is_row(term.base):
        return lambda s: entry(base(s), fmpq(1), index(s))
    return lambda s: entry(base(s), index(s))


def _is_row(base: Term) -> bool:
    try:
        shape = shape_of(base)
    except ShapeError:
        return False
    return len(shape) == 2 and shape[0] is ONE


def _of_values(function: Callable[..., Any]) -> Callable[[Compiler, Term], Code]:
    """The builder of a head that computes its value from those of its arguments."""

    def build(compiler: Compiler, term: Term) -> Code:
        codes = [compiler.value(c) for c in term.children]
        if len(codes) == 1:
            (code,) = codes
            return lambda s: function(code(s))
        return lambda s: function(*[c(s) for c in codes])

    return build


def _array(*entries: Any) -> Any:
    return arrays.flattened(Array(entries))


def _sizes(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *sizes: function(*map(integer, sizes))


def _hadamard(*factors: Any) -> Any:
    return arrays.mapped(lambda *entries: reduce(mul, entries), *factors)


def _products(*factors: Any) -> Any:
    return reduce(arrays.product, factors)


ARITHMETIC: Final[dict[str, Builder]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
    "pi": _pi,
    "infinity": lambda _, __: refused,
    "component": _component,
    "factorial": _of_values(factorial),
    "vector": _of_values(_array),
    "matrix": _of_values(_array),
    "matmul": _of_values(_products),
    "transpose": _of_values(arrays.transposed),
    "inverse": _of_values(arrays.inverse),
    "trace": _of_values(arrays.trace),
    "determinant": _of_values(arrays.determinant),
    "norm": _of_values(arrays.norm),
    "diagonal": _of_values(arrays.diagonal),
    "kronecker": _of_values(arrays.kronecker),
    "vec": _of_values(arrays.vec),
    "stack": _of_values(arrays.stack),
    "beside": _of_values(arrays.beside),
    "hadamard": _of_values(_hadamard),
    "identity": _of_values(_sizes(arrays.identity)),
    "ones": _of_values(_sizes(lambda *n: arrays.constant(fmpq(1), *n))),
    "zeros": _of_values(_sizes(lambda *n: arrays.constant(fmpq(0), *n))),
    "inner": _of_values(arrays.inner),
}
