"""Code frames: lines of the document with marks beneath, cut down to what fits on a screen."""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.render.report import SourceLine
from derive.render.words import printable

WIDTH: Final = 96
SHOWN: Final = 6


def frame(lines: Sequence[SourceLine], *, ellipsis: str = "…", width: int = WIDTH) -> list[str]:
    """The lines with their numbers, no longer than ``width``, and ``~`` and ``^`` under what is marked."""
    margin = len(str(lines[-1].number)) if lines else 1
    bar = f" {' ' * margin} |"
    out = [bar]
    for line in _shortened(lines):
        if line is None:
            out.append(f" {'.' * margin} |")
            continue
        text, marks = window(line, ellipsis, width)
        out.append(f" {line.number:>{margin}} | {text}")
        if marks.strip():
            out.append(f"{bar} {marks}")
    return [*out, bar]


def _shortened(lines: Sequence[SourceLine]) -> Iterator[SourceLine | None]:
    if len(lines) <= SHOWN:
        yield from lines
        return
    yield from lines[:3]
    yield None
    yield from lines[-2:]


def window(line: SourceLine, ellipsis: str = "…", width: int = WIDTH) -> tuple[str, str]:
    """The part of a line around its marks, and the marks."""
    text = printable(line.text)
    marks = "".join(_mark(line, i) for i in range(len(text)))
    if len(text) <= width:
        return text.rstrip(), marks.rstrip()
    kept = _kept(line, len(text), width)
    shown, below = "", ""
    for start, end in kept:
        if start > 0 and not shown:
            shown, below = ellipsis, " " * len(ellipsis)
        shown += text[start:end]
        below += marks[start:end]
        if end < len(text):
            shown += ellipsis
            below += (marks[end] if marks[end - 1] == marks[end] else " ") * len(ellipsis)
    return shown.rstrip(), below.rstrip()


def _kept(line: SourceLine, length: int, width: int) -> list[tuple[int, int]]:
    """The stretches of a long line to show: all that is marked, or its beginning and the focus."""
    start, end = (line.start, line.end) if line.end > line.start else (0, 0)
    if end - start <= width:
        room = width - (end - start)
        begin = max(0, min(start - room // 2, length - width))
        return [(begin, min(begin + width, length))]
    focus = max(line.focus, start)
    if focus <= start + width // 2:
        return [(start, start + width)]
    return [
        (start, start + width // 3),
        (max(focus - 3, start + width // 3), min(focus + width * 2 // 3, length)),
    ]


def _mark(line: SourceLine, offset: int) -> str:
    if line.focus <= offset < line.focus_end:
        return "^"
    return "~" if line.start <= offset < line.end else " "
