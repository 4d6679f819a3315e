"""A sheet as text, cut into exercises and fenced blocks; nothing is understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from derive.sheet.model import SheetError
from derive.sheet.variants import filled
from derive.theory.messages import say

KINDS: Final = ("claim", "result", "milestone", "words", "plot", "find", "draw", "solution")
MARKS: Final = re.compile(
    r"\s*[(\[](\d+(?:[.,]\d+)?|\d+/\d+)\s*(?:marks?|points?|pts?|Punkte?|P)\.?[)\]]", re.IGNORECASE
)
_HEADING: Final = re.compile(
    r"#{1,6}\s+(?:(?:exercise|problem|question|task|aufgabe|übung)\s+)?(?=[\w.]*\d)([0-9A-Za-z][\w.]*?)[.:)]*"
    r"(?:\s+(.*?))?\s*(?:\{(?:#([\w-]+))?\s*(?:feedback=(\w+))?\})?\s*",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(r":::+\s*(\S.*?)\s*")
_CLOSE: Final = re.compile(r":::+\s*")
_OPTIONS: Final = re.compile(r"\s*\{([^{}]*)\}\s*$")
_FRONT: Final = re.compile(r"([\w-]+)\s*:\s*(.*?)\s*")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: ``::: kind name (2 marks) {only=sigmoid}``; ``line`` is that of its first content."""

    kind: str
    name: str
    marks: Fraction
    options: tuple[tuple[str, str], ...]
    text: str
    line: int

    def option(self, name: str) -> tuple[str, ...] | None:
        """The values of an option, separated by commas; None if it is not given."""
        found = dict(self.options).get(name)
        return None if found is None else tuple(v for v in found.split(",") if v)


@dataclass(frozen=True, slots=True)
class RawExercise:
    """A heading with the text and the blocks below it; ``text`` has the claims in their places."""

    label: str
    key: str
    marks: Fraction | None
    line: int
    text: str
    fences: tuple[Fence, ...]
    feedback: str | None = None

    def of(self, *kinds: str) -> tuple[Fence, ...]:
        """The blocks of these kinds, in their order."""
        return tuple(f for f in self.fences if f.kind in kinds)

    def filled(self, values: Mapping[str, str]) -> RawExercise:
        """With drawn values in place of their names."""
        fences = tuple(replace(f, text=filled(f.text, values)) for f in self.fences)
        return replace(self, text=filled(self.text, values), fences=fences)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Front matter, what stands before the first exercise, and the exercises."""

    settings: Mapping[str, str]
    preamble: str
    exercises: tuple[RawExercise, ...]


@dataclass(slots=True)
class _Open:
    """An exercise whose end is not reached."""

    label: str
    key: str
    marks: Fraction | None
    line: int
    text: list[str] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    feedback: str | None = None


def cut(text: str) -> RawSheet:
    """The pieces of a sheet.

    Raises:
        SheetError: a block is unknown or not closed, or there is no exercise.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    settings, first = _front(lines)
    preamble: list[str] = []
    found: list[_Open] = []
    numbered = iter(enumerate(lines[first:], first + 1))
    for number, line in numbered:
        heading = _HEADING.fullmatch(line)
        fence = _FENCE.fullmatch(line)
        if heading is not None:
            found.append(_opened(heading, number))
        elif fence is not None and found:
            _enclosed(found[-1], fence[1], number, numbered)
        else:
            (found[-1].text if found else preamble).append(line)
    if not found:
        raise SheetError(say("sheet.text-heading"))
    exercises = tuple(
        RawExercise(o.label, o.key, o.marks, o.line, _tidy(o.text), tuple(o.fences), o.feedback)
        for o in found
    )
    return RawSheet(settings, "\n".join(preamble), exercises)


def _tidy(lines: Sequence[str]) -> str:
    """The lines without the empty ones that blocks left behind."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _front(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The settings of the front matter, and the number of lines it takes."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    rows = (_FRONT.fullmatch(line) for line in lines[1:end])
    return {row[1]: row[2].strip("\"'") for row in rows if row}, end + 1


def key_of_heading(line: str) -> str:
    """The key of the exercise that a heading begins; nothing if it begins none."""
    heading = _HEADING.fullmatch(line)
    return _opened(heading, 0).key if heading else ""


def _opened(heading: re.Match[str], line: int) -> _Open:
    label, title, key = heading[1], heading[2] or "", heading[3]
    marks = MARKS.search(title)
    title = MARKS.sub("", title).strip(" .:-\u2013\u2014")
    name = key or "exercise_" + re.sub(r"\W", "_", label)
    begun = _Open(label, name, _fraction(marks[1]) if marks else None, line, feedback=heading[4])
    if title:
        begun.text += [f"**{title}.**", ""]
    return begun


def _fraction(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _enclosed(exercise: _Open, said: str, line: int, lines: Iterator[tuple[int, str]]) -> None:
    """Take a block up to its end into the exercise; a claim also stands in the task."""
    options = _OPTIONS.search(said)
    head = said[: options.start()] if options else said
    marks = MARKS.search(head)
    kind, _, name = MARKS.sub("", head).strip().partition(" ")
    if kind not in KINDS:
        message = say("sheet.text-fence", name=kind, known=", ".join(KINDS))
        raise SheetError(message, exercise.key, line)
    inside = _until_closed(kind, exercise, line, lines)
    words = [o.partition("=") for o in (options[1].split() if options else ())]
    chosen = tuple((k, v) for k, _, v in words)
    worth = _fraction(marks[1]) if marks else Fraction(0)
    text = "\n".join(inside)
    exercise.fences.append(Fence(kind, name.strip(" \"'"), worth, chosen, text, line + 1))
    if kind == "claim":
        exercise.text += ["", text.strip(), ""]


def _until_closed(kind: str, exercise: _Open, line: int, lines: Iterator[tuple[int, str]]) -> list[str]:
    inside: list[str] = []
    for _, text in lines:
        if _CLOSE.fullmatch(text):
            return inside
        inside.append(text)
    raise SheetError(say("sheet.text-open", name=kind), exercise.key, line)
