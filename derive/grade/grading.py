"""A whole submission: its files are checked in the sheet's context, its exercises marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final

from derive.core.derivation import CheckedDerivation
from derive.core.source import UnreadableError
from derive.grade.marks import enough, marked, weights
from derive.grade.reading import checked
from derive.grade.result import ZERO, Grade, Line, Marked
from derive.grade.standing import Enough
from derive.grade.submission import Submission
from derive.grade.sufficiency import Levels, levels
from derive.grade.written import Written, written
from derive.sheet.asked import declared, key_of
from derive.sheet.model import Exercise, ReadSheet

DIGITS: Final = 12
Tell = Callable[[Sequence[CheckedDerivation]], Any]
_ABOUT_NOTHING: Final = ("grade.missing", "grade.not-found")


@dataclass(frozen=True, slots=True)
class Grader:
    """A sheet and how to mark by it.

    ``best``: of several attempts the best counts, not the last. ``tell`` makes of what was checked the
    plain data that reports need. ``levels`` says by key and goal how much the reference solution writes.
    """

    sheet: ReadSheet
    best: bool = False
    tell: Tell | None = None
    levels: Levels = field(default_factory=dict)

    def level(self, key: str, goal: str) -> Enough:
        """How much has to be written beside a claim that the task prints."""
        return self.levels.get((key, goal), enough(key, goal))

    def grade(self, submission: Submission) -> Grade:
        """The marks of a submission; what cannot be read goes to a person."""
        sheet, asked = self.sheet, declared(self.sheet)
        files: list[CheckedDerivation] = []
        problem = None
        for file in submission.files:
            try:
                files.append(checked(file, sheet, asked))
            except UnreadableError:
                problem = "grade.unreadable"
        if not files:
            return unreadable(sheet, submission, "grade.unreadable")
        steps = written(files, [e.label for e in sheet.exercises])
        exercises = (marked(e, steps, level=self.level, best=self.best) for e in sheet.exercises)
        told = self.tell(files) if self.tell else None
        return Grade(submission.pseudonym, tuple(_marked(m, steps) for m in exercises), problem, told)


def graded(sheet: ReadSheet, submission: Submission) -> Grade:
    """The marks of one submission."""
    return grader(sheet).grade(submission)


def grader(sheet: ReadSheet, *, best: bool = False, tell: Tell | None = None) -> Grader:
    """A grader who has read the reference solutions."""
    return Grader(sheet, best, tell, levels(sheet))


def unreadable(sheet: ReadSheet, submission: Submission, problem: str) -> Grade:
    """Everything is left to a person."""
    return Grade(submission.pseudonym, tuple(_pending(e, submission) for e in sheet.exercises), problem)


def _pending(exercise: Exercise, submission: Submission) -> Marked:
    text = _digest(*(f.data.decode("utf-8", "replace") for f in submission.files))
    lines = [
        Line(goal.name or "claim", ZERO, Fraction(worth), "grade.unreadable", pending=worth, text=text)
        for goal, worth in zip(exercise.goals, weights(exercise), strict=True)
        if worth
    ]
    return Marked(exercise.key, exercise.label, tuple(lines))


def _marked(exercise: Marked, steps: Sequence[Written]) -> Marked:
    """The exercise with the fingerprints of what its lines are about."""
    region = " ".join(w.step.latex for w in steps if w.exercise == key_of(exercise.label))
    lines = tuple(_fingerprinted(exercise.key, line, region) for line in exercise.lines)
    return replace(exercise, lines=lines)


def _fingerprinted(key: str, line: Line, region: str) -> Line:
    text = _digest(" ".join((line.latex or region).split()))
    if line.got == line.most or line.why in _ABOUT_NOTHING or not line.latex:
        return replace(line, text=text)
    group = _digest(key, line.subject, line.why, "".join(line.latex.split()))
    return replace(line, text=text, group=group)


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
