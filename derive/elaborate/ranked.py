r"""Order statistics: ``x_{(1)} \le x_{(2)} \le \dots \le x_{(n)}`` names the entries of x in ascending order.

They are entries of an array of their own, which is not that of ``x_1, \dots, x_n``.
"""

from dataclasses import replace
from typing import Final

from derive.core.document import Block, Document
from derive.core.source import Place
from derive.core.surface import Chain, Dots, Fence, Name, Scripted, Surface
from derive.elaborate.paragraphs import trees_of
from derive.elaborate.walk import nodes, transform

_NOWHERE: Final = Place(0, 0)
ORDERED: Final = "ordered"
_ASCENDING: Final = frozenset(("\\le", "<"))


def ranked(document: Document) -> Document:
    """The document with the order statistics as entries of arrays that a letter with an accent names."""
    letters = {n for tree in trees_of(document) for chain in nodes(tree) for n in _letters(chain)}
    if not letters:
        return document
    return replace(document, blocks=tuple(_renamed(b, letters) for b in document.blocks))


def _letters(node: Surface) -> list[Name]:
    """The letter of which a chain orders the entries."""
    if not isinstance(node, Chain) or {r.sign for r in node.relations} - _ASCENDING:
        return []
    shown = [t for t in node.terms if t is not None and not isinstance(t, Dots)]
    bases = [t.base for t in shown if isinstance(t, Scripted) and _rank(t) is not None]
    alike = len(bases) == len(shown) < len(node.terms) and len({_plain(b) for b in bases}) == 1
    return [_plain(b) for b in bases[:1] if isinstance(b, Name)] if alike else []


def _plain(node: Surface) -> Name:
    return replace(node, place=_NOWHERE) if isinstance(node, Name) else Name(_NOWHERE, "")


def _rank(node: Scripted) -> Surface | None:
    """The index in brackets below a letter."""
    sub = node.sub
    bracket = isinstance(sub, Fence) and sub.opening == "(" and len(sub.items) == 1
    return sub.items[0] if bracket and isinstance(sub, Fence) and node.sup is None else None


def _renamed(block: Block, letters: set[Name]) -> Block:
    if block.formula is None:
        return block

    def change(node: Surface) -> Surface | None:
        index = _rank(node) if isinstance(node, Scripted) else None
        if index is None or not isinstance(node, Scripted) or _plain(node.base) not in letters:
            return None
        base = node.base
        return (
            replace(node, base=replace(base, accents=(ORDERED,)), sub=index)
            if isinstance(base, Name)
            else None
        )

    rows = tuple(replace(r, content=transform(r.content, change)) for r in block.formula.rows)
    return replace(block, formula=replace(block.formula, rows=rows))
