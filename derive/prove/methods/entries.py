"""Relations between vectors and matrices, entry by entry."""

from derive.algebra.components import component
from derive.algebra.shapes import agree, shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Number, Symbol, Term, fresh
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """The same relation between the entries at fresh indices, within their ranges."""
    left, right = sequent.goal.children
    shape = shape_of(left) or shape_of(right)
    if not shape or not (agree(shape_of(left), shape_of(right)) or isinstance(right, Number)):
        return None
    indices: list[Symbol] = []
    for letter in "ij"[: len(shape)]:
        indices.append(fresh(letter, INTEGER, sequent.goal, *sequent.hypotheses, *indices))
    ranges = (
        bound
        for i, n in zip(indices, shape, strict=True)
        for bound in (Apply("le", ONE, i), Apply("le", i, n))
    )
    goal = Apply(head_of(sequent.goal), _entry(left, indices), _entry(right, indices))
    tree = prover.prove((*sequent.hypotheses, *ranges), goal, 1.0)
    return None if tree is None else inference("entries", sequent, tree, arguments=tuple(indices))


def _entry(array: Term, indices: list[Symbol]) -> Term:
    return array if isinstance(array, Number) else component(array, *indices)


METHOD = Method(
    name="entries",
    rank=5,
    search=search,
    heads=frozenset(("eq", "le", "lt")),
    proves=examples(
        (r"(A B)^T = B^T A^T", r"A \in \mathbb{R}^{n \times m}", r"B \in \mathbb{R}^{m \times k}"),
        (r"A (x + y) = A x + A y", r"A \in \mathbb{R}^{n \times m}", r"x, y \in \mathbb{R}^m"),
    ),
    declines=examples((r"A B = B A", r"A, B \in \mathbb{R}^{n \times n}")),
)
