"""Ways through what was written: from the left side of a goal to its right side, step by step."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from derive.core.term import Term
from derive.grade.edges import Edge

_SAME: Final = "eq"
_COMPOSED: Final = {
    ("lt", "le"): "lt",
    ("le", "lt"): "lt",
    ("lt", "lt"): "lt",
    ("le", "le"): "le",
    ("gt", "ge"): "gt",
    ("ge", "gt"): "gt",
    ("gt", "gt"): "gt",
    ("ge", "ge"): "ge",
}
_IMPLIED: Final = {"le": ("lt", "le", "eq"), "ge": ("gt", "ge", "eq")}


@dataclass(frozen=True, slots=True)
class Goal:
    """A relation asked for, between forms."""

    left: Term
    relation: str
    right: Term


def composed(first: str, second: str) -> str | None:
    """The relation that follows from two in a row, None if none does."""
    if first == _SAME:
        return second
    return first if second == _SAME else _COMPOSED.get((first, second))


def path(goal: Goal, edges: Sequence[Edge], usable: Callable[[Edge], bool]) -> tuple[Edge, ...] | None:
    """The shortest way over usable edges that shows the goal and is not merely the goal itself.

    An equation may also be shown by an inequality in each direction.
    """
    found = _path(goal, edges, usable)
    if found is not None or goal.relation != _SAME:
        return found
    below = _path(Goal(goal.left, "le", goal.right), edges, usable)
    above = _path(Goal(goal.left, "ge", goal.right), edges, usable)
    return (*below, *above) if below and above else None


def _path(goal: Goal, edges: Sequence[Edge], usable: Callable[[Edge], bool]) -> tuple[Edge, ...] | None:
    wanted = _IMPLIED.get(goal.relation, (goal.relation,))
    queue: deque[tuple[Term, str, tuple[Edge, ...]]] = deque([(goal.left, _SAME, ())])
    seen = {(goal.left, _SAME)}
    while queue:
        at, relation, way = queue.popleft()
        for edge in edges:
            if edge.left is not at or not usable(edge) or {edge.left, edge.right} == {goal.left, goal.right}:
                continue
            sign = composed(relation, edge.relation)
            if sign is None or (edge.right, sign) in seen:
                continue
            new = (*way, edge)
            if edge.right is goal.right and sign in wanted:
                return new
            seen.add((edge.right, sign))
            queue.append((edge.right, sign, new))
    return None


def direct(goal: Goal, edges: Sequence[Edge]) -> Edge | None:
    """The edge that is the goal itself."""
    wanted = _IMPLIED.get(goal.relation, (goal.relation,))
    for edge in edges:
        is_goal = edge.left is goal.left and edge.right is goal.right and edge.relation in wanted
        if is_goal and edge.sides[0] is not edge.sides[1]:
            return edge
    return None


def reached(goal: Goal, edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """The edges that can be come to from the left side of the goal, in the order of writing."""
    found: list[Edge] = []
    waiting, seen = [goal.left], {goal.left}
    while waiting:
        at = waiting.pop()
        for edge in edges:
            if edge.left is at and edge.right not in seen:
                found.append(edge)
                seen.add(edge.right)
                waiting.append(edge.right)
    return tuple(found)
