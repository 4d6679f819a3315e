"""What the binders over integers compute: sums, products, largest and smallest values, arrays."""

from collections.abc import Callable
from itertools import pairwise
from math import comb
from operator import add, mul
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_arrays import Array
from derive.algebra.balls_numbers import Undefined, integer, settled
from derive.algebra.balls_program import Builder, Code, Compiler, Scope
from derive.algebra.decay import degree_of
from derive.core.term import Binder, subterms

MANY: Final = 1_000
MOST_DEGREE: Final = 12


def largest(first: Any, second: Any) -> Any:
    """The larger of two numbers."""
    if first >= second:
        return first
    return second if first <= second else arb(first).max(arb(second))


def smallest(first: Any, second: Any) -> Any:
    """The smaller of two numbers."""
    if first <= second:
        return first
    return second if first >= second else arb(first).min(arb(second))


def _span(binder: Binder, compiler: Compiler) -> Callable[[Scope], range]:
    codes = [compiler.value(p) for p in binder.parameters]

    def run(scope: Scope) -> range:
        low, high = (integer(c(scope)) for c in codes)
        if high < low - 1:
            raise Undefined
        return range(low, high + 1)

    return run


def _values(binder: Binder, compiler: Compiler) -> Callable[[Scope, range], Any]:
    """The values of the body over a range, one after the other; the work is charged before."""
    body, size = compiler.value(binder.body), sum(1 for _ in subterms(binder.body))

    def run(scope: Scope, span: range) -> Any:
        scope.charge(size * (span.stop - span.start))
        for k in span:
            inner = scope.inside()
            inner[binder.variable] = fmpq(k)
            yield body(inner)

    return run


def _folding(operation: Callable[[Any, Any], Any], empty: fmpq | None) -> Callable[[Compiler, Binder], Code]:
    def build(compiler: Compiler, binder: Binder) -> Code:
        span, values = _span(binder, compiler), _values(binder, compiler)

        def run(scope: Scope) -> Any:
            result: Any = None
            for value in values(scope, span(scope)):
                result = value if result is None else settled(operation(result, value))
            if result is not None:
                return result
            if empty is None:
                raise Undefined
            return empty

        return run

    return build


def _sum(compiler: Compiler, binder: Binder) -> Code:
    """A sum; of many values of a polynomial in the index by a few of them."""
    one_by_one = _folding(add, fmpq(0))(compiler, binder)
    degree = degree_of(binder.body, binder.variable)
    if degree is None or degree > MOST_DEGREE:
        return one_by_one
    span, values = _span(binder, compiler), _values(binder, compiler)

    def run(scope: Scope) -> Any:
        terms = span(scope)
        if len(terms) <= MANY:
            return one_by_one(scope)
        first = list(values(scope, terms[: degree + 1]))
        if not all(type(v) in (fmpq, arb) for v in first):
            return one_by_one(scope)
        return _by_differences(first, len(terms))

    return run


def _by_differences(values: list[Any], count: int) -> Any:
    """Newton's forward differences: the sum of so many values of a polynomial that begins with these."""
    total: Any = fmpq(0)
    for order in range(1, len(values) + 1):
        total = total + values[0] * comb(count, order)
        values = [after - before for before, after in pairwise(values)]
    return settled(total)


def _tabulate(compiler: Compiler, binder: Binder) -> Code:
    length, values = compiler.value(binder.parameters[0]), _values(binder, compiler)
    return lambda s: Array(values(s, range(1, integer(length(s)) + 1)))


def _lambda(compiler: Compiler, binder: Binder) -> Code:
    body = compiler.value(binder.body)

    def run(scope: Scope) -> Callable[[Any], Any]:
        def call(value: Any) -> Any:
            inner = scope.inside()
            inner[binder.variable] = value
            return body(inner)

        return call

    return run


BOUND: Final[dict[str, Builder]] = {
    "sum": _sum,
    "product": _folding(mul, fmpq(1)),
    "maximum": _folding(largest, None),
    "minimum": _folding(smallest, None),
    "tabulate": _tabulate,
    "lambda": _lambda,
}
