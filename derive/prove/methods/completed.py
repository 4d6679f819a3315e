"""Quadratic polynomials with a positive leading coefficient: the square is completed."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts import POSITIVE
from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import (
    ZERO,
    Apply,
    Binder,
    Number,
    Term,
    add,
    divide,
    multiply,
    power,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import gap_of
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 90
MOST_BASES: Final = 3
FOUR: Final = Number(4)


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """``a x^2 + b x + c`` is ``(2 a x + b)^2 + 4 a c - b^2`` over ``4 a``."""
    left, right = sequent.goal.children
    if sequent.goal.size > MOST_SIZE or shape_of(left) or shape_of(right):
        return None
    if head_of(sequent.goal) != "ne":
        return _by_square(sequent, effort, prover)
    for sides in ((left, right), (right, left)):
        tree = _by_square(Sequent(sequent.hypotheses, Apply("lt", *sides)), effort, prover)
        if isinstance(tree, ProofTree):
            return inference("apart", sequent, tree)
    return Declined("prove.no-squares-over-pairs")


def _by_square(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined:
    effort.charge(5 * sequent.goal.size)
    facts = prover.tables.facts(sequent.hypotheses)
    for x, a, b, c in list(_quadratics(expanded(gap_of(sequent, prover))))[:MOST_BASES]:
        if facts.sign(a) != POSITIVE:
            continue
        rest = canonical(subtract(multiply(FOUR, a, c), power(b, 2)), facts, effort)
        square = power(add(multiply(Number(2), a, x), b), 2)
        known = Apply(head_of(sequent.goal), ZERO, rest)
        first = prover.prove(sequent.hypotheses, known, 0.3)
        if first is not None and (tree := _from_rest(sequent, first, add(square, rest), a, prover)):
            return tree
    return Declined("prove.no-squares-over-pairs")


def _quadratics(polynomial: Polynomial) -> Iterator[tuple[Term, Term, Term, Term]]:
    """A base with what stands before its square, before itself, and without it."""
    squared = dict.fromkeys(b for m in polynomial for b, e in m if e == 2 and not isinstance(b, Binder))
    for x in squared:
        parts: dict[int, Polynomial] = {0: {}, 1: {}, 2: {}}
        for monomial, coefficient in polynomial.items():
            exponent = dict(monomial).get(x, 0)
            rest = tuple(f for f in monomial if f[0] is not x)
            if exponent not in (0, 1, 2) or any(x in subterms(b) for b, _ in rest):
                break
            parts[int(exponent)][rest] = coefficient
        else:
            a, b, c = (term_of(parts[k]) if parts[k] else ZERO for k in (2, 1, 0))
            yield x, a, b, c


def _from_rest(sequent: Sequent, first: ProofTree, whole: Term, a: Term, prover: Prover) -> ProofTree | None:
    """The goal, where what is left beside the square has the sign."""
    left, right = sequent.goal.children
    known, hypotheses = first.conclusion.goal, sequent.hypotheses
    factor = divide(Number(1), multiply(FOUR, a))
    equality = Apply("eq", subtract(right, left), Apply("multiply", factor, whole))
    goal = Apply(head_of(sequent.goal), ZERO, whole)
    if prover.tables.equal(subtract(right, left), equality.children[1], hypotheses) is None:
        return None
    if not prover.tables.proves((*hypotheses, known), goal):
        return None
    second = axiom("fact", Sequent((*hypotheses, known), goal))
    second = inference("lemma", Sequent(hypotheses, goal), first, second, arguments=(known,))
    same = axiom("normal-form", Sequent(hypotheses, equality))
    return inference("multiple", sequent, same, second, arguments=(factor,))


METHOD = Method(
    name="completed",
    rank=38,
    search=search,
    heads=frozenset(("lt", "le", "ne")),
    proves=examples(
        (r"a x^2 + 2 b x y + c y^2 \ge 0", "a > 0", r"a c \ge b^2"),
        (r"x^2 + a x + 1 > 0", r"|a| < 2"),
        (r"x^2 + a x \ne -1", r"|a| < 2"),
    ),
    declines=examples(
        (r"a x^2 + 2 b x y + c y^2 \ge 0", r"a c \ge b^2"),
        (r"x^2 + a x + 1 > 0", r"|a| \le 2"),
    ),
)
