"""Marks for one relation that is asked for, from what was written about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Final

from derive.core.term import ONE, Term
from derive.core.term import ZERO as ZERO_TERM
from derive.grade.alternatives import rearranged, transformed
from derive.grade.edges import Edge, relations
from derive.grade.entries import is_array
from derive.grade.form import arranged, quotient
from derive.grade.path import Goal, direct, path, reached
from derive.grade.result import ZERO, Line
from derive.grade.standing import Enough, Matched, worked
from derive.grade.written import Written, quoted

QUARTERS: Final = 4
_SHORT: Final = Fraction(1, 2)
_LIKE: Final = Fraction(3, 2)
_MOST: Final = Enough(2)
Fault = Callable[[Term], str | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown, and what counts as showing it.

    ``asked``: the task prints it. ``printed`` are all pairs of sides that the task prints, ``ends`` all the
    relations of the exercise. ``level`` is how much has to be written beside the claim: what the reference
    solution writes, in the sense of :class:`Edge`. ``thorough``: other ways to put the goal are looked for.
    ``fault`` is given where the right side is to be found: it says what is wrong with the form of an answer.
    ``is_divisible``: there are marks for a part of the way, as there are not for milestones.
    """

    goal: Goal
    ends: tuple[Goal, ...]
    asked: bool
    printed: tuple[tuple[Term, Term], ...] = ()
    level: Enough = _MOST
    thorough: bool = True
    fault: Fault | None = None
    is_divisible: bool = True


def in_quarters(marks: Fraction) -> Fraction:
    """Marks in quarters, rounded down."""
    return Fraction(floor(marks * QUARTERS), QUARTERS)


def for_person(line: Line, why: str, source: Written | None = None) -> Line:
    """The marks of a line left to a person."""
    reason = "grade.hidden" if source is not None and source.is_hidden else why
    return replace(quoted(line, source, reason), pending=line.most)


def outcome(wanted: Wanted, everything: Matched, blank: Line) -> Line:
    """The marks for one relation: in full, in part, or left to a person."""
    found = everything.as_goal(wanted.goal) if wanted.thorough else everything
    goals = tuple(rearranged(wanted.goal))
    shown = _shown(wanted, goals, found)
    if shown is None and wanted.thorough:
        shown = _shown(wanted, _more(wanted, found), found)
    if shown is not None:
        return replace(quoted(blank, shown.source, "grade.shown"), got=blank.most)
    return _unshown(wanted, goals, found, blank)


def _more(wanted: Wanted, found: Matched) -> tuple[Goal, ...]:
    goals = rearranged(wanted.goal)
    return tuple(g for goal in goals for g in transformed(goal, found.claim, found.nodes))


def _shown(wanted: Wanted, goals: Sequence[Goal], found: Matched) -> Edge | None:
    """The last step by which one of the goals was shown, None if none was."""
    if wanted.fault is not None:
        return _answered(wanted.goal, wanted.fault, found)
    for goal in goals:
        way = path(goal, found.edges, found.is_right)
        if way:
            return way[-1]
    for goal in goals:
        only = direct(goal, found.edges)
        if only is not None and found.is_right(only) and _is_earned(wanted, goals, found):
            return only
    return None


def _answered(goal: Goal, fault: Fault, found: Matched) -> Edge | None:
    """The last right step from the left side of the goal to an answer in the required form."""
    right = [e for e in found.edges if e.relation == goal.relation and found.is_right(e)]
    nodes = {goal.left, *(e.right for e in reached(goal, right))}
    steps = [e for e in right if {e.left, e.right} <= nodes and fault(e.sides[1]) is None]
    return steps[-1] if steps else None


def _is_earned(wanted: Wanted, goals: Sequence[Goal], found: Matched) -> bool:
    """Whether a relation that stands there was also worked for, as far as the task prints it."""
    if not wanted.asked:
        return True
    printed = (*wanted.printed, *_pairs(goals))
    return wanted.level.work > 0 and worked(found, (*wanted.ends, *goals), printed, wanted.level)


def _pairs(goals: Sequence[Goal]) -> Iterator[tuple[Term, Term]]:
    """Both sides of goals, either way round, and their quotients beside 1."""
    for goal in goals:
        if goal.left is not goal.right:
            yield goal.left, goal.right
            yield goal.right, goal.left
        for above, below in ((goal.left, goal.right), (goal.right, goal.left)):
            if below is not ZERO_TERM:
                yield quotient(above, below), ONE


