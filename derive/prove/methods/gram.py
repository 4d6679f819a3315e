"""Quadratic forms that are squares of norms: ``x^T A^T A x`` is ``|A x|^2``."""

from derive.core.effort import Effort
from derive.core.sort import Sort
from derive.core.term import ZERO
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.gram import half_of
from derive.prove.method import Method, Prover, axiom, examples
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError, rules


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | None:
    """One node, where the right side reads the same from both ends, or is a sum of such terms."""
    left, right = sequent.goal.children
    effort.charge(right.size)
    if left is ZERO and head_of(sequent.goal) == "le" and half_of(right) is not None:
        return axiom("gram", sequent)
    if not any(isinstance(s.sort, Sort) and s.sort.shape for s in sequent.goal.symbols):
        return None
    tree = axiom("forms", sequent)
    try:
        rules()["forms"](tree, prover.tables)
    except RejectedError:
        return None
    return tree


LARGER = (r"A, B, C \in \mathbb{R}^{n \times n}", r"A \succeq B", r"B \succeq C")

METHOD = Method(
    name="gram",
    rank=7,
    search=search,
    heads=frozenset(("le", "lt")),
    proves=examples(
        (r"x^T A^T A x \ge 0", r"A \in \mathbb{R}^{m \times n}", r"x \in \mathbb{R}^n"),
        (r"x^T A A^T x \ge 0", r"A \in \mathbb{R}^{n \times m}", r"x \in \mathbb{R}^n"),
        (r"\|x + y\|^2 \le 2\|x\|^2 + 2\|y\|^2", r"x, y \in \mathbb{R}^n"),
        (r"x^T (A + I) x \ge 0", r"A \in \mathbb{R}^{n \times n}", r"A \succeq 0", r"x \in \mathbb{R}^n"),
        (r"x^T x > 0", r"x \in \mathbb{R}^n", r"x \ne 0"),
        (r"\operatorname{tr} A \ge 0", r"A \in \mathbb{R}^{n \times n}", r"A \succeq 0"),
        (
            r"\operatorname{tr}(A B) \ge 0",
            r"A, B \in \mathbb{R}^{n \times n}",
            r"A \succeq 0",
            r"B \succeq 0",
        ),
        (r"x^T A x \ge x^T C x", *LARGER, r"x \in \mathbb{R}^n"),
        (r"\det A > 0", r"A \in \mathbb{R}^{n \times n}", r"A \succ 0"),
    ),
    declines=examples(
        (r"x^T A^T A x > 0", r"A \in \mathbb{R}^{m \times n}", r"x \in \mathbb{R}^n"),
        (r"\|x + y\|^2 \le \|x\|^2 + 2\|y\|^2", r"x, y \in \mathbb{R}^n"),
        (r"x^T A A x \ge 0", r"A \in \mathbb{R}^{n \times n}", r"x \in \mathbb{R}^n"),
        (r"\operatorname{tr} A > 0", r"A \in \mathbb{R}^{n \times n}", r"A \succeq 0"),
        (r"\operatorname{tr}(A B C) \ge 0", *LARGER, r"C \succeq 0"),
    ),
)
