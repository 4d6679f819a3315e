r"""Optimisation problems claim nothing: ``g(x) = 0`` is given in ``\min_x f(x) \text{ s.t. } g(x) = 0``."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place
from derive.core.surface import Big, Chain, Empty, Formula, Listing, Name, Row, Surface, Words
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.walk import nodes

_EXTREMA: Final = frozenset(("min", "max", "inf", "sup", "argmin", "argmax"))
_FREELY: Final = frozenset(("where", "with"))
_ASKING: Final = frozenset(("minimi", "maximi"))
_GIVING: Final = "s.t."
"""What both languages understand as words that constrain."""


def constrained(document: Document) -> Document:
    """The document with constraints as displays of their own behind "s.t."."""
    return replace(document, blocks=tuple(_blocks(document)))


def _blocks(document: Document) -> Iterator[Block]:
    """The blocks, those displays cut that hold constraints; displays right behind these hold more of them."""
    before: tuple[Row, ...] = ()
    given = False
    for block in document.blocks:
        if block.kind is not BlockKind.DISPLAY or block.formula is None:
            before, given = (), given and block.kind is BlockKind.UNREADABLE
            yield block
            continue
        rows = block.formula.rows
        at = next((k for k in range(len(rows)) if _mark((*before, *rows), len(before) + k)), None)
        if at is not None:
            yield from _parts(block, block.formula, at)
        else:
            yield from (_words(block.place), block) if given else (block,)
        before, given = rows, given or at is not None


def _parts(block: Block, formula: Formula, at: int) -> Iterator[Block]:
    """What is to be optimised, and what constrains it, from a row on."""
    aim, constraint = _cut(formula.rows[at])
    objective = (*formula.rows[:at], *((aim,) if aim is not None else ()))
    if objective:
        yield replace(block, formula=_formula(formula, objective))
    yield _words(constraint.place)
    yield replace(block, formula=_formula(formula, (constraint, *formula.rows[at + 1 :])))


def _words(place: Place) -> Block:
    return Block(BlockKind.PROSE, replace(place, end=place.start), _GIVING)


def _formula(formula: Formula, rows: tuple[Row, ...]) -> Formula:
    return replace(formula, rows=rows, place=rows[0].place.to(rows[-1].place))


def _mark(rows: tuple[Row, ...], at: int) -> bool:
    """Whether "s.t." stands in a row, behind something to be optimised."""
    content = rows[at].content
    count = _count(content)
    if not count or not isinstance(content, Listing):
        return False
    return any(map(_asks, (*(r.content for r in rows[:at]), *content.items[:count])))


def _count(content: Surface) -> int:
    """How many items of a row stand before "s.t."; 0 if it is not there."""
    if not isinstance(content, Listing):
        return 0
    found = (k for k, s in enumerate(content.separators, 1) if s == "subject to" or s in _FREELY)
    at = next(found, 0)
    freely = at > 0 and content.separators[at - 1] in _FREELY
    return 0 if freely and _says_what_is_meant(content.items[at]) else at


def _says_what_is_meant(node: Surface) -> bool:
    r"""Whether behind "where" a name is explained: ``\ell(\theta) = -\theta^2``."""
    left = node.terms[0] if isinstance(node, Chain) and node.relations[0].sign in ("=", ":=") else None
    return left is not None and head_and_parameters(left) is not None


def _asks(node: Surface) -> bool:
    """Whether this is an extremum, or a word that asks for one."""
    if isinstance(node, Chain):
        return node.terms[-1] is not None and _asks(node.terms[-1])
    return any(
        (isinstance(n, Big) and n.operator in _EXTREMA)
        or (isinstance(n, Name | Words) and n.text.strip("\\").casefold()[:6] in _ASKING)
        for n in nodes(node)
    )


def _cut(row: Row) -> tuple[Row | None, Row]:
    """A row in two: what stands before "s.t.", if anything does, and behind it."""
    content, count = row.content, _count(row.content)
    assert isinstance(content, Listing)  # noqa: S101  # only such rows have the mark
    aim = _listed(content, 0, count)
    behind = _listed(content, count, len(content.items))
    first = None if isinstance(aim, Empty) else replace(row, content=aim, place=aim.place, remark="")
    return first, replace(row, content=behind, place=behind.place, label="")


def _listed(listing: Listing, start: int, stop: int) -> Surface:
    items = listing.items[start:stop]
    if len(items) == 1:
        return items[0]
    return Listing(items[0].place.to(items[-1].place), items, listing.separators[start : stop - 1])
