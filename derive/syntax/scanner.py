"""Finding formulas in running text by their delimiters."""

import re
from typing import Final

from derive.core.source import Diagnostic
from derive.syntax.blocks import Blocks
from derive.theory.notation import DISPLAYS

_BEGIN: Final = r"\\begin\s*\{(?:" + "|".join(re.escape(e) for e in sorted(DISPLAYS)) + r")\}"
_MARK: Final = re.compile(
    rf"""(?P<display>\$\$|\\\\\[(?=[^\]]*\\\\\])|\\\[)
    |(?P<inline>\$|\\\\\((?=[^)\n]*\\\\\))|\\\()
    |(?P<environment>{_BEGIN})
    |(?P<escape>\\[\\$`~#*_])
    |(?P<heading>^[ ]{{0,3}}\#{{1,6}}[ \t]+(?=\S))""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSE: Final = {"$$": "$$", r"\[": r"\]", r"\\[": r"\\]", r"\(": r"\)", r"\\(": r"\\)", "$": "$"}
_DOLLAR: Final = re.compile(r"\\.|\$", re.DOTALL)
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_EDGE: Final = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")


class Scanner:
    """Cuts a text into prose and formulas."""

    def __init__(self, blocks: Blocks, *, headings: bool = True) -> None:
        self.blocks = blocks
        self.text = blocks.text
        self.headings = headings

    def run(self, at: int, end: int) -> None:
        """Add all blocks between two offsets."""
        start = at
        while at < end:
            mark = _MARK.search(self.text, at, end)
            if mark is None:
                break
            if mark.lastgroup == "escape" or (mark.lastgroup == "heading" and not self.headings):
                at = mark.end()
                continue
            after = self.block(mark, start, end)
            if after is None:
                at = mark.end()
            else:
                start = at = after
        self.blocks.prose(start, end)

    def block(self, mark: re.Match[str], start: int, end: int) -> int | None:
        """Add what begins at a mark, after the prose before it; None when the mark is ordinary text."""
        if mark.lastgroup == "heading":
            self.blocks.prose(start, mark.start())
            return self.heading(mark, end)
        if mark.lastgroup == "inline":
            found = self.inline(mark, end)
            if found is None:
                return None
            self.blocks.prose(start, mark.start())
            self.blocks.formula(mark.end(), found[0], display=False)
            return found[1]
        self.blocks.prose(start, mark.start())
        if mark.lastgroup == "environment":
            return self.environment(mark, end)
        return self.display(mark, end)

    def heading(self, mark: re.Match[str], end: int) -> int:
        """Add a heading; formulas in it are formulas still."""
        stop = self.text.find("\n", mark.end(), end)
        stop = end if stop < 0 else stop
        text = self.text[mark.end() : stop].rstrip().rstrip("#").rstrip()
        self.blocks.heading(mark.end(), mark.end() + len(text), mark[0].count("#"))
        for formula in re.finditer(r"(?<!\\)\$([^$\n]+)\$", text):
            self.blocks.formula(mark.end() + formula.start(1), mark.end() + formula.end(1), display=False)
        return stop

    def display(self, mark: re.Match[str], end: int) -> int:
        """Add a display; one that is not closed ends with its paragraph."""
        closing = _CLOSE[mark["display"]]
        stop = self.text.find(closing, mark.end(), end)
        while stop > 0 and self.text[stop - 1] == "\\" and closing == r"\]":
            stop = self.text.find(closing, stop + 1, end)
        inside = self.text[mark.end() : stop]
        if stop < 0 or (_EMPTY_LINE.search(inside.strip()) and "$" in inside):
            empty = _EMPTY_LINE.search(self.text, mark.end(), end)
            stop = empty.start() if empty else end
            values = (("opening", mark[0]), ("expected", closing), ("found", "…"))
            place = self.blocks.place(mark.start(), mark.end())
            problem = Diagnostic("syntax.unclosed", place, values)
            self.blocks.unreadable(self.blocks.place(mark.end(), stop), problem, display=True)
            return stop
        self.blocks.formula(mark.end(), stop, display=True)
        return stop + len(closing)

    def environment(self, mark: re.Match[str], end: int) -> int:
        """Add a display that is an environment by itself, delimiters included."""
        depth = 0
        for edge in _EDGE.finditer(self.text, mark.start(), end):
            depth += 1 if edge[1] == "begin" else -1
            if not depth:
                self.blocks.formula(mark.start(), edge.end(), display=True)
                return edge.end()
        empty = _EMPTY_LINE.search(self.text, mark.end(), end)
        stop = empty.start() if empty else end
        values = (("opening", mark[0]), ("expected", mark[0].replace("begin", "end")), ("found", "…"))
        problem = Diagnostic("syntax.unclosed", self.blocks.place(mark.start(), mark.end()), values)
        self.blocks.unreadable(self.blocks.place(mark.start(), stop), problem, display=True)
        return stop

    def inline(self, mark: re.Match[str], end: int) -> tuple[int, int] | None:
        """Where an inline formula ends, and where the text goes on; None when a dollar is a dollar."""
        closing = _CLOSE[mark["inline"]]
        empty = _EMPTY_LINE.search(self.text, mark.end(), end)
        limit = empty.start() if empty else end
        if closing != "$":
            stop = self.text.find(closing, mark.end(), limit)
            return (stop, stop + len(closing)) if stop >= 0 else None
        dollar = next((d for d in _DOLLAR.finditer(self.text, mark.end(), limit) if d[0] == "$"), None)
        if dollar is None or not self.is_formula(self.text[mark.end() : dollar.start()], dollar.end()):
            return None
        return dollar.start(), dollar.end()

    def is_formula(self, inside: str, after: int) -> bool:
        """Whether what stands between two dollars is a formula and not two prices."""
        if not inside.strip():
            return False
        if inside[0].isspace() or inside[-1].isspace():
            return re.search(r"[\\^_=<>{}+]", inside) is not None or len(inside.strip()) < 4
        return not self.text[after : after + 1].isdigit()
