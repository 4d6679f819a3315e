r"""Formulas between single dollars that stand on lines of their own: they are read as displayed ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.surface import Chain, Listing, Surface
from derive.elaborate.chains import begins_with_relation, statements
from derive.elaborate.formulas import is_sort
from derive.elaborate.language import Language, Role
from derive.elaborate.names import is_power, label_of

_LABEL: Final = r"[ \t*_#>+-]*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.):]+[ \t*_]*){0,2}"
_OPENING: Final = re.compile(rf"\s*{_LABEL}")
_REASON: Final = re.compile(
    r"\s*[,;]?\s*(?:\(|(?:since|because|as|by|using|due to|da|weil|denn|nach|wegen|mit dem|mit der)\b)"
)
_LED: Final = re.compile(rf"[\s\S]*[:,][ \t]*\n\s*{_LABEL}(?:\$|\\\()")
_NEXT: Final = rf"[.,;]?[ \t]*\\*[ \t]*\n\s*{_LABEL}|[,;][ \t]*"
_BETWEEN: Final = re.compile(rf"(?:\$|\\\))[ \t]*(?:{_NEXT})(?:\$|\\\()")
_END: Final = re.compile(r"\s*[.,;]?\s*")
_GIVING: Final = (
    Role.DECLARE,
    Role.DEFINE,
    Role.ASSUME,
    Role.CONSTRAIN,
    Role.WHEN,
    Role.SOLVE,
    Role.EQUATION,
    Role.LOOSE,
)
_BOUNDS: Final = frozenset(("<", ">", "\\le", "\\ge", "\\ne", "\\in", "\\to", ":"))
_RUNNING: Final = (BlockKind.PROSE, BlockKind.INLINE)


def on_lines(document: Document, language: Language) -> Document:
    """The document with those relations displayed that fill the lines of a paragraph, or of its end."""
    return replace(document, blocks=tuple(_begun(list(_blocks(document, language)))))


def _blocks(document: Document, language: Language) -> Iterator[Block]:
    given, labelled, after = False, False, False
    paragraphs = [list(group) for _, group in groupby(document.blocks, lambda b: b.kind in _RUNNING)]
    for k, paragraph in enumerate(paragraphs):
        if paragraph[0].kind not in _RUNNING:
            headings = [b.text for b in paragraph if b.kind is BlockKind.HEADING]
            after = after and all(b.kind is BlockKind.PARAGRAPH_END for b in paragraph)
            given = gives(headings[-1], language) if headings else given
            yield from paragraph
            continue
        start, stop = _lines(document, paragraph, language)
        first = [b for b in paragraph[start:stop] if _states(b)][:1]
        labelled = given and (labelled or bool(_label(paragraph)))
        task = (
            given and start == _first(paragraph) and not _is_worked(paragraphs[k : k + 3], labelled=labelled)
        )
        if task or (not after and all(only_bounds(n) for b in first for n in _nodes(b))):
            stop = start
        after = start < stop
        yield from paragraph[:start]
        yield from map(_displayed, paragraph[start:stop])
        yield from paragraph[stop:]
        words = "".join(b.text for b in paragraph if b.kind is BlockKind.PROSE)
        if not _OPENING.fullmatch(words) and not _END.fullmatch(words):
            given = words.rstrip().endswith(":") and gives(words, language)


def _is_worked(paragraphs: Sequence[Sequence[Block]], *, labelled: bool) -> bool:
    """Whether one of ``labelled`` tasks is followed by lines without a label, or this is such a line."""
    task, *behind = paragraphs
    if not labelled or not _label(task):
        return labelled
    apart = [b.kind for b in behind[0]] if behind else []
    further = behind[1] if len(behind) > 1 and set(apart) == {BlockKind.PARAGRAPH_END} else ()
    return bool(further) and further[0].kind is BlockKind.INLINE and _states(further[0])


def _label(paragraph: Sequence[Block]) -> str:
    return "".join(b.text for b in paragraph[: _first(paragraph)]).strip()


def gives(words: str, language: Language) -> bool:
    """Whether what follows words is given, or to be solved, rather than claimed."""
    if re.search(rf"(?<!\w)(?:{language.turns.announcing}):\s*$", words, re.IGNORECASE):
        return any(language.mentions(role, words) for role in _GIVING if role is not Role.WHEN)
    return any(language.mentions(role, words) for role in _GIVING)


def _first(paragraph: Sequence[Block]) -> int:
    return next((k for k, b in enumerate(paragraph) if b.kind is BlockKind.INLINE), len(paragraph))


def _begun(blocks: list[Block]) -> list[Block]:
    """With a formula displayed behind which the next line begins with a relation: ``= ..``."""
    for k, block in enumerate(blocks):
        if block.kind is not BlockKind.DISPLAY or not _goes_on(block):
            continue
        at = k - 1
        while at >= 0 and (blocks[at].kind is BlockKind.PARAGRAPH_END or _is_mark(blocks[at])):
            at -= 1
        if at >= 0 and blocks[at].kind is BlockKind.INLINE:
            blocks[at] = _displayed(blocks[at])
    return blocks


def _is_mark(block: Block) -> bool:
    return block.kind is BlockKind.PROSE and _END.fullmatch(block.text) is not None


def _lines(document: Document, paragraph: Sequence[Block], language: Language) -> tuple[int, int]:
    """Where in a paragraph there are lines that hold nothing but a relation, or a reason behind it."""
    none = len(paragraph)
    formulas = (k for k, b in enumerate(paragraph) if b.kind is BlockKind.INLINE)
    first = next(formulas, none)
    before = "".join(b.text for b in paragraph[:first])
    alone = _OPENING.fullmatch(before) is not None
    if not alone:
        text = document.parts[paragraph[0].place.part].text
        first = next((k for k in (first, *formulas) if _is_led(text, paragraph[:k], paragraph[k:])), none)
        before = "".join(b.text for b in paragraph[:first])
    if first == none or (not alone and gives(before, language)):
        return none, none
    if _fills_lines(document, paragraph[first:]):
        return first, none
    explained = first + 1 < none and _REASON.match(paragraph[first + 1].text) is not None
    return (first, first + 1) if alone and explained and _states(paragraph[first]) else (none, none)


def _is_led(text: str, before: Sequence[Block], behind: Sequence[Block]) -> bool:
    """Whether a line of words that ends with a colon stands right before a formula."""
    if not behind or before[-1].kind is not BlockKind.PROSE:
        return False
    return _LED.fullmatch(text, before[-1].place.start, behind[0].place.start) is not None


def _fills_lines(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether there are formulas only, one a line."""
    ends = blocks[-1].text if blocks[-1].kind is BlockKind.PROSE else ""
    formulas = [b for b in blocks if b.kind is BlockKind.INLINE]
    begun = formulas[1:] if len(formulas) > 1 and _goes_on(formulas[1]) else formulas
    if not _END.fullmatch(ends) or not formulas or not all(map(_states, begun)):
        return False
    text = document.parts[blocks[0].place.part].text
    gaps = ((a.place.end, b.place.start) for a, b in pairwise(formulas))
    return all(_BETWEEN.fullmatch(text, *gap) for gap in gaps)


def _goes_on(block: Block) -> bool:
    return block.formula is not None and begins_with_relation(block.formula.rows)


def _states(block: Block) -> bool:
    return any(isinstance(n, Chain) for node in _nodes(block) for n in getattr(node, "items", (node,)))


def _nodes(block: Block) -> list[Surface]:
    rows = block.formula.rows if block.formula is not None else ()
    return [s.node for row in rows for s in statements(row)]


def only_bounds(node: Surface) -> bool:
    r"""Whether this is ``x > 0``, ``x \in A`` or no relation: what is given rather than claimed."""
    if isinstance(node, Listing):
        return all(map(only_bounds, node.items))
    if not isinstance(node, Chain) or is_sort(node):
        return True
    named = any(t is not None and label_of(t) is not None and not is_power(t) for t in node.terms[:2])
    return named and all(r.sign in _BOUNDS for r in node.relations)


def _displayed(block: Block) -> Block:
    return replace(block, kind=BlockKind.DISPLAY) if block.kind is BlockKind.INLINE else block
