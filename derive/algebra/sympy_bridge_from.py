"""SymPy expressions as terms, exactly as they stand."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final

import sympy
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from derive.algebra.dimensions import shifted
from derive.algebra.sympy_bridge_conventional import sigmoid
from derive.algebra.sympy_bridge_extrema import Largest, Least
from derive.algebra.sympy_bridge_table import BridgeError, Table
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    power,
    replace,
)
from derive.theory.function import functions


@cache
def _names() -> dict[str, str]:
    """Heads by the names of SymPy's functions."""
    return {f.sympy: name for name, f in functions().items() if f.sympy}


class Reader:
    """Reads expressions with the symbols of one table."""

    __slots__ = ("bound", "table")

    def __init__(self, table: Table) -> None:
        """Begin with the table."""
        self.table = table
        self.bound: list[tuple[Any, Symbol]] = []

    def of(self, expression: Any) -> Term:
        """The term of an expression.

        Raises:
            BridgeError: a part of it has no meaning here.
        """
        for kind in type(expression).__mro__:
            rule: Callable[[Reader, Any], Term] | None = _CLASSES.get(kind)
            if rule is not None:
                return rule(self, expression)
        head = _names().get(type(expression).__name__)
        if head is None or not isinstance(expression, sympy.Function):
            message = f"{type(expression).__name__}: {expression}"
            raise BridgeError(message)
        return Apply(head, *self.all(expression.args))

    def all(self, expressions: Any) -> list[Term]:
        """The terms of several expressions."""
        return [self.of(e) for e in expressions]

    def symbol(self, expression: Any) -> Term:
        """The term of a symbol, bound ones first."""
        inside = [symbol for bound, symbol in self.bound if bound == expression]
        return inside[-1] if inside else self.table.term_of(expression)

    def under(self, variable: Any, body: Callable[[], Term], *, integer: bool) -> tuple[Symbol, Term]:
        """The body read with a new symbol for the variable, to be bound by the caller."""
        symbol = Symbol(f"@{len(self.bound)}", INTEGER if integer or variable.is_integer else REAL)
        self.bound.append((variable, symbol))
        try:
            return symbol, body()
        finally:
            self.bound.pop()


def _float(_: Reader, expression: Any) -> Term:
    return Number(Fraction(Decimal(str(expression))))


def _rational(_: Reader, expression: Any) -> Term:
    return Number(Fraction(int(expression.p), int(expression.q)))


def _constant(term: Term) -> Callable[[Reader, Any], Term]:
    return lambda _, __: term


def _plain(head: str) -> Callable[[Reader, Any], Term]:
    return lambda reader, expression: Apply(head, *reader.all(expression.args))


def _extremum(head: str) -> Callable[[Reader, Any], Term]:
    """The arguments, which SymPy keeps in a set, in an order that does not depend on the run."""
    return lambda reader, e: Apply(head, *sorted(reader.all(e.args), key=lambda t: t.digest))


def _log(reader: Reader, expression: Any) -> Term:
    arguments = reader.all(expression.args)
    return Apply("log" if len(arguments) == 1 else "log_base", *arguments)


def _polygamma(reader: Reader, expression: Any) -> Term:
    order, argument = reader.all(expression.args)
    return Apply("digamma", argument) if order is ZERO else Apply("polygamma", order, argument)


def _heaviside(reader: Reader, expression: Any) -> Term:
    argument, *at_zero = reader.all(expression.args)
    value = at_zero[0] if at_zero else HALF
    return Apply("cases", ONE, Apply("lt", ZERO, argument), ZERO, Apply("lt", argument, ZERO), value)


def _unknown(reader: Reader, expression: Any) -> Term:
    return Apply("apply", reader.table.term_of(expression.func), *reader.all(expression.args))


def _indexed(reader: Reader, expression: Any) -> Term:
    base = reader.table.terms.get(expression.base) or reader.table.term_of(expression.base.label)
    return Component(base, *reader.all(expression.indices))


def _element(reader: Reader, expression: Any) -> Term:
    """An entry of a SymPy matrix, whose indices count from 0."""
    indices = [shifted(reader.of(i), 1) for i in expression.indices]
    base = reader.of(expression.parent)
    return Component(base, *indices)


def _ranged(kind: str) -> Callable[[Reader, Any], Term]:
    def read(reader: Reader, expression: Any) -> Term:
        return _layers(reader, kind, expression.function, list(expression.limits))

    return read


def _layers(reader: Reader, kind: str, body: Any, limits: list[Any]) -> Term:
    """One binder a limit; the last one is the outermost."""
    if not limits:
        return reader.of(body)
    *inner, (variable, *bounds) = limits
    ranges = [reader.of(b) for b in bounds if b is not None]
    if kind != "integral" and len(ranges) != 2:
        message = f"{kind} without bounds"
        raise BridgeError(message)
    at = ranges or [reader.symbol(variable)]
    kind = kind if len(at) == 2 else "antiderivative"
    integer = kind in ("sum", "product", "maximum", "minimum")
    symbol, term = reader.under(variable, lambda: _layers(reader, _inner(kind), body, inner), integer=integer)
    return bind(kind, symbol, term, *at)


