"""Decide about marks by hand: for one line, or for everybody with the same mistake."""

import json
import sys
from argparse import ArgumentParser, Namespace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from derive.cli._command import Command, UsageError
from derive.grade.overrides import BETWEEN, NAME, Override, add_override
from derive.grade.result import Grade, Line, Marked, from_json
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("folder", metavar="DIR", help="where derive grade has put its results")
    add("where", metavar="WHERE", help="PSEUDONYM::EXERCISE, PSEUDONYM::EXERCISE::PART, or group:FINGERPRINT")
    add("--marks", metavar="N", help="so many marks")
    add("--accept", action="store_true", help="all marks")
    add("--reject", action="store_true", help="no marks")
    add("--comment", metavar="TEXT", default="", help="a sentence for the student")
    add("--by", metavar="NAME", default="", help="who decides")
    add("--overrides", metavar="FILE", help=f"where decisions are kept (default: DIR/{NAME})")


def run(arguments: Namespace) -> int:
    """Add a decision to those that the next grading applies."""
    folder = Path(arguments.folder)
    grades = _grades(folder / "grades.json")
    marks = _marks(arguments)
    decision = "" if marks is not None else "accept" if arguments.accept else "reject"
    found = _lines(grades, arguments.where)
    if marks is not None and any(marks > line.most for _, _, line in found):
        raise UsageError(say("cli.override-too-many", most=str(min(line.most for _, _, line in found))))
    path = Path(arguments.overrides) if arguments.overrides else folder / NAME
    kept = {"marks": marks, "decision": decision, "comment": arguments.comment, "by": arguments.by}
    try:
        for made in _made(arguments.where, found):
            add_override(path, Override(**made, **kept))
    except OSError as error:
        raise UsageError(
            say("cli.cannot-write", path=str(path), reason=error.strerror or str(error))
        ) from error
    sys.stdout.write(say("cli.override-kept", count=str(len(found)), path=str(path)) + "\n")
    return 0


def _marks(arguments: Namespace) -> Fraction | None:
    """The marks given, None where all or none are.

    Raises:
        UsageError: not exactly one of the options is there, or the marks are no number.
    """
    if sum((arguments.marks is not None, arguments.accept, arguments.reject)) != 1:
        raise UsageError(say("cli.override-how"))
    if arguments.marks is None:
        return None
    try:
        marks = Fraction(arguments.marks.replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(say("cli.override-marks", given=arguments.marks)) from error
    if marks < 0:
        raise UsageError(say("cli.override-marks", given=arguments.marks))
    return marks


def _grades(path: Path) -> list[Grade]:
    try:
        return [from_json(s) for s in json.loads(path.read_text("utf-8"))["submissions"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(say("cli.no-grades", path=str(path))) from error


Place = tuple[Grade, Marked, Line]


def _lines(grades: list[Grade], where: str) -> list[Place]:
    """The lines that are meant.

    Raises:
        UsageError: there are none.
    """
    group = where.partition("group:")[2]
    wanted = Override(group=group) if group else Override(where=where)
    found = [
        (g, e, line)
        for g in grades
        for e in g.exercises
        for line in e.lines
        if wanted.concerns(g.pseudonym, e, line)
    ]
    if not found:
        raise UsageError(say("cli.override-nowhere", where=where))
    return found


def _made(where: str, found: list[Place]) -> list[dict[str, Any]]:
    """Where the decision is: one entry for a mistake, one for each line otherwise."""
    if where.startswith("group:"):
        return [{"group": where.partition(":")[2]}]
    names = (BETWEEN.join((g.pseudonym, e.key, line.subject)) for g, e, line in found)
    return [{"where": n, "text": line.text} for n, (_, _, line) in zip(names, found, strict=True)]


EXAMPLES: Final = (
    ("derive override marks anna::3d --marks 2 --comment 'well argued' --by TA", "decide about one exercise"),
    ("derive override marks group:0f3c --accept", "decide for everybody who wrote the same line"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
