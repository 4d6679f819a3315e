"""Equations between products of arrays, without looking at entries."""

from derive.core.effort import Effort
from derive.core.sort import Sort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, axiom, examples


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """One node, where both sides are one sum of products."""
    if not any(isinstance(s.sort, Sort) and s.sort.shape for s in sequent.goal.symbols):
        return None
    left, right = sequent.goal.children
    return axiom("words", sequent) if prover.tables.equal_as_words(left, right, sequent.hypotheses) else None


METHOD = Method(
    name="words",
    rank=3,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        (r"x^T A x = 0", r"A \in \mathbb{R}^{n \times n}", r"x \in \mathbb{R}^n", "A^T = -A"),
        (r"\|Qx\|^2 = \|x\|^2", r"Q \in \mathbb{R}^{n \times n}", r"x \in \mathbb{R}^n", "Q^TQ = I"),
        (r"(AB)^{-1} = B^{-1}A^{-1}", r"A, B \in \mathbb{R}^{n \times n}"),
        (
            r"P^2 = P",
            r"P \in \mathbb{R}^{n \times n}",
            r"A \in \mathbb{R}^{n \times k}",
            "P = A(A^TA)^{-1}A^T",
        ),
    ),
    declines=examples(
        (r"(AB)^{-1} = A^{-1}B^{-1}", r"A, B \in \mathbb{R}^{n \times n}"),
        (r"(A+B)^2 = A^2 + 2AB + B^2", r"A, B \in \mathbb{R}^{n \times n}"),
        (r"x^T A y = y^T A x", r"A \in \mathbb{R}^{n \times n}", r"x, y \in \mathbb{R}^n"),
    ),
)
