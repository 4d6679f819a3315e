"""Phrases of printed sheets: marks, and what is required of an answer."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

from derive.render.sheet import GoalView, SheetView
from derive.theory.messages import say

_Cell = TypeVar("_Cell")


def amount(value: Any) -> str:
    """Marks as a person writes them: ``2``, ``0.5``."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def in_rows(cells: Sequence[_Cell], most: int = 12) -> tuple[tuple[_Cell, ...], ...]:
    """The cells of a table of marks in rows of about the same length."""
    rows = -(-len(cells) // most)
    size = -(-len(cells) // max(rows, 1))
    return tuple(tuple(cells[start : start + size]) for start in range(0, len(cells), max(size, 1)))


def points(view: SheetView) -> tuple[tuple[str, str], ...]:
    """What can be reached in each exercise that has marks, and in all, as pairs of label and marks."""
    worth = [(e.label, amount(e.marks)) for e in view.exercises if e.marks]
    return (*worth, (say("print.sum", view.language), amount(view.marks))) if worth else ()


def marks(value: Fraction, language: str) -> str:
    """Marks with their word."""
    text = amount(value).replace(".", "," if language == "de" else ".")
    return say("print.mark" if value == 1 else "print.marks", language, marks=text)


def requirements(goal: GoalView, language: str) -> tuple[str, ...]:
    """What is required of an answer beside being right."""
    form = goal.form
    if form is None:
        return ()
    found = []
    if form.only is not None:
        found.append(say("print.only", language, names=", ".join(form.only)))
    if form.without:
        found.append(say("print.without", language, names=", ".join(form.without)))
    if form.simplified:
        found.append(say("print.simplified", language))
    return tuple(found)
