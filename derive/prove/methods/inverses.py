"""Inequalities between values of exp or log, after the function is taken to the other side."""

from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ZERO, Apply, Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import Isolated, from_isolated, gap_of, isolated_goal, isolations
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of

INVERSE: Final = {"log": "exp", "exp": "log"}
MOST_WAYS: Final = 3


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The inverse function applied to both sides of the inequality, solved for one value."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right):
        return None
    tried = 0
    for found in isolations(gap_of(sequent, prover), sequent, prover, _is_value):
        if tried >= MOST_WAYS:
            break
        tried += 1
        tree = _through(sequent, found, prover)
        if tree is not None:
            return tree
    return Declined("prove.inverse-does-not-help") if tried else None


def _is_value(term: Term) -> bool:
    return isinstance(term, Apply) and term.head in INVERSE


def _through(sequent: Sequent, found: Isolated, prover: Prover) -> ProofTree | None:
    inverse = INVERSE[head_of(found.part)]
    other = found.left if found.part is found.right else found.right
    if inverse == "log" and not prover.tables.proves(sequent.hypotheses, Apply("lt", ZERO, other)):
        return None
    goal = Apply(head_of(sequent.goal), Apply(inverse, found.left), Apply(inverse, found.right))
    inner = prover.prove(sequent.hypotheses, goal, 0.6)
    if inner is None:
        return None
    tree = inference("cancelled", isolated_goal(sequent, found), inner, arguments=(goal.children[0],))
    return from_isolated(sequent, found, tree, prover)


METHOD = Method(
    name="inverses",
    rank=47,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(r"\cosh x \le e^{x^2/2}", (r"\log(x + y) < \log x + \frac{y}{x}", "x > 0", "y > 0")),
    declines=examples(r"\cosh x < e^{x^2/2}", (r"\log(x + y) < \log x", "x > 0", "y > 0")),
)
