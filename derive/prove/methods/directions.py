"""Directions, of limits in several variables, of which something is said to exist."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.directions import ANGLE, DIRECTIONS
from derive.algebra.limits.values import closed_limit
from derive.core.effort import Effort
from derive.core.term import Binder, Term, binders_in
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference

COST: Final = 500


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The statement about the first direction for which it is proved."""
    goal = sequent.goal
    if not isinstance(goal, Binder) or goal.variable.sort != ANGLE:
        return None
    for direction in _chosen(goal, effort):
        effort.charge(goal.size)
        tree = prover.prove(sequent.hypotheses, goal.open(direction), 0.5)
        if tree is not None:
            return inference("example", sequent, tree, arguments=(direction,))
    return Declined("prove.no-example")


def _chosen(goal: Binder, effort: Effort) -> Iterator[Term]:
    """All directions; where another one is asked for as well, only one of those with the same limit."""
    seen: set[Term] = set()
    for direction in DIRECTIONS:
        effort.charge(COST)
        limits = (t for t in binders_in(goal.open(direction)) if t.kind == "limit")
        limit = next((t for t in limits if not any(s.is_bound for s in t.symbols)), None)
        value = None if limit is None else closed_limit(limit)
        if limit is None or (value is not None and value not in seen):
            yield direction
        seen |= {value} if value is not None else set()


METHOD = Method(
    name="directions",
    rank=31,
    search=search,
    heads=frozenset(("exists",)),
    proves=(),
    declines=examples(r"\exists x \in \mathbb{R}: x^2 = -1"),
)
