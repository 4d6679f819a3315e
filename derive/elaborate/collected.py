r"""Sets with a name: behind ``I = [0, 1]``, ``x \in I`` and "on I" speak of the interval."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.surface import Chain, Fence, Infix, Juxtaposed, Name, Surface
from derive.elaborate.names import name_of
from derive.elaborate.paragraphs import trees_of
from derive.elaborate.sets import is_difference, number_set
from derive.elaborate.walk import nodes, transform

_MEMBERS: Final = frozenset(("\\in", "\\notin", "\\subset", "\\subseteq"))
PARTS: Final = 2
_JOINED: Final = frozenset(("\\cup", "\\cap"))
_ON: Final = re.compile(
    r"\b(?:on|over|auf|über|(?:in )?the interval|(?:dem|das|im) Intervall)\s*$", re.IGNORECASE
)


def with_sets(document: Document) -> Document:
    """The document with what a name was said to be in the place of the name of a set."""
    if not any(_is_named(node) for tree in trees_of(document) for node in nodes(tree)):
        return document
    known: dict[str, Surface] = {}
    blocks: list[Block] = []
    for block in document.blocks:
        before = blocks[-1].text if blocks and blocks[-1].kind is BlockKind.PROSE else ""
        blocks.append(_spelled_out(block, known, before) if known else block)
        for tree in (row.content for row in block.formula.rows) if block.formula is not None else ():
            for name, said in _definitions(tree):
                known.pop(name, None)
                if _is_set(said):
                    known[name] = said
    return replace(document, blocks=tuple(blocks))


def _is_named(node: Surface) -> bool:
    """Whether a name is said to be a set of numbers."""
    return any(_is_set(said) for _, said in _definitions(node))


def _definitions(node: Surface) -> Iterator[tuple[str, Surface]]:
    """The names that a formula says to be equal to something."""
    for chain in nodes(node):
        if not isinstance(chain, Chain) or chain.relations[0].sign not in ("=", ":="):
            continue
        name, said = chain.terms[0], chain.terms[1]
        if isinstance(name, Name) and said is not None:
            yield name_of(name) or "", said


def _is_set(node: Surface) -> bool:
    """Whether a tree may be a set of numbers: an interval, braces, a number set, or made of these."""
    if isinstance(node, Infix):
        return (is_difference(node) or set(node.operators) <= _JOINED) and all(map(_is_set, node.items))
    if isinstance(node, Fence):
        pair = len(node.items) == 2 and node.opening in "([]" and node.closing in ")[]"
        return pair or node.opening == "{"
    return number_set(node) is not None


def _spelled_out(block: Block, known: dict[str, Surface], before: str) -> Block:
    if block.formula is None:
        return block

    def change(node: Surface) -> Surface | None:
        if isinstance(node, Juxtaposed):
            return _image(node, known)
        if not isinstance(node, Chain) or not any(r.sign in _MEMBERS for r in node.relations):
            return None
        signs = (None, *(r.sign for r in node.relations))
        terms = [_meant(t, known) if s in _MEMBERS else t for t, s in zip(node.terms, signs, strict=True)]
        return replace(node, terms=tuple(t if t is None else transform(t, _images(known)) for t in terms))

    rows = tuple(replace(r, content=transform(r.content, change)) for r in block.formula.rows)
    if len(rows) == 1 and isinstance(rows[0].content, Name) and _ON.search(before) is not None:
        rows = (replace(rows[0], content=_meant(rows[0].content, known) or rows[0].content),)
    return replace(block, formula=replace(block.formula, rows=rows))


def _images(known: dict[str, Surface]) -> Callable[[Surface], Surface | None]:
    return lambda node: _image(node, known) if isinstance(node, Juxtaposed) else None


def _image(node: Juxtaposed, known: dict[str, Surface]) -> Surface | None:
    """``f(D)``, where D is a set and can be no point: the set is put in the place of its name."""
    bracket = node.items[-1]
    inside = bracket.items[0] if isinstance(bracket, Fence) and len(bracket.items) == 1 else None
    found = known.get(name_of(inside) or "") if isinstance(inside, Name) else None
    point = isinstance(found, Fence) and found.opening == "(" and found.closing == ")"
    if len(node.items) != PARTS or found is None or point or not isinstance(bracket, Fence):
        return None
    return replace(node, items=(node.items[0], replace(bracket, items=(found,))))


def _meant(node: Surface | None, known: dict[str, Surface]) -> Surface | None:
    """A set in the place of its name, also in a difference of sets."""
    if isinstance(node, Infix) and is_difference(node):
        return replace(node, items=tuple(_meant(i, known) or i for i in node.items))
    found = known.get(name_of(node) or "") if isinstance(node, Name) else None
    return node if found is None or node is None else replace(found, place=node.place)
