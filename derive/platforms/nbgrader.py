"""nbgrader and Otter: marks for an exercise from inside a notebook, and a table of all marks.

A test cell ends with ``score("SHEET", "1a", "homework.ipynb")``: nbgrader takes the number that a cell
returns for its marks, and gives none at all where anything is written to standard error. So reasons go to
standard output, and nothing is raised. In Otter's tests the same call is compared with a number.
"""

import csv
import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.platform import ONE, Platform, Say
from derive.grade.result import ZERO, Grade, Marked, number
from derive.grade.submission import Submission
from derive.grade.table import inert, total
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.theory.messages import say as sentence


def score(sheet: str, exercise: str, notebook: str) -> float:
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
            return 0.0
    found = next((e for e in grade.exercises if exercise in (e.label, e.key)), None)
    if found is None:
        sys.stdout.write(sentence("grade.no-exercise", read.language, name=exercise) + "\n")
        return 0.0
    sys.stdout.write(_told(found, read.language))
    return float(found.got)


def _told(exercise: Marked, language: str) -> str:
    lines = [
        f"{number(line.got)}/{number(line.most)} {line.subject}: {sentence(line.why, language)}"
        for line in exercise.lines
    ]
    if exercise.pending:
        lines.append(sentence("grade.pending", language, marks=str(number(exercise.pending))))
    return "\n".join(lines) + "\n"


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
