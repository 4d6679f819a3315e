r"""Functions with arrays for values: ``A(t) \\in \\mathbb{R}^{n \\times n}`` declares A."""

from derive.core.sort import REAL, AnySort, FunctionSort, Sort
from derive.core.surface import Fence, Juxtaposed, Name, Surface
from derive.core.term import ONE, Symbol
from derive.elaborate.names import name_of
from derive.elaborate.scope import Scope
from derive.theory.function import by_letter, by_spelling


def array_function(scope: Scope, left: Surface, kind: Sort) -> Symbol | None:
    """The function that a membership in a space of arrays declares; None if this is no new function."""
    pair = left.items if isinstance(left, Juxtaposed) else ()
    if (
        not kind.shape
        or kind.shape[0] is ONE
        or len(pair) != 2
        or not isinstance(pair[0], Name)
        or not isinstance(pair[1], Fence)
    ):
        return None
    name, arguments = name_of(pair[0]), pair[1].items
    if pair[1].opening != "(" or name is None or not all(isinstance(a, Name) for a in arguments):
        return None
    if name in by_letter() or name in by_spelling() or scope.lookup(name) is not None:
        return None
    if len(kind.shape) > 1 and ONE in kind.shape:
        kind = Sort(kind.field, kind.shape[:1])
    return Symbol(name, FunctionSort(tuple(_sort_of(scope, name_of(a) or "") for a in arguments), kind))


def _sort_of(scope: Scope, name: str) -> Sort:
    meaning = scope.lookup(name)
    sort: AnySort | None = meaning.sort if isinstance(meaning, Symbol) else None
    return sort if isinstance(sort, Sort) else REAL
