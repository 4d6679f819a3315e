"""Partial derivatives of unknown functions, in one canonical form.

``f'`` at ``x`` is ``derivative(v: apply(f, v); x)``. Higher and mixed ones nest, with the
variables in the order of the arguments inside out, since unknown functions are smooth. Of a
function whose values are arrays it is the derivative of one entry.
"""

from dataclasses import dataclass, replace

from derive.algebra.shapes import sort_of
from derive.core.sort import Sort
from derive.core.term import Apply, Binder, Component, Symbol, Term, bind, fresh

Order = tuple[int, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Partial:
    """``function`` at ``arguments``, differentiated as ``orders`` say: position and indices each.

    Of a function with arrays as values, its ``entry``.
    """

    function: Term
    arguments: tuple[Term, ...]
    orders: tuple[Order, ...] = ()
    entry: tuple[Term, ...] = ()

    def by(self, position: int, *indices: Term) -> "Partial":
        """The derivative by one argument more, by a component of it if it is an array."""
        return Partial(self.function, self.arguments, (*self.orders, (position, indices)), self.entry)

    def term(self) -> Term:
        """The canonical term."""
        orders = sorted(self.orders, key=lambda o: (o[0], [i.digest for i in o[1]]))
        return self._nest(self.arguments, tuple(orders))

    def _nest(self, arguments: tuple[Term, ...], orders: tuple[Order, ...]) -> Term:
        if not orders:
            value = Apply("apply", self.function, *arguments)
            return Component(value, *self.entry) if self.entry else value
        position, indices = orders[-1]
        at = arguments[position]
        sort = _sort(self.function, at, position)
        variable = fresh("v", sort, self.function, *arguments, *indices, *self.entry)
        inner = (*arguments[:position], variable, *arguments[position + 1 :])
        return bind("derivative", variable, self._nest(inner, orders[:-1]), at, *indices)


def _sort(function: Term, at: Term, position: int) -> Sort:
    if isinstance(function, Symbol) and not isinstance(function.sort, Sort):
        return function.sort.arguments[position]
    return sort_of(at)


def _is_of_an_unknown(body: Term) -> bool:
    """Whether a body is an unknown function, or a derivative of one: others need not be opened."""
    while isinstance(body, Binder) and body.kind == "derivative":
        body = body.body
    value = body.base if isinstance(body, Component) else body
    return isinstance(value, Apply) and value.head == "apply"


def _value(term: Term) -> Partial | None:
    """The value of an unknown function, or an entry of it, not differentiated."""
    if isinstance(term, Component):
        inner = _value(term.base)
        if inner is None or isinstance(inner.function, Binder):
            return None
        return replace(inner, entry=(*inner.entry, *term.indices))
    if not isinstance(term, Apply) or term.head != "apply":
        return None
    return Partial(term.children[0], term.children[1:])


def partial_of(term: Term) -> Partial | None:
    """The term as a partial derivative of an unknown function, or None if it is something else."""
    if isinstance(term, Apply | Component):
        return _value(term)
    if not isinstance(term, Binder) or term.kind != "derivative" or not _is_of_an_unknown(term.body):
        return None
    variable = fresh("u", term.variable.sort, term)
    inner = partial_of(term.open(variable))
    at, *indices = term.parameters
    if inner is None or inner.arguments.count(variable) != 1:
        return None
    position = inner.arguments.index(variable)
    rest = (*inner.arguments[:position], *inner.arguments[position + 1 :], inner.function, *inner.entry)
    if any(variable in t.symbols for t in rest) or any(
        variable in t.symbols for o in inner.orders for t in o[1]
    ):
        return None
    arguments = (*inner.arguments[:position], at, *inner.arguments[position + 1 :])
    return Partial(inner.function, arguments, inner.orders, inner.entry).by(position, *indices)
