"""nbgrader: marks for an exercise from inside a notebook, and a table of all marks.

A test cell ends with ``score("SHEET", "1a", "homework.ipynb")``: nbgrader takes the number that a cell
returns for its marks, and gives none at all where anything is written to standard error. So reasons go to
standard output, and nothing is raised. A cell can only return a number; that a person has to decide is
told beside it, as data of a type of its own, and :func:`left_to_person`, appended to nbgrader's
``Autograde.autograde_preprocessors``, leaves such a cell without a score and to be graded by hand.
"""

import csv
import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, Final

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.platform import ONE, Platform, Say
from derive.grade.result import ZERO, Grade, Marked, number
from derive.grade.submission import Submission
from derive.grade.table import inert, total
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.theory.messages import say as sentence

PENDING: Final = "application/vnd.derive.pending+json"
"""The type of what a cell shows beside its number where a person has to decide: the marks that wait."""


class Score(float):
    """The marks of an exercise without those that wait for a person, and how many these are.

    None: nothing could be marked, so that all of them wait.
    """

    pending: float | None = 0.0

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """What a notebook shows: the number, and beside it what waits."""
        waits = {} if self.pending == 0 else {PENDING: {"pending": self.pending}}
        return {"text/plain": repr(self), **waits}


def score(sheet: str, exercise: str, notebook: str) -> Score:
    """The marks that the work in a notebook earns in an exercise, without those that wait for a person.

    Why is told on standard output. Where nothing can be marked the result is 0, and a person is asked for.
    """
    quiet = io.StringIO()
    with redirect_stderr(quiet):
        try:
            read = read_sheet(Path(sheet))
            file = File(Path(notebook).name, Path(notebook).read_bytes())
            grade = grader(read).grade(Submission(ONE, (file,)))
        except (OSError, SheetError) as error:
            sys.stdout.write(f"{sentence('grade.unreadable')}: {error}\n")
            return _scored(0.0, None)
    found = next((e for e in grade.exercises if exercise in (e.label, e.key)), None)
    if found is None:
        sys.stdout.write(sentence("grade.no-exercise", read.language, name=exercise) + "\n")
        return _scored(0.0, None)
    sys.stdout.write(_told(found, read.language))
    return _scored(float(found.got), float(found.pending))


def _scored(got: float, pending: float | None) -> Score:
    found = Score(got)
    found.pending = pending
    return found


def _told(exercise: Marked, language: str) -> str:
    lines = [
        f"{number(line.got)}/{number(line.most)} {line.subject}: {sentence(line.why, language)}"
        for line in exercise.lines
    ]
    if exercise.pending:
        lines.append(sentence("grade.pending", language, marks=str(number(exercise.pending))))
    return "\n".join(lines) + "\n"


def left_to_person(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """The last of nbgrader's preprocessors: cells that wait for a person have no score, and are listed.

    In ``nbgrader_config.py`` stands ``c.Autograde.autograde_preprocessors.append(left_to_person)``.
    """
    waiting = [c.metadata.nbgrader.grade_id for c in notebook.cells if _waits(c)]
    if waiting:
        from nbgrader.api import Gradebook  # noqa: PLC0415  # only where nbgrader itself calls

        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            leave(gradebook, waiting, (place["notebook"], place["assignment"], place["student"]))
    return notebook, resources


def leave(gradebook: Any, cells: Sequence[str], place: tuple[str, str, str]) -> None:
    """Take the automatic scores of cells away; what a person has given stays, to be looked at again."""
    for cell in cells:
        grade = gradebook.find_grade(cell, *place)
        grade.auto_score, grade.needs_manual_grade = None, True
    gradebook.db.commit()


def _waits(cell: Any) -> bool:
    return any(PENDING in output.get("data", {}) for output in cell.get("outputs", ()))


def write(grades: Sequence[Grade], _: Say) -> dict[str, str]:
    """A table as nbgrader exports it; the score of who waits for a person is blank."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("student_id", "raw_score", "score", "max_score", "needs_manual_grade"))
    for grade in grades:
        raw = number(sum((e.got for e in grade.exercises), ZERO))
        most = number(sum((e.most for e in grade.exercises), ZERO))
        waits = any(e.pending for e in grade.exercises)
        table.writerow((inert(grade.pseudonym), raw, total(grade), most, str(waits)))
    return {"grades.csv": stream.getvalue()}


PLATFORM = Platform(write)
