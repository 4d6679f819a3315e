"""Inequalities about arrays and derivatives, once these are written out entry by entry."""

from typing import Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError, shape_of
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.term import ONE, Apply, Binder, Term, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 120
PRODUCTS: Final = frozenset(("inner", "matmul"))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal with derivatives worked out, or with arrays by entries: the difference stays the same."""
    left, right = sequent.goal.children
    if sequent.goal.size > MOST_SIZE or shape_of(left) or shape_of(right):
        return None
    effort.charge(10 * sequent.goal.size)
    sides = _written(sequent, effort, prover)
    if sides is None or (left, right) == tuple(sides):
        return None
    product = Apply("multiply", ONE, subtract(*reversed(sides)))
    if prover.tables.equal(subtract(right, left), product, sequent.hypotheses) is None:
        return None
    tree = prover.prove(sequent.hypotheses, Apply(head_of(sequent.goal), *sides), 0.7)
    if tree is None:
        return Declined("prove.no-squares-over-pairs")
    equality = axiom("normal-form", Sequent(sequent.hypotheses, Apply("eq", subtract(right, left), product)))
    return inference("moved", sequent, equality, tree, arguments=(ONE,))


def _written(sequent: Sequent, effort: Effort, prover: Prover) -> list[Term] | None:
    """The sides without derivatives, or else without whole arrays; None if they are so, or stay so."""
    facts = prover.tables.facts(sequent.hypotheses)
    try:
        if any(isinstance(t, Binder) and t.kind == "derivative" for t in subterms(sequent.goal)):
            return [canonical(resolve(s), facts, effort) for s in sequent.goal.children]
        if not _has_whole(sequent.goal):
            return None
        sides = [canonical(unfold(s), facts, effort) for s in sequent.goal.children]
    except (DerivativeError, ShapeError):
        return None
    return None if any(_has_whole(s) for s in sides) else sides


def _has_whole(term: Term) -> bool:
    """Whether there is a product of arrays that is not taken by its entries."""
    products = (t for t in subterms(term) if isinstance(t, Apply) and t.head in PRODUCTS)
    return any(True for _ in products)


METHOD = Method(
    name="written_out",
    rank=27,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (
            r"0 \le v^T (\operatorname{diag}(p) - p p^T) v",
            *(r"p, v \in \mathbb{R}^K", r"p_i \ge 0", r"\sum_{i=1}^K p_i = 1"),
        ),
        (r"\frac{d^2}{dt^2} \log\sum_{i=1}^n e^{x_i+t h_i} \ge 0", r"x, h \in \mathbb{R}^n"),
    ),
    declines=examples(
        (
            r"0 \le v^T (\operatorname{diag}(p) - 2 p p^T) v",
            *(r"p, v \in \mathbb{R}^K", r"p_i \ge 0", r"\sum_{i=1}^K p_i = 1"),
        ),
        (r"\frac{d}{dt} \log\sum_{i=1}^n e^{x_i+t h_i} \ge 0", r"x, h \in \mathbb{R}^n"),
    ),
)
