"""Letters that are numbers although something was said of indexed ones: ``f(x)`` after ``x_i > 0``."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from derive.core.sort import Sort
from derive.core.surface import Fence, Juxtaposed, Name, Scripted, Surface
from derive.core.term import Symbol
from derive.elaborate.arrays import shape
from derive.elaborate.names import name_of, names_in
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.walk import contain, nodes


def number_parameters(scope: Scope, variables: Iterable[Surface], right: Surface) -> frozenset[str]:
    """The parameters of a function whose right side has nothing of arrays."""
    names = frozenset(n for v in variables if (n := name_of(v)) is not None)
    others = (_meaning(scope, n) for n in names_in(right) - names)
    if _has_arrays((right,)) or any(isinstance(m, Sort) and m.shape for m in others):
        return frozenset()
    return _undeclared(scope, names) if not _takes_arrays(scope, right) else frozenset()


def number_arguments(scope: Scope, trees: Sequence[Surface]) -> frozenset[str]:
    """The arguments of functions of numbers, in trees that have nothing of arrays."""
    if not contain(trees, Juxtaposed, Fence):
        return frozenset()
    found: set[str] = set()
    for head, inside in (pair for tree in trees for pair in _applications(tree)):
        meaning = scope.lookup(head)
        if isinstance(meaning, Definition) and meaning.parameters and not any(map(shape, meaning.parameters)):
            found.update(n for i in inside if (n := name_of(i)) is not None)
    return _undeclared(scope, found) if found and not _has_arrays(trees) else frozenset()


def _undeclared(scope: Scope, names: Iterable[str]) -> frozenset[str]:
    return frozenset(n for n in names if scope.lookup(n) is None)


def _meaning(scope: Scope, name: str) -> object:
    """The sort of a letter, as it was declared or taken before."""
    meaning = scope.lookup(name) or scope.remembered(name)
    return meaning.sort if isinstance(meaning, Symbol) else None


def _has_arrays(trees: Iterable[Surface]) -> bool:
    """Whether something has an index or is bold, or there is a norm."""
    found = [n for tree in trees for n in nodes(tree)]
    indexed = any(isinstance(n, Scripted) and n.sub is not None for n in found)
    bold = any(isinstance(n, Name) and n.style in ("bold", "arrow") for n in found)
    return indexed or bold or any(isinstance(n, Fence) and n.opening == "||" for n in found)


def _takes_arrays(scope: Scope, tree: Surface) -> bool:
    """Whether a function of arrays is applied."""
    meanings = (scope.lookup(head) for head, _ in _applications(tree))
    return any(isinstance(m, Definition) and any(map(shape, m.parameters)) for m in meanings)


def _applications(tree: Surface) -> Iterable[tuple[str, tuple[Surface, ...]]]:
    """The names with brackets behind them, and what stands in these."""
    for n in nodes(tree):
        items = n.items if type(n) is Juxtaposed else ()
        for left, right in pairwise(items):
            head = left.base if isinstance(left, Scripted) else left
            if isinstance(head, Name) and isinstance(right, Fence):
                yield name_of(head) or "", right.items
