"""The teacher's hand: decisions about marks, kept in a file beside the results and applied each time.

Each one remembers a fingerprint of the text it was about. If that text changes, the decision lapses, and a
person has to look again.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from derive.grade.files import write_file
from derive.grade.result import ZERO, Grade, Line, Marked

NAME: Final = "overrides.toml"
BETWEEN: Final = "::"
_WORDS: Final = ("accept", "reject")
_HEAD: Final = "# Decisions of teachers about marks; written by derive override, and by hand.\n"


class OverrideError(Exception):
    """A decision cannot be used; the text is a code of the messages."""


@dataclass(frozen=True, slots=True)
class Override:
    """A decision about one line, or about all lines with the same mistake.

    ``where`` is pseudonym, label or key of the exercise, and subject of the line, with ``::`` between; or
    ``group`` is the fingerprint of a mistake. ``marks`` is None where ``decision`` is accept or reject.
    """

    where: str = ""
    group: str = ""
    marks: Fraction | None = None
    decision: str = ""
    comment: str = ""
    by: str = ""
    text: str = ""

    def concerns(self, pseudonym: str, exercise: Marked, line: Line) -> bool:
        """Whether it is about this line."""
        if self.group:
            return self.group == line.group
        names = self.where.split(BETWEEN)
        same = names[0] == pseudonym and names[1:2] in ([exercise.label], [exercise.key])
        return same and (len(names) == 2 or names[2] == line.subject)

    def worth(self, line: Line) -> Fraction:
        """The marks it gives."""
        if self.marks is not None:
            return max(ZERO, min(self.marks, line.most))
        return line.most if self.decision == "accept" else ZERO


@dataclass(frozen=True, slots=True)
class Outcome:
    """Grades with the decisions applied, and the decisions that lapsed or met with nothing."""

    grades: tuple[Grade, ...]
    lapsed: tuple[Override, ...] = ()
    unused: tuple[Override, ...] = ()


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The decisions in a file, none where there is no file.

    Raises:
        OverrideError: the file is no TOML, or an entry says nothing that can be done.
    """
    if not path.is_file():
        return ()
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("override", [])
        return tuple(map(_override, entries))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
        raise OverrideError("grade.overrides-damaged") from error


def _override(entry: Mapping[str, Any]) -> Override:
    texts = {k: str(entry.get(k, "")) for k in ("where", "group", "decision", "comment", "by", "text")}
    marks = None if "marks" not in entry else Fraction(str(entry["marks"]))
    if (not texts["where"] and not texts["group"]) or (marks is None and texts["decision"] not in _WORDS):
        raise OverrideError("grade.overrides-damaged")
    return Override(marks=marks, **texts)


def add_override(path: Path, made: Override) -> None:
    """Add a decision to a file, which keeps all that is in it.

    Raises:
        OSError: the file cannot be written.
    """
    before = path.read_text("utf-8") if path.is_file() else _HEAD
    write_file(path, before.rstrip("\n") + "\n\n" + _entry(made))


def _entry(made: Override) -> str:
    fields: list[tuple[str, str]] = [
        ("where", made.where),
        ("group", made.group),
        ("decision", made.decision),
    ]
    fields += [("comment", made.comment), ("by", made.by), ("text", made.text)]
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields if value]
    if made.marks is not None:
        lines.insert(1, f"marks = {float(made.marks):g}")
    return "[[override]]\n" + "\n".join(lines) + "\n"


def applied(grades: Sequence[Grade], overrides: Sequence[Override]) -> Outcome:
    """The grades with the decisions in their places; the last one about a line counts."""
    state = _State(tuple(overrides))
    changed = tuple(
        replace(g, exercises=tuple(replace(e, lines=tuple(state.lines(g, e))) for e in g.exercises))
        for g in grades
    )
    lapsed = tuple(o for k, o in enumerate(overrides) if k in state.lapsed)
    unused = tuple(o for k, o in enumerate(overrides) if k not in state.lapsed | state.used)
    return Outcome(changed, lapsed, unused)


class _State:
    """Which decisions were used and which lapsed, by their number."""

    def __init__(self, overrides: tuple[Override, ...]) -> None:
        self.overrides = overrides
        self.used: set[int] = set()
        self.lapsed: set[int] = set()

    def lines(self, grade: Grade, exercise: Marked) -> Iterator[Line]:
        for line in exercise.lines:
            about = [k for k, o in enumerate(self.overrides) if o.concerns(grade.pseudonym, exercise, line)]
            yield self._decided(line, about[-1]) if about else line

    def _decided(self, line: Line, number: int) -> Line:
        made = self.overrides[number]
        if made.where and made.text and made.text != line.text:
            self.lapsed.add(number)
            return replace(line, got=ZERO, pending=line.most, why="grade.lapsed")
        self.used.add(number)
        return replace(
            line, got=made.worth(line), pending=ZERO, why="grade.by-hand", comment=made.comment, by=made.by
        )
