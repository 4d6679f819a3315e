"""What grading finds: marks with their reasons, by line, exercise and submission."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

ZERO = Fraction(0)
_TEXTS: Final = ("latex", "text", "group", "comment", "by")


@dataclass(frozen=True, slots=True)
class Line:
    """Marks for one thing asked for; ``pending`` marks are for a person to give.

    ``step`` names the place, such as ``3e.4``, and ``latex`` is what is written there; ``why`` is a code of
    the messages. ``text`` is a fingerprint of what the line is about, ``group`` one of the mistake, the same
    for everybody who made it. ``comment`` and ``by`` are a teacher's.
    """

    subject: str
    got: Fraction
    most: Fraction
    why: str
    step: str | None = None
    pending: Fraction = ZERO
    latex: str = ""
    text: str = ""
    group: str = ""
    comment: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """An exercise of one submission with its marks."""

    key: str
    label: str
    lines: tuple[Line, ...]

    @property
    def got(self) -> Fraction:
        """The marks earned."""
        return sum((line.got for line in self.lines), ZERO)

    @property
    def most(self) -> Fraction:
        """The marks that can be earned."""
        return sum((line.most for line in self.lines), ZERO)

    @property
    def pending(self) -> Fraction:
        """The marks that a person decides on."""
        return sum((line.pending for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Grade:
    """A submission with its marks; ``problem`` says why nothing could be graded.

    ``told`` is what a report needs beside the marks, as plain data; ``before`` the marks by exercise of an
    earlier grading, None where there was none, and ``cause`` says what has changed since.
    """

    pseudonym: str
    exercises: tuple[Marked, ...]
    problem: str | None = None
    told: Any = None
    before: tuple[tuple[str, Fraction, Fraction], ...] | None = None
    cause: str = ""


def number(value: Fraction) -> int | float:
    """Marks for JSON."""
    return int(value) if value.denominator == 1 else float(value)


def as_json(grade: Grade) -> dict[str, Any]:
    """A submission of ``derive.grade/1``."""
    return {
        "pseudonym": grade.pseudonym,
        "problem": grade.problem,
        "got": number(sum((e.got for e in grade.exercises), ZERO)),
        "max": number(sum((e.most for e in grade.exercises), ZERO)),
        "pending": number(sum((e.pending for e in grade.exercises), ZERO)),
        "exercises": [
            {
                "key": e.key,
                "label": e.label,
                "got": number(e.got),
                "max": number(e.most),
                "pending": number(e.pending),
                "lines": [_line(line) for line in e.lines],
            }
            for e in grade.exercises
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "for": line.subject,
        "got": number(line.got),
        "max": number(line.most),
        "pending": number(line.pending),
        "step": line.step,
        "why": line.why,
        **{name: text for name in _TEXTS if (text := getattr(line, name))},
    }


def from_json(data: dict[str, Any]) -> Grade:
    """The grade that was written with :func:`as_json`."""
    return Grade(
        data["pseudonym"],
        tuple(
            Marked(e["key"], e["label"], tuple(_read(line) for line in e["lines"])) for e in data["exercises"]
        ),
        data["problem"],
    )


def _read(line: dict[str, Any]) -> Line:
    got, most, pending = (Fraction(line[name]) for name in ("got", "max", "pending"))
    texts = (line.get(name, "") for name in _TEXTS)
    return Line(line["for"], got, most, line["why"], line["step"], pending, *texts)
