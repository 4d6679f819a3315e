"""The rules of differentiation, one a head; the chain rule is applied in one place.

Input is scalar: array operations have become sums over components before. A
bound index never clashes with a free one, because binders are opened with new names.
"""

from collections.abc import Callable
from typing import Final

from derive.algebra.components import component, delta, indices_of
from derive.algebra.decay import dominated, products_of
from derive.algebra.partials import Partial, partial_of
from derive.algebra.shapes import shape_of
from derive.algebra.unfold import expand
from derive.core.sort import Field, Sort
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    power,
)
from derive.theory.function import function


class DerivativeError(Exception):
    """There is no rule for the derivative of ``term``."""

    def __init__(self, term: Term) -> None:
        """Name the term in the message."""
        super().__init__(repr(term))
        self.term = term


def plus(parts: list[Term]) -> Term:
    """The sum of the parts that are not 0."""
    rest = [p for p in parts if p is not ZERO]
    return Apply("add", *rest) if len(rest) > 1 else rest[0] if rest else ZERO


def times(*factors: Term) -> Term:
    """The product of the factors that are not 1, or 0."""
    if ZERO in factors:
        return ZERO
    rest = [f for f in factors if f is not ONE]
    return Apply("multiply", *rest) if len(rest) > 1 else rest[0] if rest else ONE


class Differentiation:
    """The derivative by one variable, or by one component of it."""

    __slots__ = ("done", "indices", "resolve", "variable")

    def __init__(self, variable: Symbol, indices: tuple[Term, ...], resolve: Callable[[Term], Term]) -> None:
        """``resolve`` works out derivatives inside the term."""
        self.variable = variable
        self.indices = indices
        self.resolve = resolve
        self.done: dict[Term, Term] = {variable: ONE}

    def of(self, term: Term) -> Term:
        """The derivative of a scalar term.

        Raises:
            DerivativeError: there is no rule for it.
        """
        if self.variable not in term.symbols:
            return ZERO
        found = self.done.get(term)
        if found is None:
            found = self.done[term] = self._rule(term)
        return found

    def _rule(self, term: Term) -> Term:
        if isinstance(term, Apply):
            return _HEADS.get(term.head, _function)(self, term)
        if isinstance(term, Binder):
            rule = _BINDERS.get(term.kind)
            if rule is None:
                raise DerivativeError(term)
            return rule(self, term)
        if isinstance(term, Component):
            return _component(self, term)
        raise DerivativeError(term)

    def independent(self, term: Term, *parts: Term) -> None:
        """Refuse ``term`` if one of the parts, an index or a bound, contains the variable."""
        if any(self.variable in p.symbols for p in parts):
            raise DerivativeError(term)

    def open(self, binder: Binder) -> tuple[Symbol, Term]:
        """The body with a new symbol for the bound variable."""
        name = "t" if binder.kind == "integral" else "j"
        symbol = fresh(name, binder.variable.sort, binder, self.variable, *self.indices)
        return symbol, binder.open(symbol)


def _component(d: Differentiation, term: Component) -> Term:
    d.independent(term, *term.indices)
    if term.base is d.variable:
        if len(term.indices) != len(d.indices):
            raise DerivativeError(term)
        return times(*map(delta, term.indices, d.indices))
    if isinstance(term.base, Apply) and term.base.head == "inverse":
        return _inverse_entry(d, term.base, *term.indices)
    return _unknown(d, term)


def _inverse_entry(d: Differentiation, inverse: Apply, row: Term, column: Term) -> Term:
    """``-(A^-1 dA A^-1)[i, j]``."""
    (matrix,) = inverse.children
    i, j = indices_of(matrix, row, column, d.variable, *d.indices)
    change = d.of(component(matrix, i, j))
    body = times(MINUS_ONE, Component(inverse, row, i), change, Component(inverse, j, column))
    return _over(matrix, (i, j), body)


