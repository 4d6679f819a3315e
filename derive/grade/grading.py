"""A whole submission: its files are checked in the sheet's context, its exercises marked."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from derive.core.derivation import CheckedDerivation
from derive.core.source import UnreadableError
from derive.elaborate.asked import Asked
from derive.elaborate.document import elaborate
from derive.grade.marks import marked
from derive.grade.result import ZERO, Grade, Line, Marked
from derive.grade.submission import Submission
from derive.grade.written import written
from derive.prove.check import check
from derive.sheet.asked import declared
from derive.sheet.model import Exercise, ReadSheet
from derive.syntax.reading import read


def graded(sheet: ReadSheet, submission: Submission) -> Grade:
    """The marks of a submission; what cannot be read goes to a person."""
    asked = declared(sheet)
    files: list[CheckedDerivation] = []
    problem = None
    for path in submission.files:
        try:
            files.append(_checked(path, sheet, asked))
        except UnreadableError:
            problem = "grade.unreadable"
    if not files:
        return unreadable(sheet, submission, "grade.unreadable")
    steps = written(files, [e.label for e in sheet.exercises])
    return Grade(submission.pseudonym, tuple(marked(e, steps) for e in sheet.exercises), problem)


def _checked(path: Path, sheet: ReadSheet, asked: Asked) -> CheckedDerivation:
    """A file in the sheet's context; what it asks to be assumed in its front matter is not."""
    document = read(str(path), language=sheet.language)
    return check(elaborate(replace(document, settings=()), language=sheet.language, asked=asked))


def unreadable(sheet: ReadSheet, submission: Submission, problem: str) -> Grade:
    """Everything is left to a person."""
    return Grade(submission.pseudonym, tuple(map(_pending, sheet.exercises)), problem)


def _pending(exercise: Exercise) -> Marked:
    goals = [(g.name or "claim", g.marks) for g in exercise.goals if g.marks] or [("claim", exercise.marks)]
    lines = tuple(
        Line(name, ZERO, Fraction(worth), "grade.unreadable", pending=worth) for name, worth in goals
    )
    return Marked(exercise.key, exercise.label, lines)
