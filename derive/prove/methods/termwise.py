"""Sums, products, maxima and minima over one range, compared term by term."""

from derive.core.effort import Effort
from derive.core.term import Apply, fresh
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.equality import same_range
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """A premise about the terms at a fresh index within the range."""
    binders = same_range(*sequent.goal.children)
    if binders is None:
        return None
    left, right = binders
    if head_of(sequent.goal) != "eq" and left.kind == "product":
        return None
    index = fresh("k", left.variable.sort, sequent.goal, *sequent.hypotheses)
    lower, upper = left.parameters[:2]
    ranges = (Apply("le", lower, index), Apply("le", index, upper))
    goal = Apply(head_of(sequent.goal), left.open(index), right.open(index))
    tree = prover.prove((*sequent.hypotheses, *ranges), goal, 1.0)
    return None if tree is None else inference("termwise", sequent, tree, arguments=(index,))


METHOD = Method(
    name="termwise",
    rank=40,
    search=search,
    heads=frozenset(("eq", "le")),
    proves=examples(
        (r"\sum_{i=1}^n |x_i|^2 = \sum_{i=1}^n x_i^2", r"x \in \mathbb{R}^n"),
        (r"\sum_{i=1}^n x_i \le \sum_{i=1}^n |x_i|", r"x \in \mathbb{R}^n"),
    ),
    declines=examples((r"\sum_{i=1}^n |x_i| \le \sum_{i=1}^n x_i", r"x \in \mathbb{R}^n")),
)
