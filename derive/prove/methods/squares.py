"""Equality and order of what is not negative, by squares."""

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import HALF, ZERO, Apply, power, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """The same relation between the squares, where a side has a square root and neither is negative."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or not any(_is_root(t) for t in subterms(sequent.goal)):
        return None
    if not all(prover.tables.proves(sequent.hypotheses, Apply("ge", side, ZERO)) for side in (left, right)):
        return None
    goal = Apply(head_of(sequent.goal), power(left, 2), power(right, 2))
    tree = prover.attempt(Sequent(sequent.hypotheses, goal))
    return None if tree is None else inference("squared", sequent, tree)


def _is_root(term: object) -> bool:
    if not isinstance(term, Apply):
        return False
    return term.head == "norm" or (term.head == "power" and term.children[1] is HALF)


METHOD = Method(
    name="squares",
    rank=45,
    search=search,
    heads=frozenset(("eq", "lt", "le", "ne")),
    proves=examples(
        r"\sqrt{3 + 2\sqrt 2} = 1 + \sqrt 2",
        (r"\sqrt{x^2 + y^2} \le x + y", "x > 0", "y > 0"),
        (r"\|Q x\| = \|x\|", r"Q \in \mathbb{R}^{n \times n}", r"x \in \mathbb{R}^n", "Q^T Q = I"),
    ),
    declines=examples((r"\sqrt{x^2} = x",), r"\sqrt{3 + 2\sqrt 2} = 2 + \sqrt 2"),
)
