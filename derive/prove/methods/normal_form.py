"""Equality of normal forms: the workhorse for equalities between numbers."""

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """One node, where both sides have the same normal form under the facts of the hypotheses."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right):
        return None
    if prover.tables.equal(left, right, sequent.hypotheses) is None:
        return Declined("prove.normal-forms-differ")
    return axiom("normal-form", sequent)


METHOD = Method(
    name="normal-form",
    rank=10,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        "(x+1)^2 = x^2 + 2x + 1",
        r"\frac{1}{1+e^{-x}} = \frac{e^x}{1+e^x}",
        r"\frac{x^2-1}{x-1} = x+1",
        r"\log(x^2) = 2 \log x",
        r"\sin^2 x + \cos^2 x = 1",
        (r"\sqrt{x^2} = x", "x > 0"),
    ),
    declines=examples(r"\sqrt{x^2} = x", "(x+1)^2 = x^2 + 1", r"\sqrt{x/y} = \sqrt{xy}/y"),
)
