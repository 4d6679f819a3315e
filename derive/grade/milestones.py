"""Milestones that earn nothing: the task line already shows what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from derive.algebra.shapes import ShapeError
from derive.core.claim import CONVERSE
from derive.core.term import Apply, Term
from derive.grade.form import form

if TYPE_CHECKING:
    from derive.sheet.model import Exercise

_TURNED: Final = frozenset(("gt", "ge"))
Shown = tuple[str, tuple[Term, ...]]


def met(exercise: Exercise) -> tuple[str, ...]:
    """The names of the milestones whose every relation is printed in the task, up to form and direction."""
    asked = [g for g in exercise.goals if g.asked and not g.hidden]
    printed = {shown for g in asked for c in g.claims for shown in _shown(c.proposition)}
    milestones = [g for g in exercise.goals if not g.asked and g.claims]
    return tuple(
        g.name
        for g in milestones
        if all(shown in printed for c in g.claims for shown in _shown(c.proposition))
    )


def _shown(proposition: Term) -> Iterator[Shown]:
    """What a relation looks like, as one or, if it is a conjunction, as several."""
    if not isinstance(proposition, Apply):
        return
    if proposition.head == "and":
        for part in proposition.children:
            yield from _shown(part)
        return
    head, sides = proposition.head, proposition.children
    if head in _TURNED:
        head, sides = CONVERSE[head], sides[::-1]
    try:
        forms = tuple(map(form, sides)) if head != "member" else (form(sides[0]), sides[1])
    except ShapeError:
        forms = sides
    yield head, tuple(sorted(forms, key=lambda t: t.digest)) if head in ("eq", "ne") else forms