def _over(array: Term, indices: tuple[Symbol, ...], body: Term) -> Term:
    if body is ZERO:
        return ZERO
    for i, length in zip(reversed(indices), reversed(shape_of(array)), strict=True):
        body = bind("sum", i, body, ONE, length)
    return body


def _determinant(d: Differentiation, term: Apply) -> Term:
    """Jacobi's formula, where the matrix is invertible."""
    (matrix,) = term.children
    i, j = indices_of(matrix, d.variable, *d.indices)
    change = d.of(component(matrix, i, j))
    return times(term, _over(matrix, (i, j), times(Component(Apply("inverse", matrix), j, i), change)))


def _add(d: Differentiation, term: Apply) -> Term:
    return plus([d.of(c) for c in term.children])


def _multiply(d: Differentiation, term: Apply) -> Term:
    factors = term.children
    parts = []
    for position, factor in enumerate(factors):
        inner = d.of(factor)
        if inner is not ZERO:
            parts.append(times(*factors[:position], inner, *factors[position + 1 :]))
    return plus(parts)


def _power(d: Differentiation, term: Apply) -> Term:
    base, exponent = term.children
    inner, outer = d.of(base), d.of(exponent)
    parts = []
    if inner is not ZERO:
        parts.append(times(exponent, _lowered(base, exponent), inner))
    if outer is not ZERO:
        parts.append(times(term, Apply("log", base), outer))
    return plus(parts)


def _lowered(base: Term, exponent: Term) -> Term:
    """The power with an exponent smaller by one."""
    if exponent is TWO:
        return base
    if isinstance(exponent, Number):
        return power(base, Number(exponent.value - 1)) if exponent is not ONE else ONE
    return power(base, Apply("add", exponent, MINUS_ONE))


def _root(d: Differentiation, term: Apply) -> Term:
    base, degree = term.children
    d.independent(term, degree)
    return times(term, power(Apply("multiply", degree, base), MINUS_ONE), d.of(base))


def _function(d: Differentiation, term: Apply) -> Term:
    known = function(term.head)
    if known is None or not (known.analytic or _is_real(d.variable)):
        raise DerivativeError(term)
    if not known.derivative:
        definition = None if known.values == "integer" else expand(term)
        if definition is None:
            raise DerivativeError(term)
        return d.of(definition)
    parts = []
    for argument, builder in zip(term.children, known.derivative, strict=False):
        inner = d.of(argument)
        if inner is not ZERO:
            if builder is None:
                raise DerivativeError(term)
            parts.append(times(builder(*term.children), inner))
    return plus(parts)


def _is_real(variable: Symbol) -> bool:
    return isinstance(variable.sort, Sort) and variable.sort.field is not Field.COMPLEX


def _extremum(d: Differentiation, term: Apply) -> Term:
    """The derivative of the argument that is the largest, or smallest; at ties there is none."""
    if not _is_real(d.variable):
        raise DerivativeError(term)
    relation = "gt" if term.head == "max" else "lt"
    arguments = term.children
    parts: list[Term] = []
    for position, argument in enumerate(arguments[:-1]):
        wins = [Apply(relation, argument, other) for other in arguments[position + 1 :]]
        parts += [d.of(argument), Apply("and", *wins) if len(wins) > 1 else wins[0]]
    return Apply("cases", *parts, d.of(arguments[-1]))


def _cases(d: Differentiation, term: Apply) -> Term:
    """Each value differentiated; a value without a condition behind it is for the rest."""
    return Apply("cases", *(c if i % 2 else d.of(c) for i, c in enumerate(term.children)))


def _unknown(d: Differentiation, term: Term) -> Term:
    """The chain rule: the sum of the partial derivatives, times the inner derivatives."""
    partial = partial_of(term)
    if partial is None:
        raise DerivativeError(term)
    indices = (i for _, indices in partial.orders for i in indices)
    d.independent(term, partial.function, *partial.entry, *indices)
    return plus([_by_argument(d, partial, p) for p in range(len(partial.arguments))])