def _unshown(wanted: Wanted, goals: Sequence[Goal], found: Matched, blank: Line) -> Line:
    for goal in goals:
        way = path(goal, found.edges, lambda e: found.standing(e) != "wrong")
        if way:
            first = next((e for e in way if found.standing(e) == "open"), None)
            why = "grade.other-form" if first is None else "grade.open"
            return for_person(blank, why, (first or way[-1]).source)
    only = next((e for g in goals if (e := direct(g, found.edges))), None)
    if only is not None and found.standing(only) != "wrong":
        return _only_claim(wanted, found, only, blank)
    return _incomplete(wanted, goals, found, blank)


def _only_claim(wanted: Wanted, found: Matched, only: Edge, blank: Line) -> Line:
    """The claim alone: nothing where nothing else was written, else a person has to look."""
    printed = (*wanted.printed, *_pairs(tuple(rearranged(wanted.goal))))
    beside = [e for e in found.edges if (e.left, e.right) not in printed and e.work]
    if wanted.level.work > 0 and not beside and found.gap is None and _is_as_printed(only, found):
        return quoted(blank, only.source, "grade.copied")
    return for_person(blank, "grade.only-claim", only.source)


def _is_as_printed(only: Edge, found: Matched) -> bool:
    """Whether an edge is the claim to the letter, but for order."""
    written = {arranged(side) for side in only.sides}
    sides = ({arranged(a), arranged(b)} for a, _, b in relations(found.claim.proposition))
    return found.is_right(only) and written in sides


def _incomplete(wanted: Wanted, goals: Sequence[Goal], found: Matched, blank: Line) -> Line:
    """The goal is not reached: half of the marks are for the steps on the way, of which one is missing."""
    goal = wanted.goal
    whole = next((w for g in goals if (w := path(g, found.edges, lambda _: True))), None)
    steps = whole or next((r for g in goals if (r := reached(g, found.edges))), ())
    doubtful = next((e for e in whole or () if found.standing(e) == "open"), None)
    if any(found.standing(e) == "wrong" for e in steps):
        if doubtful is not None:
            return for_person(blank, "grade.open", doubtful.source)
        return _mistaken(wanted, steps, found, blank, compensated=whole is not None)
    if found.gap is not None or any(found.standing(e) == "open" for e in steps):
        return for_person(blank, "grade.open", found.gap)
    if any(e.right.size <= goal.right.size or is_array(e.source) for e in steps):
        return for_person(blank, "grade.other-form", steps[-1].source)
    if steps:
        share = _SHORT * Fraction(len(steps), len(steps) + 1)
        return _part(wanted, blank, share, "grade.unfinished", steps[-1])
    if any(e.left is not e.right and found.is_right(e) for e in found.edges):
        return for_person(blank, "grade.other-way")
    if found.unjudged is not None:
        return for_person(blank, "grade.unjudged", found.unjudged)
    return replace(blank, why="grade.not-found")


def _mistaken(
    wanted: Wanted, steps: Sequence[Edge], found: Matched, blank: Line, *, compensated: bool
) -> Line:
    """Each mistake costs its own step only; what follows from it counts as right, also in a later exercise.

    That is so if the work goes on to an end like the one asked for; else what came before the mistake counts.
    """
    wrong = [e for e in steps if found.standing(e) == "wrong"]
    new = [e for e in wrong if not found.is_carried(e)]
    first = [e for e in new if not e.source.follows] or new[:1]
    if not first:
        is_ended = _resembles(steps[-1].right, wanted.goal.right)
        return _part(wanted, blank, Fraction(1 if is_ended else _SHORT), "grade.carried", wrong[0])
    why = "grade.compensating" if compensated and len(first) > 1 else "grade.mistake"
    if not compensated and not _resembles(steps[-1].right, wanted.goal.right):
        share = _SHORT * Fraction(steps.index(first[0]), len(steps))
        return _part(wanted, blank, share, why, first[0])
    count = _worked_through(steps, first[0].right, found)
    return _part(wanted, blank, Fraction(max(count - len(first), 0), count), why, first[0])


def _worked_through(steps: Sequence[Edge], mistaken: Term, found: Matched) -> int:
    """How many steps there are without those between disguises of what came out wrong."""
    seen = found.as_goal(Goal(mistaken, "eq", mistaken))
    changed = dict(zip(map(id, found.edges), seen.edges, strict=True))
    return max(sum(changed[id(e)].left is not changed[id(e)].right for e in steps), 1)


def _resembles(end: Term, wanted: Term) -> bool:
    """Whether what the work ends with is as tidy as the end asked for, and about the same."""
    return wanted.size <= 2 * end.size and end.size <= _LIKE * wanted.size and wanted.symbols <= end.symbols


def _part(wanted: Wanted, blank: Line, share: Fraction, why: str, edge: Edge) -> Line:
    """A share of the marks; a milestone is met or not."""
    got = in_quarters(blank.most * share) if wanted.is_divisible else ZERO
    return replace(quoted(blank, edge.source, why), got=got)
