r"""How many entries arrays have, by the sums over them: in ``\sum_{j=1}^K a_j`` there are K."""

from collections.abc import Iterable

from derive.core.surface import Big, Chain, Name, Scripted, Surface
from derive.elaborate.evidence import BOUNDED
from derive.elaborate.names import name_of, subscripts
from derive.elaborate.walk import nodes

Lengths = dict[tuple[str, int, int], Name]


def lengths_in(trees: Iterable[Surface]) -> Lengths:
    """The number of entries by letter, number of indices and position, where all sums agree on it."""
    found: Lengths = {}
    differing: set[tuple[str, int, int]] = set()
    for big in (n for tree in trees for n in nodes(tree) if isinstance(n, Big) and n.operator in BOUNDED):
        index = _index(big)
        for key in _entries(big.body, index) if index is not None else ():
            top = big.sup
            if isinstance(top, Name) and name_of(top) != "\\infty" and not _differs(found, key, top):
                found[key] = top
            else:
                differing.add(key)
    return {key: top for key, top in found.items() if key not in differing}


def _differs(found: Lengths, key: tuple[str, int, int], top: Name) -> bool:
    return key in found and name_of(found[key]) != name_of(top)


def _index(big: Big) -> str | None:
    """The index of a sum between two ends."""
    sub = big.sub
    ends = isinstance(sub, Chain) and [r.sign for r in sub.relations] == ["="] and big.sup is not None
    return name_of(sub.terms[0]) if isinstance(sub, Chain) and ends and sub.terms[0] is not None else None


def _entries(node: Surface, index: str) -> Iterable[tuple[str, int, int]]:
    """The letters that have the index at some position among their indices."""
    for n in nodes(node):
        if not isinstance(n, Scripted) or n.sub is None:
            continue
        name, indices = name_of(n.base), subscripts(n.sub)
        for position, i in enumerate(indices):
            if name is not None and name_of(i) == index:
                yield name, len(indices), position