def _by_argument(d: Differentiation, partial: Partial, position: int) -> Term:
    argument = partial.arguments[position]
    if d.variable not in argument.symbols:
        return ZERO
    if argument is d.variable:
        return partial.by(position, *d.indices).term()
    if not shape_of(argument):
        return times(partial.by(position).term(), d.of(argument))
    indices = indices_of(argument, d.variable, *d.indices, *partial.arguments)
    inner = d.of(component(argument, *indices))
    return _over(argument, indices, times(partial.by(position, *indices).term(), inner))


def _sum(d: Differentiation, term: Binder) -> Term:
    """Term by term; of series only those in powers of something, which converge so inside their domain."""
    d.independent(term, *term.parameters)
    j, body = d.open(term)
    if any(map(_infinite, term.parameters)) and not _is_power_series(body, d.variable, j):
        raise DerivativeError(term)
    inner = d.of(body)
    return ZERO if inner is ZERO else bind("sum", j, inner, *term.parameters)


def _is_power_series(body: Term, variable: Symbol, index: Symbol) -> bool:
    """Whether the terms are ``c_j b^e`` or ``c_j exp(j b)``, c free of the variable and b of the index."""
    factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
    moving = [f for f in factors if variable in f.symbols]
    if not moving:
        return True
    if len(moving) > 1 or not isinstance(moving[0], Apply):
        return False
    head, inside = moving[0].head, moving[0].children
    if head == "power":
        return index not in inside[0].symbols and variable not in inside[1].symbols
    parts = inside[0].children if isinstance(inside[0], Apply) and inside[0].head == "multiply" else inside
    return head == "exp" and all(p is index or index not in p.symbols for p in parts) and index in parts


def _product(d: Differentiation, term: Binder) -> Term:
    """The product times the sum of the logarithmic derivatives, where no factor is 0."""
    d.independent(term, *term.parameters)
    j, body = d.open(term)
    inner = times(d.of(body), power(body, -1))
    return ZERO if inner is ZERO else times(term, bind("sum", j, inner, *term.parameters))


def _integral(d: Differentiation, term: Binder) -> Term:
    """Leibniz' rule; over an infinite range where a bound of the derivative can be integrated."""
    lower, upper = term.parameters
    t, body = d.open(term)
    inner = d.of(body)
    if inner is not ZERO and any(_infinite(bound) for bound in term.parameters):
        bounded = None if d.indices else dominated(inner, t, term.parameters)
        if bounded is None:
            raise DerivativeError(term)
        inner = plus(products_of(inner))
    parts = [
        ZERO if inner is ZERO else bind("integral", t, inner, lower, upper),
        times(term.open(upper), d.of(upper)) if d.variable in upper.symbols else ZERO,
        times(MINUS_ONE, term.open(lower), d.of(lower)) if d.variable in lower.symbols else ZERO,
    ]
    return plus(parts)


def _infinite(bound: Term) -> bool:
    return isinstance(bound, Apply) and (bound.head == "infinity" or any(map(_infinite, bound.children)))


def _antiderivative(d: Differentiation, term: Binder) -> Term:
    (at,) = term.parameters
    d.independent(term, bind("lambda", term.variable, term.body))
    return times(term.open(at), d.of(at))


def _derivative(d: Differentiation, term: Binder) -> Term:
    if partial_of(term) is not None:
        return _unknown(d, term)
    resolved = d.resolve(term)
    if isinstance(resolved, Binder) and resolved.kind == "derivative":
        return _unknown(d, resolved)
    return d.of(resolved)


_HEADS: Final[dict[str, Callable[[Differentiation, Apply], Term]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "max": _extremum,
    "min": _extremum,
    "cases": _cases,
    "indicator": lambda _, __: ZERO,
    "apply": _unknown,
    "determinant": _determinant,
}

_BINDERS: Final[dict[str, Callable[[Differentiation, Binder], Term]]] = {
    "sum": _sum,
    "product": _product,
    "integral": _integral,
    "antiderivative": _antiderivative,
    "derivative": _derivative,
}
