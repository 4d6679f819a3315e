"""The text of a document between and around its formulas, so that a page can show what was handed in."""

from collections.abc import Iterator, Sequence

from derive.core.derivation import Step
from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place
from derive.render.report import Inline, Passage, Piece

_RUNNING = (BlockKind.PROSE, BlockKind.INLINE)


def passages(document: Document, steps: Sequence[Step]) -> tuple[Passage, ...]:
    """Headings, paragraphs and displays in reading order; each step stands in exactly one of them."""
    return tuple(_Passages(document, _by_block(document, steps)).all())


def _by_block(document: Document, steps: Sequence[Step]) -> dict[Place, tuple[int, ...]]:
    """The steps that end in each formula, by the formula's place."""
    formulas = [b.place for b in document.blocks if b.kind not in (BlockKind.PROSE, BlockKind.PARAGRAPH_END)]
    found: dict[Place, tuple[int, ...]] = {}
    for step in steps:
        end = (step.rhs_place or step.place).end
        part = step.place.part
        home = next((p for p in formulas if p.part == part and p.start <= end <= p.end), None)
        if home is not None:
            found[home] = (*found.get(home, ()), step.index)
    return found


class _Passages:
    """Walks over the blocks and gathers the pieces of a paragraph."""

    def __init__(self, document: Document, steps: dict[Place, tuple[int, ...]]) -> None:
        self.document = document
        self.steps = steps
        self.pieces: list[Piece] = []
        self.before: Place | None = None

    def all(self) -> Iterator[Passage]:
        """The passages in order."""
        for block in self.document.blocks:
            if block.kind in _RUNNING or (block.kind is BlockKind.UNREADABLE and not block.display):
                self._add(block)
                continue
            yield from self._paragraph()
            if block.kind is BlockKind.HEADING:
                yield Passage(block.level, (block.text,), self.steps.get(block.place, ()))
            elif block.kind is not BlockKind.PARAGRAPH_END:
                yield Passage(0, (self._formula(block),), self.steps.get(block.place, ()), display=True)
        yield from self._paragraph()

    def _add(self, block: Block) -> None:
        if self.pieces and self._is_apart(block.place):
            self.pieces.append(" ")
        self.pieces.append(block.text if block.kind is BlockKind.PROSE else self._formula(block))
        self.before = block.place

    def _formula(self, block: Block) -> Inline:
        rows = block.formula.rows if block.formula else ()
        return Inline(block.text, tuple(row.content for row in rows), self.steps.get(block.place, ()))

    def _is_apart(self, place: Place) -> bool:
        """Whether a blank stands between the block before and this one."""
        before = self.before
        if before is None or before.part != place.part:
            return True
        return any(c.isspace() for c in self.document.parts[place.part].text[before.end : place.start])

    def _paragraph(self) -> Iterator[Passage]:
        if self.pieces:
            inside = tuple(i for p in self.pieces if isinstance(p, Inline) for i in p.steps)
            yield Passage(0, tuple(self.pieces), inside)
        self.pieces, self.before = [], None
