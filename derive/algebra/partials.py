"""Partial derivatives of unknown functions, in one canonical form.

``f'`` at ``x`` is ``derivative(v: apply(f, v); x)``. Higher and mixed ones nest, with the
variables in the order of the arguments inside out, since unknown functions are smooth.
"""

from dataclasses import dataclass

from derive.algebra.shapes import sort_of
from derive.core.sort import Sort
from derive.core.term import Apply, Binder, Symbol, Term, bind, fresh

Order = tuple[int, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Partial:
    """``function`` at ``arguments``, differentiated as ``orders`` say: position and indices each."""

    function: Term
    arguments: tuple[Term, ...]
    orders: tuple[Order, ...] = ()

    def by(self, position: int, *indices: Term) -> "Partial":
        """The derivative by one argument more, by a component of it if it is an array."""
        return Partial(self.function, self.arguments, (*self.orders, (position, indices)))

    def term(self) -> Term:
        """The canonical term."""
        orders = sorted(self.orders, key=lambda o: (o[0], [i.digest for i in o[1]]))
        return _nest(self.function, self.arguments, tuple(orders))


def _nest(function: Term, arguments: tuple[Term, ...], orders: tuple[Order, ...]) -> Term:
    if not orders:
        return Apply("apply", function, *arguments)
    position, indices = orders[-1]
    at = arguments[position]
    variable = fresh("v", _sort(function, at, position), function, *arguments, *indices)
    inner = (*arguments[:position], variable, *arguments[position + 1 :])
    return bind("derivative", variable, _nest(function, inner, orders[:-1]), at, *indices)


def _sort(function: Term, at: Term, position: int) -> Sort:
    if isinstance(function, Symbol) and not isinstance(function.sort, Sort):
        return function.sort.arguments[position]
    return sort_of(at)


def _is_of_an_unknown(body: Term) -> bool:
    """Whether a body is an unknown function, or a derivative of one: others need not be opened."""
    while isinstance(body, Binder) and body.kind == "derivative":
        body = body.body
    return isinstance(body, Apply) and body.head == "apply"


def partial_of(term: Term) -> Partial | None:
    """The term as a partial derivative of an unknown function, or None if it is something else."""
    if isinstance(term, Apply):
        return Partial(term.children[0], term.children[1:]) if term.head == "apply" else None
    if not isinstance(term, Binder) or term.kind != "derivative" or not _is_of_an_unknown(term.body):
        return None
    variable = fresh("u", term.variable.sort, term)
    inner = partial_of(term.open(variable))
    at, *indices = term.parameters
    if inner is None or inner.arguments.count(variable) != 1:
        return None
    position = inner.arguments.index(variable)
    rest = (*inner.arguments[:position], *inner.arguments[position + 1 :], inner.function)
    if any(variable in t.symbols for t in rest) or any(
        variable in t.symbols for o in inner.orders for t in o[1]
    ):
        return None
    arguments = (*inner.arguments[:position], at, *inner.arguments[position + 1 :])
    return Partial(inner.function, arguments, inner.orders).by(position, *indices)
