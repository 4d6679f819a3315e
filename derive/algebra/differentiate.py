"""Derivatives of terms: by a number, by a component, by a vector or matrix.

``differentiate(term, x, k)`` is the derivative by ``x[k]``; without an index an array
variable gives the gradient or Jacobian as a table, indices of the term first.
"""

from functools import lru_cache

from derive.algebra.components import component, fitted, indices_of, scalarize
from derive.algebra.derivative_rules import DerivativeError, Differentiation
from derive.algebra.partials import partial_of
from derive.algebra.shapes import shape_of
from derive.algebra.smoothness import conditions
from derive.core.term import Apply, Binder, Symbol, Term, bind, binders_in, fresh, replace

__all__ = ["DerivativeError", "differentiate", "opened", "resolve", "smoothness"]


@lru_cache(maxsize=1 << 12)
def opened(derivative: Binder) -> tuple[Symbol, Term]:
    """A variable for a derivative, and the body in it.

    That is the symbol at which the derivative is taken, if it is one that nothing else depends on:
    then what is worked out needs no substitution, and has its parts in common with the terms around it.
    """
    at, *indices = derivative.parameters
    variable = derivative.variable
    if (
        not isinstance(at, Symbol)
        or at.is_bound
        or at.sort != variable.sort
        or any(at in t.symbols for t in (derivative.body, *indices))
    ):
        at = fresh("t", variable.sort, derivative)
    return at, derivative.open(at)


@lru_cache(maxsize=1 << 12)
def differentiate(term: Term, variable: Symbol, *indices: Term) -> Term:
    """The derivative by the variable, or by its component with these indices.

    Kronecker deltas come as ``delta(i, j)``. Valid where the term is defined around the
    point and :func:`smoothness` holds.

    Raises:
        DerivativeError: there is no rule for it.
    """
    if shape_of(term) or (shape_of(variable) and not indices):
        return _table(term, variable, indices)
    return Differentiation(variable, fitted(variable, indices), resolve).of(scalarize(term))


def _table(term: Term, variable: Symbol, indices: tuple[Term, ...]) -> Term:
    """The derivative of each entry, by each entry of the variable if no index is given."""
    at = indices_of(term, variable, *indices)
    by = () if indices else indices_of(variable, term, *at)
    entry = differentiate(component(term, *at), variable, *indices, *by)
    lengths = (*shape_of(term), *(() if indices else shape_of(variable)))
    for i, length in reversed(list(zip((*at, *by), lengths, strict=True))):
        entry = bind("tabulate", i, entry, length)
    return entry


@lru_cache(maxsize=1 << 12)
def smoothness(term: Term, variable: Symbol) -> tuple[Term, ...]:
    """Propositions under which, where the term is defined, its derivative is the one worked out.

    Raises:
        DerivativeError: the term holds something whose derivative has no rule.
    """
    return conditions(term, variable, resolve)


@lru_cache(maxsize=1 << 12)
def resolve(term: Term) -> Term:
    """The term with every derivative in it worked out, but those of unknown functions.

    Raises:
        DerivativeError: one of them has no rule.
    """
    if not any(t.kind in ("derivative", "lambda") for t in binders_in(term)):
        return term
    if isinstance(term, Binder):
        return _derivative(term) if term.kind == "derivative" else _under(term)
    children = tuple([resolve(c) for c in term.children])
    new = term if children == term.children else term.rebuild(children)
    return _applied(new) if isinstance(new, Apply) and new.head == "apply" else new


def _applied(term: Apply) -> Term:
    called, *arguments = term.children
    if isinstance(called, Binder) and called.kind == "lambda" and len(arguments) == 1:
        return resolve(called.open(arguments[0]))
    return term


def _under(term: Binder) -> Term:
    variable = fresh("t", term.variable.sort, term)
    parameters = map(resolve, term.parameters)
    return bind(term.kind, variable, resolve(term.open(variable)), *parameters)


def _derivative(term: Binder) -> Term:
    partial = partial_of(term)
    if partial is not None:
        return partial.term()
    at, *indices = map(resolve, term.parameters)
    variable, body = opened(term)
    worked_out = differentiate(resolve(body), variable, *indices)
    placed = worked_out if variable is at else replace(worked_out, {variable: at})
    if not shape_of(at) or isinstance(at, Symbol):
        return placed
    return placed if shape_of(placed) else scalarize(placed)
