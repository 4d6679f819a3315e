"""Marks for one exercise of a submission: each goal is looked for among the steps written for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.term import Apply, Binder, Term
from derive.grade.attempts import attempts
from derive.grade.edges import relations
from derive.grade.form import form
from derive.grade.naming import MOST
from derive.grade.outcome import Fault, Wanted, for_person, in_quarters, outcome
from derive.grade.path import Goal
from derive.grade.result import ZERO, Line, Marked
from derive.grade.results import earlier
from derive.grade.solved import is_solved, solved_line
from derive.grade.standing import Earlier, Enough, matched
from derive.grade.witness import witness_line
from derive.grade.written import Written, quoted
from derive.sheet.asked import key_of
from derive.sheet.form import Form
from derive.sheet.model import Exercise
from derive.sheet.model import Goal as Asked

FEW: Final = 2
Level = Callable[[str, str], Enough]


def enough(_: str, __: str) -> Enough:
    """Without a reference solution something has to be written otherwise than it is printed."""
    return Enough()


def marked(
    exercise: Exercise, everything: Sequence[Written], *, level: Level = enough, best: bool = False
) -> Marked:
    """The marks of an exercise, with a reason for each: of the last attempt, or of the best.

    ``level`` says by key and goal how much has to be written.
    """
    region = _region(key_of(exercise.label), everything)
    if not region:
        lines = [
            line if line.got else _missing(line)
            for line in _all_lines(exercise, everything, level, thorough=False)
        ]
        return Marked(exercise.key, exercise.label, tuple(lines))
    before = earlier(region, everything)
    tried = [
        Marked(exercise.key, exercise.label, tuple(_all_lines(exercise, attempt, level, before)))
        for attempt in attempts(exercise, region, best=best)
    ]
    return max(tried, key=lambda m: (m.got + m.pending / 2, m.got))


def _all_lines(
    exercise: Exercise,
    region: Sequence[Written],
    level: Level,
    before: Earlier = (),
    *,
    thorough: bool = True,
) -> Iterator[Line]:
    for goal, worth in zip(exercise.goals, weights(exercise), strict=True):
        looked_for = _Sought(exercise, goal, level(exercise.key, goal.name or "claim"), before, thorough)
        for line in looked_for.lines(worth, region):
            yield _named(line, exercise.label)


def _named(line: Line, label: str) -> Line:
    """The line with the place as the sheet calls it."""
    if line.step is None or not line.step.startswith(key_of(label) + "."):
        return line
    return replace(line, step=f"{label}.{line.step.rpartition('.')[2]}")


def _missing(line: Line) -> Line:
    """Nothing stands under the label, and nothing elsewhere shows it."""
    return replace(quoted(line, None, "grade.missing"), pending=ZERO)


def weights(exercise: Exercise) -> list[Fraction]:
    """The marks of the goals; where none has any, those asked for share the marks of the exercise."""
    if any(g.marks for g in exercise.goals):
        return [g.marks for g in exercise.goals]
    asked = [g.asked for g in exercise.goals]
    return [exercise.marks / sum(asked) if a else ZERO for a in asked]


def _region(key: str, everything: Sequence[Written]) -> tuple[Written, ...]:
    """What stands under the label, else under a label of several exercises or none."""
    own = tuple(w for w in everything if w.exercise == key)
    return own or tuple(w for w in everything if key.startswith(w.exercise) and not w.is_known)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A goal of an exercise, and how it is looked for."""

    exercise: Exercise
    goal: Asked
    level: Enough
    before: Earlier
    thorough: bool

    def lines(self, worth: Fraction, region: Sequence[Written]) -> Iterator[Line]:
        """The marks for the goal, a line for each thing asked for."""
        if worth == 0:
            return
        subject = self.goal.name or "claim"
        if not self.goal.claims:
            yield Line(subject, ZERO, worth, "grade.person", pending=worth)
        elif self.exercise.answers:
            yield witness_line(self.exercise, self.goal, worth, region)
        else:
            ways = (self.goal.claims, *self.goal.alternatives)
            found = [self._way(way, Line(subject, ZERO, worth, ""), region) for way in ways]
            yield max(found, key=lambda line: (line.got, line.pending))

    def _way(self, claims: Sequence[Claim], line: Line, region: Sequence[Written]) -> Line:
        """The marks for all the claims of one way to state the goal."""
        share = replace(line, most=line.most / len(claims))
        return _together(line.most, [self._claim(c, share, region) for c in claims])

    def _claim(self, claim: Claim, line: Line, region: Sequence[Written]) -> Line:
        """The marks for a claim: those of its weakest relation."""
        solved = solved_line(claim, line, region) if is_solved(claim) else None
        if solved is not None:
            return solved
        claim = without_premise(claim)
        goals = tuple(goals_of(claim))
        if not goals:
            return for_person(line, "grade.person")
        found = matched(claim, goals, region, MOST if self.thorough else FEW, self.before)
        parts = [outcome(self._wanted(goal), found, line) for goal in goals]
        return min(parts, key=lambda part: (part.got, part.pending))

    def _wanted(self, goal: Goal) -> Wanted:
        parts = self.exercise.goals
        asked = self.goal.asked and not self.goal.hidden
        printed = [p for g in parts if g.asked and not g.hidden for c in g.claims for p in _sides(c)]
        ends = tuple(e for g in parts for c in g.claims for e in goals_of(without_premise(c)))
        shown = tuple(printed) if asked else ()
        divisible = self.goal.asked
        return Wanted(goal, ends, asked, shown, self.level, self.thorough, self._fault(goal), divisible)

    def _fault(self, goal: Goal) -> Fault | None:
        """What an answer that is to be found may not be: without a required form, the question again."""
        if not self.goal.hidden:
            return None
        if self.goal.form is not None:
            return self.goal.form.fault
        kind = goal.left.kind if isinstance(goal.left, Binder) else ""
        return lambda answer: "sheet.form-without" if kind and Form.uses(kind, answer) else None


def _together(worth: Fraction, lines: Sequence[Line]) -> Line:
    """The lines for the claims of one goal as one line, which gives the reason of the weakest."""
    weakest = min(lines, key=lambda line: (line.got, line.pending))
    got = in_quarters(sum((line.got for line in lines), ZERO))
    pending = sum((line.pending for line in lines), ZERO)
    return replace(weakest, got=got, most=worth, pending=pending and worth - got)


def without_premise(claim: Claim) -> Claim:
    """An implication as its conclusion, with the premise in its context."""
    proposition = claim.proposition
    if not isinstance(proposition, Apply) or proposition.head != "implies":
        return claim
    premise, conclusion = proposition.children
    given = (*claim.context.hypotheses, Hypothesis(premise, Origin.STATED))
    return replace(claim, context=replace(claim.context, hypotheses=given), proposition=conclusion)


def goals_of(claim: Claim) -> Iterator[Goal]:
    """The relations of a claim, between forms."""
    for left, sign, right in relations(claim.proposition):
        yield Goal(form(left), sign, form(right))


def _sides(claim: Claim) -> Iterator[tuple[Term, Term]]:
    """The relations that the task shows, from either side."""
    for goal in goals_of(without_premise(claim)):
        yield goal.left, goal.right
        yield goal.right, goal.left
