"""Grades for people and programs: JSON, a page and a text for each student, an overview for the teacher."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from markupsafe import Markup

import derive
from derive.grade.result import Grade, Marked, as_json, number
from derive.render.page import macros, page
from derive.render.sheet import ExerciseView
from derive.render.statistics import overview as statistics
from derive.render.statistics import total
from derive.render.told import Told, from_data
from derive.render.transcript import vocabulary
from derive.render.wording import amount, marks
from derive.render.words import printable
from derive.sheet.asked import key_of
from derive.theory.messages import say

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
    return "".join(printable(line).rstrip() + "\n" for line in _lines(title, grade, language))


def _lines(title: str, grade: Grade, language: str) -> Iterator[str]:
    shown = partial(amount, language=language)
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
            if line.comment:
                yield f"       {line.comment}" + (f" ({line.by})" if line.by else "")


def as_page(title: str, grade: Grade, language: str, tasks: Mapping[str, Markup] | None = None) -> str:
    """The same as a page, with the submission's own lines where they were kept."""
    kept = from_data(grade.told)
    homes = _homes(grade, kept)
    got, most, pending = total(grade)

    def passages(label: str) -> tuple[Markup, ...]:
        return tuple(html for key in homes.get(label, ()) for html in kept.passages[key])

    def anchor(step: str) -> str | None:
        label, _, number = step.rpartition(".")
        return kept.anchors.get(f"{key_of(label)}.{number}")

    return page(
        "grade.html.j2",
        language,
        title=title,
        grade=grade,
        tasks=tasks or {},
        got=got,
        most=most,
        pending=pending,
        others=passages(""),
        readings=kept.readings,
        passages=passages,
        anchor=anchor,
        state=_state,
        amount=partial(amount, language=language),
    )


def _homes(grade: Grade, kept: Told) -> dict[str, tuple[str, ...]]:
    """The keys of passages by the label they are shown under: what stands before parts, with the first."""
    found: dict[str, tuple[str, ...]] = {}
    for key in kept.passages:
        own = [e.label for e in grade.exercises if key_of(e.label) == key]
        below = [e.label for e in grade.exercises if key and key_of(e.label).startswith(key)]
        home = (own or below or [""])[0]
        found[home] = (*found.get(home, ()), key)
    return found


def _state(exercise: Marked) -> str:
    if exercise.pending:
        return "open"
    if exercise.got == exercise.most:
        return "full"
    return "part" if exercise.got else "none"


def as_overview(title: str, grades: Sequence[Grade], language: str) -> str:
    """The teacher's page."""
    found = statistics(grades)
    highest = max(found.bins, default=0) or 1
    return page(
        "overview.html.j2",
        language,
        title=title,
        o=found,
        grades=grades,
        total=total,
        amount=partial(amount, language=language),
        marks=marks,
        percent=lambda share: round(float(share) * 100),
        height=lambda count: round(6 * count / highest, 2),
    )


def tasks_of(exercises: Sequence[ExerciseView], language: str) -> dict[str, Markup]:
    """The tasks by the keys of their exercises."""
    write = macros("transcript.html.j2", language, **vocabulary(language))
    return {e.key: write.text(e.task) for e in exercises}


def overview(grades: Sequence[Grade]) -> str:
    """A table of all marks; the cell of an exercise that waits for a person is blank."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    labels = [e.label for e in grades[0].exercises] if grades else []
    rows.writerow([safe(c) for c in ("pseudonym", *labels, "sum", "max", "pending")])
    for grade in grades:
        cells = [None if e.pending else number(e.got) for e in grade.exercises]
        got, most, pending = total(grade)
        whole = None if pending else number(got)
        rows.writerow([safe(grade.pseudonym), *cells, whole, number(most), number(pending)])
    return stream.getvalue()


def safe(cell: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def files(
    name: str,
    title: str,
    language: str,
    digest: str,
    grades: Sequence[Grade],
    tasks: Mapping[str, Markup] | None = None,
) -> dict[str, str]:
    """All that grading leaves, by file name; ``tasks`` are shown by the keys of their exercises."""
    found = {
        "grades.json": json.dumps(as_data(name, digest, grades), indent=1, ensure_ascii=False) + "\n",
        "overview.csv": overview(grades),
        "overview.html": as_overview(title, grades, language),
    }
    for grade in grades:
        alone = json.dumps(as_data(name, digest, [grade]), indent=1, ensure_ascii=False) + "\n"
        found[f"{grade.pseudonym}/grade.json"] = alone
        found[f"{grade.pseudonym}/report.txt"] = as_text(title, grade, language)
        found[f"{grade.pseudonym}/report.html"] = as_page(title, grade, language, tasks)
    return found
