"""Arrays in order: what is said of the sorted entries of an array, and of the array itself.

Where a proposition treats the entries of ``a`` alike, whatever their order, and ``b`` is ``a`` in order,
nothing is lost by writing ``b`` for ``a``: both have the same entries.
"""

from typing import Final

from derive.algebra.shapes import ShapeError
from derive.algebra.unfold import unfold
from derive.core.sort import Sort
from derive.core.term import ONE, Apply, Binder, Component, Symbol, Term, replace, subterms
from derive.elaborate.arrays import shape
from derive.elaborate.names import plain
from derive.elaborate.scope import Scope

_ALIKE: Final = frozenset(("sum", "product", "maximum", "minimum"))


def arranged(scope: Scope, proposition: Term) -> Term:
    """The proposition about sorted arrays only, as far as it may be."""
    for ordered, original in scope.all_arrangements().items():
        new, old = _vector(proposition, ordered), _vector(proposition, original)
        if new is None or old is None:
            continue
        if _is_symmetric(proposition, old) or _is_of_one(proposition, old):
            proposition = _exchanged(proposition, old, new)
    return proposition


def _vector(term: Term, name: str) -> Symbol | None:
    found = (s for s in term.symbols if plain(s.name) == name and isinstance(s.sort, Sort))
    return min((s for s in found if len(shape(s)) == 1), key=lambda s: s.digest, default=None)


def _exchanged(proposition: Term, old: Symbol, new: Symbol) -> Term:
    """The new array for the old one; they are of the same length."""
    mapping: dict[Term, Term] = {old: new}
    size = _size(old)
    if isinstance(size, Symbol):
        mapping[size] = _size(new)
    return replace(proposition, mapping)


def _size(array: Symbol) -> Term:
    return shape(array)[0]


def _is_symmetric(proposition: Term, array: Symbol) -> bool:
    """Whether the entries of the array occur only in sums, products and extremes over all of them."""
    try:
        return _alike(unfold(proposition), array)
    except ShapeError:
        return False


def _is_of_one(proposition: Term, array: Symbol) -> bool:
    """Whether of the array only an entry occurs, whose index, which may be any, occurs nowhere else."""
    entries = {t for t in subterms(proposition) if isinstance(t, Component) and t.base is array}
    if len(entries) != 1:
        return False
    (entry,) = entries
    (index,) = entry.indices
    rest = replace(proposition, {entry: Symbol("entry@", array.sort)})
    free = isinstance(index, Symbol) and not index.is_bound
    return free and index not in rest.symbols and array not in rest.symbols


def _alike(term: Term, array: Symbol) -> bool:
    if array not in term.symbols:
        return True
    if isinstance(term, Apply) and term.head == "norm" and term.children == (array,):
        return True
    if isinstance(term, Binder):
        inside = _replaced(term, array) if term.kind in _ALIKE else None
        parts = term.parameters if inside is not None else term.children
        return all(_alike(p, array) for p in parts) and (inside is None or _alike(inside, array))
    return isinstance(term, Apply) and all(_alike(c, array) for c in term.children)


def _replaced(binder: Binder, array: Symbol) -> Term | None:
    """The body without the entry at the bound index, if the index runs through the array and does no more."""
    index = Symbol("index@", binder.variable.sort)
    if binder.parameters != (ONE, _size(array)):
        return None
    inside = replace(binder.open(index), {Component(array, index): Symbol("entry@", array.sort)})
    return inside if index not in inside.symbols else None
