r"""Sums that go without saying: over an index that stands twice in a product, ``x_i a_{ij} x_j``."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from derive.core.surface import Big, Infix, Juxtaposed, Name, Scripted, Surface
from derive.elaborate.names import is_label, name_of, subscripts
from derive.elaborate.walk import nodes, transform

_PRODUCTS: Final = frozenset(("\\cdot", "*", "\\times"))
_TWICE: Final = 2


def repeated(node: Surface) -> tuple[str, ...]:
    """The indices that stand exactly twice in a product, or at a single factor as in ``A_{ii}``."""
    counts = Counter(i for factor in _factors(node) for i in _indices(factor))
    return tuple(i for i, n in counts.items() if n == _TWICE)


def repeated_in(node: Surface) -> frozenset[str]:
    """The indices that stand twice in some product in a tree."""
    return frozenset(i for n in nodes(node) if _is_product(n) or isinstance(n, Scripted) for i in repeated(n))


def summed(node: Surface) -> Surface:
    """The tree with a sum over every index that stands twice in a product."""
    return transform(node, _with_sums)


def _with_sums(node: Surface) -> Surface | None:
    if isinstance(node, Big):
        return node
    if not _is_product(node) and not isinstance(node, Scripted):
        return None
    for index in reversed(repeated(node)):
        node = Big(node.place, "sum", Name(node.place, index), None, node)
    return node


def _is_product(node: Surface) -> bool:
    return isinstance(node, Juxtaposed) or (
        isinstance(node, Infix) and all(o in _PRODUCTS for o in node.operators)
    )


def _factors(node: Surface) -> Iterator[Surface]:
    for item in getattr(node, "items", ()) if _is_product(node) else (node,):
        if _is_product(item) and item is not node:
            yield from _factors(item)
        else:
            yield item


def _indices(node: Surface) -> Iterator[str]:
    """The letters in subscripts of a factor, those that a sum in it binds left aside."""
    if isinstance(node, Big):
        return
    for n in nodes(node):
        if isinstance(n, Scripted) and n.sub is not None and name_of(n.base) is not None:
            letters = (i for i in subscripts(n.sub) if isinstance(i, Name) and not is_label(i))
            yield from (name_of(i) or "" for i in letters)
