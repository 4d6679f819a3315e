"""Tables that spreadsheets and learning platforms read, with one column to fill in."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from derive.grade.platform import GradebookError
from derive.grade.result import ZERO, Grade, number

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[-+]?\s*[\d.,\s]*%?")


def inert(cell: str) -> str:
    """Text that a spreadsheet takes for text; numbers and a mere dash are left alone."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def total(grade: Grade) -> str:
    """The marks of a submission; nothing where some wait for a person."""
    if grade.problem and not any(e.got for e in grade.exercises):
        return ""
    if any(e.pending for e in grade.exercises):
        return ""
    return str(number(sum((e.got for e in grade.exercises), ZERO)))


def filled(text: str, column: str, keys: Sequence[str], grades: Mapping[str, Grade]) -> str:
    """The table with the marks in a column; persons are known by the first of the key columns that helps.

    Every other cell stays as it is, but for formulas, which become text.

    Raises:
        GradebookError: there is no such column, or none of the key columns.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    heads = [h.strip() for h in rows[0]] if rows else []
    at = _column(heads, column)
    known = [heads.index(k) for k in keys if k in heads]
    if not known:
        raise GradebookError("grade.gradebook-keys")
    for row in rows[1:]:
        grade = _of(row, known, grades)
        if grade is not None and at < len(row):
            row[at] = total(grade)
    return _text([rows[0], *([inert(c) for c in row] for row in rows[1:])])


def _column(heads: Sequence[str], column: str) -> int:
    """The column of this name; of ``Sheet 5 (1234)`` also ``Sheet 5``."""
    fitting = [k for k, h in enumerate(heads) if h == column]
    fitting = fitting or [k for k, h in enumerate(heads) if re.sub(r"\s*\(\d+\)$", "", h) == column]
    if len(fitting) != 1:
        raise GradebookError("grade.gradebook-column")
    return fitting[0]


def _of(row: Sequence[str], keys: Iterable[int], grades: Mapping[str, Grade]) -> Grade | None:
    cells = (row[k].strip().casefold() for k in keys if k < len(row))
    return next((grades[c] for c in cells if c and c in grades), None)


def _text(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def joined(people: Sequence[Mapping[str, str]], grades: Sequence[Grade]) -> str:
    """All marks beside what the roster says of each person."""
    by_pseudonym = {p["pseudonym"]: p for p in people}
    columns = tuple(dict.fromkeys(k for p in people for k in p if k != "pseudonym"))
    labels = [e.label for e in grades[0].exercises] if grades else []
    rows: list[list[str]] = [[*map(inert, ("pseudonym", *columns, *labels)), "sum"]]
    for grade in grades:
        person = by_pseudonym.get(grade.pseudonym, {})
        cells = ["" if e.pending else str(number(e.got)) for e in grade.exercises]
        rows.append(
            [inert(grade.pseudonym), *(inert(person.get(c, "")) for c in columns), *cells, total(grade)]
        )
    return _text(rows)
