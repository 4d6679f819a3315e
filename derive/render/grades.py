"""Grades for people and programs: JSON, a page and a text for each student, an overview for the teacher."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import derive
from derive.grade.result import ZERO, Grade, as_json, number
from derive.render.words import printable
from derive.theory.messages import say

TEMPLATES: Final = Path(__file__).parent / "templates"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_data(name: str, digest: str, grades: Sequence[Grade]) -> dict[str, Any]:
    """The schema ``derive.grade/1``."""
    return {
        "schema": "derive.grade/1",
        "version": derive.__version__,
        "sheet": {"name": name, "digest": digest},
        "submissions": [as_json(g) for g in grades],
    }


def as_text(title: str, grade: Grade, language: str) -> str:
    """What a student is told, as text."""
    return "\n".join(_lines(title, grade, language)) + "\n"


def _lines(title: str, grade: Grade, language: str) -> Iterator[str]:
    yield f"{title}: {grade.pseudonym}"
    if grade.problem:
        yield say(grade.problem, language)
    for exercise in grade.exercises:
        yield ""
        pending = (
            f" ({say('grade.pending', language, marks=shown(exercise.pending))})" if exercise.pending else ""
        )
        yield f"{exercise.label}  {shown(exercise.got)}/{shown(exercise.most)}{pending}"
        for line in exercise.lines:
            place = f" [{line.step}]" if line.step else ""
            marks = f"{shown(line.got)}/{shown(line.most)}"
            yield f"  {marks}  {line.subject}{place}: {say(line.why, language)}"


def as_page(title: str, grade: Grade, language: str) -> str:
    """The same as a page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["printable"] = lambda text: printable(str(text))
    environment.filters["marks"] = shown
    tell = partial(say, language=language)
    template = environment.get_template("grade.html.j2")
    return template.render(title=title, grade=grade, language=language, tell=tell)


def shown(marks: Any) -> str:
    """Marks as a person writes them."""
    return f"{float(marks):.2f}".rstrip("0").rstrip(".")


def overview(grades: Sequence[Grade]) -> str:
    """A table of all marks; the cell of an exercise that waits for a person is blank."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    labels = [e.label for e in grades[0].exercises] if grades else []
    table.writerow([safe(c) for c in ("pseudonym", *labels, "sum", "max", "pending")])
    for grade in grades:
        cells = [None if e.pending else number(e.got) for e in grade.exercises]
        got, most, pending = (
            sum((getattr(e, name) for e in grade.exercises), ZERO) for name in ("got", "most", "pending")
        )
        whole = None if pending else number(got)
        table.writerow([safe(grade.pseudonym), *cells, whole, number(most), number(pending)])
    return stream.getvalue()


def safe(cell: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def files(name: str, title: str, language: str, digest: str, grades: Sequence[Grade]) -> dict[str, str]:
    """All that grading leaves, by file name."""
    found = {
        "grades.json": json.dumps(as_data(name, digest, grades), indent=1, ensure_ascii=False) + "\n",
        "overview.csv": overview(grades),
    }
    for grade in grades:
        alone = json.dumps(as_data(name, digest, [grade]), indent=1, ensure_ascii=False) + "\n"
        found[f"{grade.pseudonym}/grade.json"] = alone
        found[f"{grade.pseudonym}/report.txt"] = as_text(title, grade, language)
        found[f"{grade.pseudonym}/report.html"] = as_page(title, grade, language)
    return found
