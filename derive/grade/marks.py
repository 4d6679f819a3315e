"""Marks for one exercise of a submission: each goal is looked for among the steps written for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Final

from derive.core.claim import Claim
from derive.core.term import Term
from derive.grade.form import form
from derive.grade.path import Goal, direct, path, reached
from derive.grade.result import ZERO, Line, Marked
from derive.grade.standing import Matched, matched, worked
from derive.grade.witness import witness_line
from derive.grade.written import Edge, Written, relations
from derive.sheet.asked import key_of
from derive.sheet.model import Exercise
from derive.sheet.model import Goal as Asked

QUARTERS: Final = 4


def marked(exercise: Exercise, everything: Sequence[Written]) -> Marked:
    """The marks of an exercise, with a reason for each."""
    region = _region(key_of(exercise.label), everything)
    found = [
        line if region or line.got else _missing(line)
        for goal, worth in zip(exercise.goals, _weights(exercise), strict=True)
        for line in _lines(exercise, goal, worth, region or everything)
    ]
    return Marked(exercise.key, exercise.label, tuple(_named(line, exercise.label) for line in found))


def _missing(line: Line) -> Line:
    """Nothing stands under the label, and nothing elsewhere shows it."""
    return replace(line, why="grade.missing", pending=ZERO, step=None)


def _named(line: Line, label: str) -> Line:
    """The line with the place as the sheet calls it."""
    if line.step is None or not line.step.startswith(key_of(label) + "."):
        return line
    return replace(line, step=f"{label}.{line.step.rpartition('.')[2]}")


def _weights(exercise: Exercise) -> list[Fraction]:
    """The marks of the goals; where none has any, those asked for share the marks of the exercise."""
    if any(g.marks for g in exercise.goals):
        return [g.marks for g in exercise.goals]
    asked = [g.asked for g in exercise.goals]
    return [exercise.marks / sum(asked) if a else ZERO for a in asked]


def _region(key: str, everything: Sequence[Written]) -> tuple[Written, ...]:
    """What stands under the label, else under a label of several exercises or none."""
    own = tuple(w for w in everything if w.exercise == key)
    return own or tuple(w for w in everything if key.startswith(w.exercise))


def _lines(exercise: Exercise, goal: Asked, worth: Fraction, region: Sequence[Written]) -> Iterator[Line]:
    if worth == 0:
        return
    subject = goal.name or "claim"
    if not goal.claims:
        yield Line(subject, ZERO, worth, "grade.person", pending=worth)
    elif exercise.answers:
        yield witness_line(exercise, goal, worth, region)
    else:
        share = Line(subject, ZERO, worth / len(goal.claims), "")
        printed = _printed(exercise) if goal.asked else None
        yield _together(worth, [_claim(c, share, region, printed) for c in goal.claims])


def _together(worth: Fraction, lines: Sequence[Line]) -> Line:
    """The lines for the claims of one goal as one line, which gives the reason of the weakest."""
    weakest = min(lines, key=lambda line: (line.got, line.pending))
    got = _in_quarters(sum((line.got for line in lines), ZERO))
    pending = sum((line.pending for line in lines), ZERO)
    return replace(weakest, got=got, most=worth, pending=pending and worth - got)


def _in_quarters(marks: Fraction) -> Fraction:
    """Marks in quarters, rounded down."""
    return Fraction(floor(marks * QUARTERS), QUARTERS)


def _printed(exercise: Exercise) -> list[tuple[Term, Term]]:
    """The relations that the task shows, from either side."""
    shown = [r for g in exercise.goals if g.asked for c in g.claims for r in relations(c.proposition)]
    ends = [(form(left), form(right)) for left, _, right in shown]
    return [*ends, *((right, left) for left, right in ends)]


Printed = Sequence[tuple[Term, Term]] | None


def _claim(claim: Claim, line: Line, region: Sequence[Written], printed: Printed) -> Line:
    """The marks for a claim: those of its weakest relation; ``printed`` is what the task shows of it."""
    goals = [Goal(form(a), sign, form(b)) for a, sign, b in relations(claim.proposition)]
    if not goals:
        return _for_person(line, "grade.person")
    found = matched(claim, goals, region)
    own = printed is None or worked(claim, found, printed)
    parts = [_Outcome(goal, found, line, printed is not None, own).line() for goal in goals]
    return min(parts, key=lambda part: (part.got, part.pending))


def _for_person(line: Line, why: str, source: Written | None = None) -> Line:
    return replace(line, why=why, pending=line.most, step=source.name if source else None)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One relation of a goal, and what was written about it.

    ``asked``: the task prints it. ``worked``: more was written than what is printed.
    """

    goal: Goal
    found: Matched
    blank: Line
    asked: bool
    worked: bool

    def line(self) -> Line:
        """The marks for the relation."""
        edges, standing = self.found.edges, self.found.standing
        shown = path(self.goal, edges, lambda e: standing(e) == "right")
        if shown:
            return self._full(shown[-1])
        way = path(self.goal, edges, lambda e: standing(e) != "wrong")
        if way:
            first = next(e for e in way if standing(e) == "open")
            return _for_person(self.blank, "grade.open", first.source)
        only = direct(self.goal, edges)
        if only is not None and standing(only) == "right" and self.worked:
            return self._full(only)
        if only is not None and standing(only) != "wrong":
            return _for_person(self.blank, "grade.only-claim", only.source)
        return self._incomplete()

    def _full(self, last: Edge) -> Line:
        return replace(self.blank, got=self.blank.most, why="grade.shown", step=last.source.name)

    def _incomplete(self) -> Line:
        """The goal is not reached: half of the marks are for the steps on the way to it."""
        goal, standing = self.goal, self.found.standing
        steps = path(goal, self.found.edges, lambda _: True) or reached(goal, self.found.edges)
        wrong = [e for e in steps if standing(e) == "wrong"]
        if wrong:
            right = sum(1 for e in steps if standing(e) == "right")
            return self._part(Fraction(right, len(steps)), "grade.mistake", wrong[0])
        if self.found.has_gaps or any(standing(e) == "open" for e in steps):
            return _for_person(self.blank, "grade.open", self.found.gap)
        if any(e.right.size <= goal.right.size for e in steps):
            return _for_person(self.blank, "grade.other-form", steps[-1].source)
        if steps:
            return self._part(Fraction(1, 2), "grade.unfinished", steps[-1])
        if any(e.left is not e.right and standing(e) == "right" for e in self.found.edges):
            return _for_person(self.blank, "grade.other-way")
        return replace(self.blank, why="grade.not-found")

    def _part(self, share: Fraction, why: str, edge: Edge) -> Line:
        """Half of the marks times the share; a milestone is met or not."""
        got = _in_quarters(self.blank.most / 2 * share) if self.asked else ZERO
        return replace(self.blank, got=got, why=why, step=edge.source.name)
