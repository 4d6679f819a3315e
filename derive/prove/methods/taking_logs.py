"""Equations that follow from equations between logarithms: the logarithms of both sides are equal."""

from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ZERO, Apply, Term, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 80


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The logarithms of both sides, where the hypotheses speak of logarithms and both are positive."""
    left, right = sequent.goal.children
    if sequent.goal.size > MOST_SIZE or any(map(shape_of, (left, right))) or _has_logarithm(sequent.goal):
        return None
    if not any(head_of(h) == "eq" and _has_logarithm(h) for h in sequent.hypotheses):
        return None
    effort.charge(sequent.goal.size)
    if not all(prover.tables.proves(sequent.hypotheses, Apply("lt", ZERO, side)) for side in (left, right)):
        return Declined("prove.order-open")
    goal = Apply("eq", Apply("log", left), Apply("log", right))
    tree = prover.prove(sequent.hypotheses, goal, 0.3)
    if tree is None:
        return Declined("prove.hypotheses-do-not-help")
    return inference("cancelled", sequent, tree, arguments=(goal.children[0],))


def _has_logarithm(term: Term) -> bool:
    return any(head_of(t) == "log" and t.symbols for t in subterms(term))


METHOD = Method(
    name="taking_logs",
    rank=14,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        r"\log_2 x + \log_2(x-2) = 3 \Rightarrow x(x-2) = 8",
        r"2\ln x = \ln(x+2) \Rightarrow x^2 = x+2",
    ),
    declines=examples(
        r"\log_2 x + \log_2(x-2) = 3 \Rightarrow x(x-2) = 9",
        r"2\ln x = \ln(x+2) \Rightarrow 2x = x+3",
    ),
)
