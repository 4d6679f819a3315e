"""Terms as unevaluated SymPy expressions."""

from collections.abc import Callable
from typing import Any, Final

import sympy

from derive.algebra.sympy_bridge_extrema import Largest, Least
from derive.algebra.sympy_bridge_table import BridgeError, Table
from derive.algebra.unfold import expand
from derive.core.sort import FunctionSort, Sort
from derive.core.term import ONE, Apply, Binder, Component, Number, Symbol, Term, fresh
from derive.theory.function import function

_DIRECTIONS: Final = {-1: "-", 0: "+-", 1: "+"}


class Writer:
    """Writes terms with the symbols of one table."""

    __slots__ = ("done", "table")

    def __init__(self, table: Table) -> None:
        """Begin with the table, which grows by the symbols met."""
        self.table = table
        self.done: dict[Term, Any] = {}

    def of(self, term: Term) -> Any:
        """The expression of a scalar term.

        Raises:
            BridgeError: SymPy has nothing for a part of it.
        """
        found = self.done.get(term)
        if found is None:
            found = self.done[term] = self._write(term)
        return found

    def all(self, terms: tuple[Term, ...]) -> list[Any]:
        """The expressions of several terms."""
        return [self.of(t) for t in terms]

    def _write(self, term: Term) -> Any:
        if isinstance(term, Number):
            return sympy.Rational(term.value.numerator, term.value.denominator)
        if isinstance(term, Symbol):
            return self._symbol(term)
        if isinstance(term, Component):
            return self._component(term)
        if isinstance(term, Binder):
            return _of(_BINDERS, term.kind)(self, term)
        if isinstance(term, Apply):
            return _HEADS.get(term.head, _function)(self, term)
        raise TypeError(term)

    def _symbol(self, term: Symbol) -> Any:
        if isinstance(term.sort, FunctionSort) or term.sort.shape:
            raise BridgeError(term.name)
        return self.table.object_of(term)

    def _component(self, term: Component) -> Any:
        if not isinstance(term.base, Symbol):
            raise BridgeError(repr(term))
        return sympy.Indexed(self.table.object_of(term.base), *self.all(term.indices))

    def open(self, term: Binder) -> tuple[Any, Any]:
        """The variable and the body of a binder."""
        symbol = fresh("@", term.variable.sort, term)
        while symbol in self.table.objects:
            symbol = Symbol(symbol.name + "'", symbol.sort)
        return self.table.object_of(symbol), self.of(term.open(symbol))


def _of(table: dict[str, Callable[..., Any]], key: str) -> Callable[..., Any]:
    if key not in table:
        raise BridgeError(key)
    return table[key]


def _plain(build: Any) -> Callable[[Writer, Apply], Any]:
    return lambda w, term: build(*w.all(term.children), evaluate=False)


def _function(w: Writer, term: Apply) -> Any:
    known = function(term.head)
    if known is not None and known.sympy is not None and known.accepts(len(term.children)):
        return getattr(sympy, known.sympy)(*w.all(term.children), evaluate=False)
    definition = expand(term)
    if definition is None:
        raise BridgeError(term.head)
    return w.of(definition)


def _root(w: Writer, term: Apply) -> Any:
    """The real root: the sign times the root of the modulus."""
    base, degree = w.all(term.children)
    exponent = sympy.Pow(degree, -1)
    modulus = sympy.Pow(sympy.Abs(base, evaluate=False), exponent, evaluate=False)
    return sympy.Mul(sympy.sign(base, evaluate=False), modulus, evaluate=False)


def _apply(w: Writer, term: Apply) -> Any:
    called, *arguments = term.children
    if not isinstance(called, Symbol):
        raise BridgeError(repr(called))
    return w.table.object_of(called)(*w.all(tuple(arguments)))


def _cases(w: Writer, term: Apply) -> Any:
    parts = w.all(term.children)
    rows = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2:
        rows.append((parts[-1], sympy.true))
    return sympy.Piecewise(*rows, evaluate=False)


def _indicator(w: Writer, term: Apply) -> Any:
    (condition,) = w.all(term.children)
    return sympy.Piecewise((1, condition), (0, sympy.true), evaluate=False)


def _interval(w: Writer, term: Apply) -> Any:
    low, high = w.all(term.children[:2])
    left_open, right_open = (flag is not ONE for flag in term.children[2:])
    return sympy.Interval(low, high, left_open, right_open)


def _sum(build: Any) -> Callable[[Writer, Binder], Any]:
    def write(w: Writer, term: Binder) -> Any:
        lower, upper = w.all(term.parameters)
        variable, body = w.open(term)
        return _with_limits(build, body, variable, lower, upper)

    return write


def _with_limits(build: Any, body: Any, *limits: Any) -> Any:
    """A sum or integral as it is written; SymPy's constructor would pull cases out of the body."""
    made = sympy.Expr.__new__(build, body, sympy.Tuple(*limits))
    made.is_commutative = body.is_commutative
    return made


def _antiderivative(w: Writer, term: Binder) -> Any:
    (at,) = w.all(term.parameters)
    variable, body = w.open(term)
    return _with_limits(sympy.Integral, body, variable, at)


def _limit(w: Writer, term: Binder) -> Any:
    point, direction = term.parameters
    variable, body = w.open(term)
    side = int(direction.value) if isinstance(direction, Number) else 0
    return sympy.Limit(body, variable, w.of(point), _DIRECTIONS[side])


def _derivative(w: Writer, term: Binder) -> Any:
    at, *indices = term.parameters
    sort = term.variable.sort
    if isinstance(at, Symbol) and at not in term.body.symbols and isinstance(sort, Sort):
        by = w.of(Component(at, *indices) if indices else at)
        return sympy.Derivative(w.of(term.open(at)), by)
    if indices:
        raise BridgeError("derivative")
    variable, body = w.open(term)
    return sympy.Subs(sympy.Derivative(body, variable), variable, w.of(at))


_HEADS: Final[dict[str, Callable[[Writer, Apply], Any]]] = {
    "add": _plain(sympy.Add),
    "multiply": _plain(sympy.Mul),
    "power": _plain(sympy.Pow),
    "root": _root,
    "pi": lambda _, __: sympy.pi,
    "infinity": lambda _, __: sympy.oo,
    "imaginary": lambda _, __: sympy.I,
    "apply": _apply,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _plain(sympy.KroneckerDelta),
    "eq": _plain(sympy.Eq),
    "ne": _plain(sympy.Ne),
    "lt": _plain(sympy.Lt),
    "le": _plain(sympy.Le),
    "gt": _plain(sympy.Gt),
    "ge": _plain(sympy.Ge),
    "and": _plain(sympy.And),
    "or": _plain(sympy.Or),
    "not": _plain(sympy.Not),
    "implies": _plain(sympy.Implies),
    "iff": _plain(sympy.Equivalent),
    "member": _plain(sympy.Contains),
    "interval": _interval,
    "finite_set": _plain(sympy.FiniteSet),
    "reals": lambda _, __: sympy.Reals,
    "integers": lambda _, __: sympy.Integers,
}

_BINDERS: Final[dict[str, Callable[[Writer, Binder], Any]]] = {
    "sum": _sum(sympy.Sum),
    "product": _sum(sympy.Product),
    "maximum": _sum(Largest),
    "minimum": _sum(Least),
    "integral": _sum(sympy.Integral),
    "antiderivative": _antiderivative,
    "limit": _limit,
    "derivative": _derivative,
}
