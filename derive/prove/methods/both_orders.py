"""Equations with a largest or smallest entry, from both inequalities."""

from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import EXTREMES
from derive.prove.method import Declined, Method, Prover, examples, inference

MOST_SIZE: Final = 60


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Neither side is smaller than the other."""
    left, right = sequent.goal.children
    if sequent.goal.size > MOST_SIZE or not any(
        isinstance(t, Binder) and t.kind in EXTREMES and t.variable.sort == INTEGER
        for t in subterms(sequent.goal)
    ):
        return None
    effort.charge(sequent.goal.size)
    first = prover.prove(sequent.hypotheses, Apply("le", left, right), 0.5)
    second = first and prover.prove(sequent.hypotheses, Apply("le", right, left), 0.8)
    if not first or not second:
        return Declined("prove.order-open")
    return inference("antisymmetry", sequent, first, second)


ORDERED = r"b_1 \ge b_2 \ge \dots \ge b_K"

METHOD = Method(
    name="both_orders",
    rank=35,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        (r"\max_j b_j = b_1", ORDERED),
        (r"\min_j b_j = b_K", ORDERED),
        (r"\max_j c x_j = c \max_j x_j", r"x \in \mathbb{R}^n", r"c \ge 0"),
    ),
    declines=examples(
        (r"\max_j b_j = b_K", ORDERED),
        (r"\max_j c x_j = c \max_j x_j", r"x \in \mathbb{R}^n"),
    ),
)
