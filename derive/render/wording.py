"""Phrases of printed sheets: marks, and what is required of an answer."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar

from derive.render.localized import number_in_language
from derive.render.sheet import GoalView, SheetView
from derive.theory.messages import say

_Cell = TypeVar("_Cell")
_OPERATORS: Final = frozenset(("derivative", "integral", "limit", "sum", "product"))


def amount(value: Any, language: str) -> str:
    """Marks as a person writes them: ``2``, ``0.5``, and ``0,5`` in German."""
    return number_in_language(f"{float(value):.2f}".rstrip("0").rstrip("."), language)


def in_rows(cells: Sequence[_Cell], most: int = 12) -> tuple[tuple[_Cell, ...], ...]:
    """The cells of a table of marks in rows of about the same length."""
    rows = -(-len(cells) // most)
    size = -(-len(cells) // max(rows, 1))
    return tuple(tuple(cells[start : start + size]) for start in range(0, len(cells), max(size, 1)))


def points(view: SheetView) -> tuple[tuple[str, str], ...]:
    """What can be reached in each exercise that has marks, and in all, as pairs of label and marks."""
    worth = [(e.label, amount(e.marks, view.language)) for e in view.exercises if e.marks]
    return (*worth, (say("print.sum", view.language), amount(view.marks, view.language))) if worth else ()


def marks(value: Fraction, language: str) -> str:
    """Marks with their word."""
    return say("print.mark" if value == 1 else "print.marks", language, marks=amount(value, language))


def requirements(goal: GoalView, language: str) -> tuple[str, ...]:
    """What is required of an answer beside being right."""
    form = goal.form
    if form is None:
        return ()
    found = []
    if form.only is not None:
        found.append(say("print.only", language, names=_named(form.only, language)))
    if form.without:
        found.append(say("print.without", language, names=_named(form.without, language)))
    if form.simplified:
        found.append(say("print.simplified", language))
    return tuple(found)


def _named(heads: Sequence[str], language: str) -> str:
    """Functions by their names, and operators in words."""
    return ", ".join(say(f"print.head-{h}", language) if h in _OPERATORS else h for h in heads)
