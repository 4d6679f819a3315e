"""Membership in intervals, end by end."""

from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import bounds_of
from derive.prove.method import Method, Prover, examples, inference


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """A premise for each finite end."""
    bounds = bounds_of(*sequent.goal.children)
    if bounds is None:
        return None
    premises = []
    for bound in bounds:
        tree = prover.prove(sequent.hypotheses, bound, 0.6)
        if tree is None:
            return None
        premises.append(tree)
    return inference("membership", sequent, *premises)


METHOD = Method(
    name="ranges",
    rank=4,
    search=search,
    heads=frozenset(("member",)),
    proves=examples(
        r"\arctan x \in \left(-\frac{\pi}{2}, \frac{\pi}{2}\right)",
        (r"x e^{-x} \in \left[0, \frac{1}{e}\right]", r"x \ge 0"),
        r"\cosh x \in [1, \infty)",
    ),
    declines=examples(r"\cosh x \in (1, \infty)", (r"x e^{-x} \in \left(0, \frac{1}{e}\right]", r"x \ge 0")),
)
