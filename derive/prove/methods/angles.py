"""Formulas of the kind of Machin's, for pi by inverse tangents."""

from derive.core.effort import Effort
from derive.core.term import subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.angles import vanishes
from derive.prove.method import Method, Prover, axiom, examples


def search(sequent: Sequent, effort: Effort, _: Prover) -> ProofTree | None:
    """One node, where the product of the complex numbers is real."""
    effort.charge(sequent.goal.size)
    if sequent.goal.symbols:
        return None
    left, right = sequent.goal.children
    return axiom("angles", sequent) if vanishes(subtract(left, right), effort) else None


METHOD = Method(
    name="angles",
    rank=9,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        r"4\arctan\frac{1}{5} - \arctan\frac{1}{239} = \frac{\pi}{4}",
        r"\arctan 1 + \arctan 2 + \arctan 3 = \pi",
    ),
    declines=examples(
        r"4\arctan\frac{1}{5} - \arctan\frac{1}{238} = \frac{\pi}{4}",
        r"\arctan 1 + \arctan 2 + \arctan 3 = 0",
    ),
)
