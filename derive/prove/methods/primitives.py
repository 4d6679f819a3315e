"""Indefinite integrals, by differentiating what they are said to be."""

from derive.algebra.differentiate import DerivativeError
from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.indefinite import pointwise
from derive.prove.method import Declined, Method, Prover, examples, inference


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The derivatives of both sides are equal."""
    goal = pointwise(sequent.goal)
    if goal is sequent.goal:
        return None
    try:
        tree = prover.prove(sequent.hypotheses, goal, 1.0)
    except DerivativeError:
        return Declined("prove.no-derivative")
    return None if tree is None else inference("primitive", sequent, tree)


METHOD = Method(
    name="primitives",
    rank=12,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        r"\int x^2 \, dx = \frac{x^3}{3} + C",
        r"\int \frac{1}{x} \, dx = \log |x| + C",
        r"\int x e^x \, dx = (x - 1) e^x + C",
    ),
    declines=examples(r"\int x^2 \, dx = \frac{x^3}{2} + C", r"\int e^{2x} \, dx = e^{2x} + C"),
)
