"""A document as the readers leave it: parts of text, and blocks of prose and formulas."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from derive.core.source import Diagnostic, Place, Span
from derive.core.surface import Formula


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text with its own line count: a whole file, or a cell of a notebook.

    ``first_line`` is the line of the file on which the text begins, from 1.
    """

    text: str
    cell: int | None = None
    first_line: int = 1
    lines: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find where lines begin."""
        starts = (0, *(i + 1 for i, c in enumerate(self.text) if c == "\n"))
        object.__setattr__(self, "lines", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        row = bisect_right(self.lines, offset) - 1
        return self.first_line + row, offset - self.lines[row] + 1


class BlockKind(Enum):
    """What a block of a document is."""

    HEADING = "heading"
    PROSE = "prose"
    PARAGRAPH_END = "paragraph-end"
    INLINE = "inline"
    DISPLAY = "display"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Block:
    """One block, in reading order.

    ``text`` is the source: of prose without markup, of a formula without its
    delimiters (``place`` covers exactly that text). INLINE and DISPLAY carry a
    formula; UNREADABLE carries the diagnostic, and ``display`` says which it was.
    PARAGRAPH_END marks an empty line, HEADING has ``level`` from 1.
    """

    kind: BlockKind
    place: Place
    text: str
    formula: Formula | None = None
    diagnostic: Diagnostic | None = None
    display: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read; ``settings`` come from front matter (language, assume, layout)."""

    path: str
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]
    settings: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def span(self, place: Place) -> Span:
        """The place in lines and columns."""
        part = self.parts[place.part]
        line, column = part.position(place.start)
        end_line, end_column = part.position(place.end)
        return Span(line, column, end_line, end_column, part.cell)
