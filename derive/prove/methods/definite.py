"""Quadratic forms in the entries of a vector that is not 0: at least a multiple of its squared norm."""

from fractions import Fraction
from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.forms import is_semidefinite
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ONE, ZERO, Apply, Component, Number, Symbol, Term, multiply, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.gram import nonzero_in
from derive.prove.isolation import gap_of
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import negation

LARGEST: Final = 4
SHARES: Final = tuple(Fraction(1, 4**k) for k in range(6))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """That what is left without a multiple of the square of the norm is not negative."""
    vector = next((v for h in sequent.hypotheses if _is_short(v := nonzero_in(h))), None)
    if not isinstance(vector, Symbol) or vector not in sequent.goal.symbols:
        return None
    effort.charge(5 * sequent.goal.size)
    gap = gap_of(sequent, prover)
    matrix = _matrix(expanded(gap), vector)
    facts = prover.tables.facts(sequent.hypotheses)
    inner = Apply("inner", vector, vector)
    square = canonical(inner, facts, effort)
    if matrix is None:
        return _by_entries(sequent, vector, inner, square, prover)
    for share in SHARES:
        size = share * matrix[0][0]
        less = [[x - size * (i == k) for k, x in enumerate(row)] for i, row in enumerate(matrix)]
        if size > 0 and is_semidefinite(less):
            rest = canonical(subtract(gap, multiply(Number(size), square)), facts, effort)
            return _together(sequent, inner, square, rest, prover) or Declined("prove.no-squares-over-pairs")
    return None


def _by_entries(
    sequent: Sequent, vector: Symbol, inner: Term, square: Term, prover: Prover
) -> ProofTree | Declined | None:
    """Two entries, and letters in coefficients: the second entry is 0, and the first is not, or it is not."""
    last = Apply("eq", Component(vector, Number(2)), ZERO)
    if shape_of(vector) != (Number(2),) or {last, negation(last)} & {*sequent.hypotheses}:
        return None
    first = _positive_square(sequent.hypotheses, inner, square, prover)
    if first is None:
        return Declined("prove.no-squares-over-pairs")
    known = (*sequent.hypotheses, first.conclusion.goal)
    premises: list[ProofTree] = []
    for case in (last, negation(last)):
        tree = prover.prove((*known, case), sequent.goal, 0.6)
        if tree is None:
            return Declined("prove.no-squares-over-pairs")
        premises.append(tree)
    both = inference("split", Sequent(known, sequent.goal), *premises, arguments=(last,))
    return inference("lemma", sequent, first, both, arguments=(first.conclusion.goal,))


def _positive_square(
    hypotheses: tuple[Term, ...], inner: Term, square: Term, prover: Prover
) -> ProofTree | None:
    """That the sum of the squares of the entries is positive."""
    positive = prover.prove(hypotheses, Apply("lt", ZERO, inner), 0.3)
    if positive is None:
        return None
    product = Apply("multiply", ONE, subtract(inner, ZERO))
    same = axiom("normal-form", Sequent(hypotheses, Apply("eq", subtract(square, ZERO), product)))
    return inference(
        "moved", Sequent(hypotheses, Apply("lt", ZERO, square)), same, positive, arguments=(ONE,)
    )


def _is_short(array: Term | None) -> bool:
    if not isinstance(array, Symbol) or len(shape_of(array)) != 1:
        return False
    (dimension,) = shape_of(array)
    return isinstance(dimension, Number) and dimension.value <= LARGEST


def _matrix(polynomial: Polynomial, vector: Symbol) -> list[list[Fraction]] | None:
    """The matrix of a quadratic form with numbers for coefficients; None if this is none."""
    (dimension,) = shape_of(vector)
    size = int(dimension.value) if isinstance(dimension, Number) else 0
    places: dict[Term, int] = {Component(vector, Number(k + 1)): k for k in range(size)}
    matrix = [[Fraction(0)] * size for _ in range(size)]
    for monomial, coefficient in polynomial.items():
        bases = [b for b, e in monomial for _ in range(2 if e == 2 else 1 if e == 1 else 3)]
        if len(bases) != 2 or any(b not in places for b in bases):
            return None
        i, k = (places[b] for b in bases)
        matrix[i][k] += Fraction(int(coefficient.p), int(coefficient.q)) / 2
        matrix[k][i] += Fraction(int(coefficient.p), int(coefficient.q)) / 2
    return matrix


def _together(sequent: Sequent, inner: Term, square: Term, rest: Term, prover: Prover) -> ProofTree | None:
    hypotheses = sequent.hypotheses
    positive = _positive_square(hypotheses, inner, square, prover)
    left = None if rest is ZERO else prover.prove(hypotheses, Apply("le", ZERO, rest), 0.5)
    if positive is None or (left is None and rest is not ZERO):
        return None
    steps = [positive] if left is None else [positive, left]
    known = (*hypotheses, *(s.conclusion.goal for s in steps))
    if not prover.tables.proves(known, sequent.goal):
        return None
    tree = axiom("fact", Sequent(known, sequent.goal))
    for k in reversed(range(len(steps))):
        before = (*hypotheses, *(s.conclusion.goal for s in steps[:k]))
        goal = steps[k].conclusion.goal
        tree = inference("lemma", Sequent(before, sequent.goal), steps[k], tree, arguments=(goal,))
    return tree


METHOD = Method(
    name="definite",
    rank=26,
    search=search,
    heads=frozenset(("lt",)),
    proves=examples(
        (r"\begin{pmatrix} 2 & -1 \\ -1 & 2 \end{pmatrix} \succ 0",),
        (r"2 v_1^2 - 2 v_1 v_2 + v_2^2 > 0", r"v \in \mathbb{R}^2", r"v \ne 0"),
        (r"\begin{pmatrix} a & b \\ b & c \end{pmatrix} \succ 0", "a > 0", "a c > b^2"),
    ),
    declines=examples(
        (r"\begin{pmatrix} 1 & -1 \\ -1 & 1 \end{pmatrix} \succ 0",),
        (r"2 v_1^2 - 2 v_1 v_2 + v_2^2 > 0", r"v \in \mathbb{R}^2"),
    ),
)
