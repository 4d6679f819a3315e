"""What the binders over integers compute: sums, products, largest and smallest values, arrays."""

from collections.abc import Callable
from operator import add, mul
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_arrays import Array
from derive.algebra.balls_numbers import Indeterminate, Undefined, integer, settled
from derive.algebra.balls_program import Builder, Code, Compiler, Scope, unknown
from derive.algebra.balls_truth import Truth, every, some
from derive.core.sort import Field, Sort
from derive.core.term import Apply, Binder, Symbol, Term, subterms


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


def conjuncts(proposition: Term) -> tuple[Term, ...]:
    """The parts of a conjunction, as far as it is one."""
    if isinstance(proposition, Apply) and proposition.head == "and":
        return tuple(part for c in proposition.children for part in conjuncts(c))
    return (proposition,)


_SHIFTS = {"le": (0, 0), "lt": (1, -1)}


def bounds_of(variable: Symbol, conditions: tuple[Term, ...]) -> tuple[list[tuple[Term, int]], ...]:
    """The lower and the upper bounds, each with what to add to it, that conditions put on an integer."""
    low: list[tuple[Term, int]] = []
    high: list[tuple[Term, int]] = []
    for condition in conditions:
        if not isinstance(condition, Apply) or condition.head not in _ORDERED:
            continue
        head, left, right = condition.head, *condition.children
        if head in {"gt", "ge"}:
            head, left, right = _ORDERED[head], right, left
        if right is variable and variable not in left.symbols:
            low.append((left, _SHIFTS[head][0]))
        if left is variable and variable not in right.symbols:
            high.append((right, _SHIFTS[head][1]))
    return low, high


_ORDERED = {"le": "le", "lt": "lt", "ge": "le", "gt": "lt"}


def _quantified(fold: Callable[[Any], Truth]) -> Callable[[Compiler, Binder], Code]:
    """The builder of a quantifier over the integers of a range that its body states."""

    def build(compiler: Compiler, binder: Binder) -> Code:
        body, sort = binder.body, binder.variable.sort
        stated = body.children[0] if isinstance(body, Apply) and body.head == "implies" else body
        low, high = bounds_of(binder.variable, conjuncts(stated))
        if not (isinstance(sort, Sort) and sort.field is Field.INTEGER and low and high):
            return unknown
        lows, highs = ([(compiler.value(t), d) for t, d in side] for side in (low, high))
        test, size = compiler.truth(body), body.size

        def run(scope: Scope) -> Truth:
            try:
                first = max(integer(c(scope)) + d for c, d in lows)
                last = min(integer(c(scope)) + d for c, d in highs)
                scope.charge(size * max(0, last - first + 1))
            except (Undefined, Indeterminate):
                return None
            return fold(_tested(test, scope, binder.variable, k) for k in range(first, last + 1))

        return run

    return build


def _tested(test: Code, scope: Scope, variable: Symbol, value: int) -> Truth:
    inner = scope.inside()
    inner[variable] = fmpq(value)
    return test(inner)  # type: ignore[no-any-return]  # a truth


BOUND: Final[dict[str, Builder]] = {
    "sum": _folding(add, fmpq(0)),
    "product": _folding(mul, fmpq(1)),
    "maximum": _folding(largest, None),
    "minimum": _folding(smallest, None),
    "tabulate": _tabulate,
    "lambda": _lambda,
}
QUANTIFIERS: Final[dict[str, Builder]] = {"forall": _quantified(every), "exists": _quantified(some)}
