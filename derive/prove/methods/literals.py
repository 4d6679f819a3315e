"""Relations between arrays whose dimensions are numbers, one entry after the other."""

from derive.algebra.shapes import agree, shape_of
from derive.core.effort import Effort
from derive.core.term import Apply, Number
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.arrays import entry, literal_places
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """The same relation between all pairs of entries."""
    left, right = sequent.goal.children
    shape = shape_of(left) or shape_of(right)
    if not (agree(shape_of(left), shape_of(right)) or isinstance(right, Number)):
        return None
    premises: list[ProofTree] = []
    places = literal_places(shape)
    for indices in places:
        goal = Apply(head_of(sequent.goal), entry(left, indices), entry(right, indices))
        tree = prover.prove(sequent.hypotheses, goal, 0.7)
        if tree is None:
            return None
        premises.append(tree)
    return inference("every-entry", sequent, *premises) if places else None


METHOD = Method(
    name="literals",
    rank=6,
    search=search,
    heads=frozenset(("eq", "le", "lt")),
    proves=examples(
        (r"a \times (b \times c) = b (a \cdot c) - c (a \cdot b)", r"a, b, c \in \mathbb{R}^3"),
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}"
        r" = \frac{1}{ad-bc} \begin{pmatrix} d & -b \\ -c & a \end{pmatrix}",
    ),
    declines=examples((r"a \times b = b \times a", r"a, b \in \mathbb{R}^3")),
)
