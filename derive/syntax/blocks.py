"""Collecting the blocks of a document while a reader walks through its text."""

from collections.abc import Mapping

from derive.core.document import Block, BlockKind
from derive.core.source import Diagnostic, Place, UnreadableError
from derive.syntax.macros import Macro
from derive.syntax.parser import parse


class Blocks:
    """The blocks of one part so far; ``text`` is the part's text with markup blanked, of the same length."""

    def __init__(self, text: str, part: int, language: str, macros: Mapping[str, Macro]) -> None:
        self.text = text
        self.part = part
        self.language = language
        self.macros = macros
        self.found: list[Block] = []

    def place(self, start: int, end: int) -> Place:
        """A place in this part."""
        return Place(start, end, self.part)

    def prose(self, start: int, end: int) -> None:
        """Add what stands between two formulas, cut at empty lines."""
        at = start
        for line in self.text[start:end].splitlines(keepends=True):
            if not line.strip() and line.endswith("\n") and self.line_is_empty(at):
                self.sentence(start, at)
                self.paragraph(at, at + len(line))
                start = at + len(line)
            at += len(line)
        self.sentence(start, end)

    def line_is_empty(self, at: int) -> bool:
        """Whether the whole line around an offset is empty."""
        begin = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return not self.text[begin : end if end >= 0 else len(self.text)].strip()

    def sentence(self, start: int, end: int) -> None:
        """Add a piece of prose without the space around it."""
        text = self.text[start:end]
        stripped = text.strip()
        if stripped:
            begin = start + text.index(stripped[0])
            self.found.append(Block(BlockKind.PROSE, self.place(begin, begin + len(stripped)), stripped))

    def paragraph(self, start: int, end: int) -> None:
        """Add the end of a paragraph, once."""
        if self.found and self.found[-1].kind is not BlockKind.PARAGRAPH_END:
            self.found.append(Block(BlockKind.PARAGRAPH_END, self.place(start, end), ""))

    def heading(self, start: int, end: int, level: int) -> None:
        """Add a heading."""
        self.found.append(Block(BlockKind.HEADING, self.place(start, end), self.text[start:end], level=level))

    def formula(self, start: int, end: int, *, display: bool) -> None:
        """Parse a formula and add it, or why it is none."""
        text = self.text[start:end]
        if not text.strip():
            return
        place = self.place(start, end)
        try:
            formula = parse(
                text,
                start=start,
                part=self.part,
                language=self.language,
                macros=self.macros,
                repair=True,
            )
        except UnreadableError as error:
            self.unreadable(place, error.diagnostic, display=display)
            return
        kind = BlockKind.DISPLAY if display else BlockKind.INLINE
        self.found.append(Block(kind, place, text, formula, display=display))

    def unreadable(self, place: Place, diagnostic: Diagnostic, *, display: bool) -> None:
        """Add a formula that could not be read."""
        text = self.text[place.start : place.end]
        self.found.append(Block(BlockKind.UNREADABLE, place, text, None, diagnostic, display))
