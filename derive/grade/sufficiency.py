"""How much has to be written beside a claim: no less than the reference solution writes.

A mark asks for a step between the two sides of what the task prints, and what a step is depends on the
exercise. In one the whole work is a chain of forms, in another it is to put a definition for its name.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from derive.algebra.components import scalarize
from derive.algebra.shapes import shape_of
from derive.core.source import UnreadableError
from derive.core.term import Binder, Term, subterms
from derive.grade.archive import File
from derive.grade.edges import relations
from derive.grade.form import Unreduced, unreduced
from derive.grade.marks import goals_of, marked, without_premise
from derive.grade.reading import checked
from derive.grade.standing import Enough, matched
from derive.grade.written import Written, written
from derive.sheet.asked import declared, key_of
from derive.sheet.model import Exercise, Goal, ReadSheet
from derive.sheet.solutions import solution_text

_OPERATIONS = frozenset(("derivative", "limit", "integral"))
Levels = dict[tuple[str, str], Enough]


def levels(sheet: ReadSheet) -> Levels:
    """By key and goal: the most there is, or less where the reference solution writes less."""
    found: Levels = {}
    for exercise in sheet.exercises:
        region = _region(sheet, exercise)
        for goal in exercise.goals if region else ():
            found[exercise.key, goal.name or "claim"] = _enough(exercise, goal, region)
    return found


def _enough(exercise: Exercise, goal: Goal, region: Sequence[Written]) -> Enough:
    """The most that the solution would earn the marks with, by what it does for this goal if that will do."""
    for part in (tuple(_about(goal, region)), region):
        for work in (2, 1):
            lines = marked(exercise, part, level=partial(_so_much, Enough(work))).lines
            if part and any(line.got for line in lines if line.subject == (goal.name or "claim")):
                return Enough(work, frozenset(_on_the_way(exercise, goal, region)))
    return Enough(0)


def _about(goal: Goal, region: Sequence[Written]) -> Iterator[Written]:
    """The chains in which a side of the goal stands."""
    claims = [without_premise(c) for way in (goal.claims, *goal.alternatives) for c in way]
    near: set[int | None] = set()
    for claim in claims:
        wanted = tuple(goals_of(claim))
        ends = {side for g in wanted for side in (g.left, g.right)}
        near |= {e.source.step.chain for e in matched(claim, wanted, region).edges if e.left in ends}
    return (w for w in region if w.step.chain in near)


def _so_much(enough: Enough, _: str, __: str) -> Enough:
    return enough


def _region(sheet: ReadSheet, exercise: Exercise) -> tuple[Written, ...]:
    """The reference solution as if somebody had handed it in."""
    text = solution_text(sheet, exercise)
    if text is None:
        return ()
    try:
        file = File(f"{exercise.label}.md", f"# {exercise.label}\n\n{text}".encode())
        steps = written([checked(file, sheet, declared(sheet))], [exercise.label])
    except UnreadableError:
        return ()
    return tuple(w for w in steps if w.exercise == key_of(exercise.label)) or steps


def _on_the_way(exercise: Exercise, goal: Goal, region: Sequence[Written]) -> set[Unreduced]:
    """What the solution has where a derivative, limit or integral has been taken, before it is tidied.

    Products of matrices can be written out in several ways, so nothing counts that may be one of these.
    """
    found: set[Unreduced] = set()
    for claim in map(without_premise, goal.claims):
        edges = matched(claim, tuple(goals_of(claim)), region).edges
        if all(_is_operation(side) == (side is claim.left) for side in (claim.left, claim.right)):
            found |= {unreduced(s) for e in edges for s in e.sides if _is_taken(s) and e.relation == "eq"}
    return found - {unreduced(t) for g in exercise.goals for t in _sides(g)}


def _is_operation(side: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind in _OPERATIONS for t in subterms(side))


def _is_taken(side: Term) -> bool:
    """Whether no operation is left, nor a sum of sums as products of matrices are."""
    sums = (t for t in subterms(scalarize(side)) if isinstance(t, Binder))
    return not any(
        t.kind in _OPERATIONS or any(isinstance(i, Binder) for i in subterms(t.body)) for t in sums
    )


def _sides(goal: Goal) -> Iterator[Term]:
    for claim in map(without_premise, goal.claims):
        for left, _, right in relations(claim.proposition):
            if shape_of(left) == ():
                yield from (left, right)