def _inner(kind: str) -> str:
    return "integral" if kind == "antiderivative" else kind


def _limit(reader: Reader, expression: Any) -> Term:
    body, variable, point, direction = expression.args
    side = {"+": ONE, "-": MINUS_ONE, "+-": ZERO}[str(direction)]
    at = reader.of(point)
    symbol, term = reader.under(variable, lambda: reader.of(body), integer=False)
    return bind("limit", symbol, term, at, ZERO if at in (INFINITY, negative(INFINITY)) else side)


def _derivative(reader: Reader, expression: Any) -> Term:
    term = reader.of(expression.expr)
    for variable, count in expression.variable_count:
        if not count.is_Integer:
            message = f"derivative of order {count}"
            raise BridgeError(message)
        by = reader.of(variable)
        base, *indices = by.children if isinstance(by, Component) else (by,)
        if not isinstance(base, Symbol):
            message = f"derivative by {variable}"
            raise BridgeError(message)
        for _ in range(int(count)):
            term = bind("derivative", base, term, base, *indices)
    return term


def _subs(reader: Reader, expression: Any) -> Term:
    """A value at a point; a derivative then is taken there."""
    points = reader.all(expression.point)
    variables: list[Symbol] = []

    def read(rest: tuple[Any, ...]) -> Term:
        if not rest:
            return reader.of(expression.expr)
        symbol, term = reader.under(rest[0], lambda: read(rest[1:]), integer=False)
        variables.insert(0, symbol)
        return term

    term = read(tuple(expression.variables))
    return replace(term, dict(zip(variables, points, strict=True)))


def _piecewise(reader: Reader, expression: Any) -> Term:
    parts: list[Term] = []
    for value, condition in expression.args:
        parts.append(reader.of(value))
        if condition == sympy.true:
            break
        parts.append(reader.of(condition))
    return Apply("cases", *parts)


def _interval(reader: Reader, expression: Any) -> Term:
    low, high, left_open, right_open = expression.args
    flags = (ZERO if is_open else ONE for is_open in (left_open, right_open))
    return Apply("interval", reader.of(low), reader.of(high), *flags)


_CLASSES: Final[dict[type, Callable[[Reader, Any], Term]]] = {
    sympy.Float: _float,
    sympy.Rational: _rational,
    sympy.Integer: _rational,
    type(sympy.E): _constant(Apply("exp", ONE)),
    type(sympy.pi): _constant(PI),
    type(sympy.oo): _constant(INFINITY),
    type(-sympy.oo): _constant(negative(INFINITY)),
    type(sympy.I): _constant(Apply("imaginary")),
    type(sympy.EulerGamma): _constant(negative(Apply("digamma", ONE))),
    type(sympy.GoldenRatio): _constant(multiply(HALF, add(ONE, power(Number(5), HALF)))),
    type(sympy.Reals): _constant(Apply("reals")),
    type(sympy.Integers): _constant(Apply("integers")),
    sympy.Symbol: Reader.symbol,
    sympy.Idx: Reader.symbol,
    sympy.MatrixSymbol: Reader.symbol,
    sympy.IndexedBase: Reader.symbol,
    sympy.Add: _plain("add"),
    sympy.Mul: _plain("multiply"),
    sympy.Pow: _plain("power"),
    sympy.Max: _extremum("max"),
    sympy.Min: _extremum("min"),
    sympy.log: _log,
    sympy.polygamma: _polygamma,
    sympy.Heaviside: _heaviside,
    sigmoid: _plain("sigmoid"),
    AppliedUndef: _unknown,
    sympy.Indexed: _indexed,
    MatrixElement: _element,
    sympy.Sum: _ranged("sum"),
    sympy.Product: _ranged("product"),
    Largest: _ranged("maximum"),
    Least: _ranged("minimum"),
    sympy.Integral: _ranged("integral"),
    sympy.Limit: _limit,
    sympy.Derivative: _derivative,
    sympy.Subs: _subs,
    sympy.Piecewise: _piecewise,
    sympy.KroneckerDelta: lambda reader, e: Apply("delta", *reader.all(e.args[:2])),
    sympy.Eq: _plain("eq"),
    sympy.Ne: _plain("ne"),
    sympy.Lt: _plain("lt"),
    sympy.Le: _plain("le"),
    sympy.Gt: _plain("gt"),
    sympy.Ge: _plain("ge"),
    sympy.And: _plain("and"),
    sympy.Or: _plain("or"),
    sympy.Not: _plain("not"),
    sympy.Implies: _plain("implies"),
    sympy.Equivalent: _plain("iff"),
    sympy.Contains: _plain("member"),
    sympy.Interval: _interval,
    sympy.FiniteSet: _plain("finite_set"),
    sympy.MatAdd: _plain("add"),
    sympy.MatMul: _plain("matmul"),
    sympy.MatPow: _plain("power"),
    sympy.Transpose: _plain("transpose"),
    sympy.Inverse: lambda reader, e: Apply("inverse", reader.of(e.arg)),
    sympy.Trace: _plain("trace"),
    sympy.Determinant: _plain("determinant"),
    sympy.HadamardProduct: _plain("hadamard"),
    sympy.Identity: _plain("identity"),
}
