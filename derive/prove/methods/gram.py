"""Quadratic forms that are squares of norms: ``x^T A^T A x`` is ``|A x|^2``."""

from derive.core.effort import Effort
from derive.core.term import ZERO
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.gram import half_of
from derive.prove.method import Method, Prover, axiom, examples


def search(sequent: Sequent, effort: Effort, _: Prover) -> ProofTree | None:
    """One node, where the right side reads the same from both ends."""
    left, right = sequent.goal.children
    effort.charge(right.size)
    return axiom("gram", sequent) if left is ZERO and half_of(right) is not None else None


METHOD = Method(
    name="gram",
    rank=7,
    search=search,
    heads=frozenset(("le",)),
    proves=examples(
        (r"x^T A^T A x \ge 0", r"A \in \mathbb{R}^{m \times n}", r"x \in \mathbb{R}^n"),
        (r"x^T A A^T x \ge 0", r"A \in \mathbb{R}^{n \times m}", r"x \in \mathbb{R}^n"),
    ),
    declines=examples(
        (r"x^T A^T A x > 0", r"A \in \mathbb{R}^{m \times n}", r"x \in \mathbb{R}^n"),
        (r"x^T A A x \ge 0", r"A \in \mathbb{R}^{n \times n}", r"x \in \mathbb{R}^n"),
    ),
)
