"""Inequalities of sums of products of powers, by weighted means; the weights by linear programming."""

from fractions import Fraction
from typing import Any, Final

from flint import fmpq

from derive.algebra.facts_linear import combined
from derive.algebra.facts_polynomials import Monomial, Polynomial, expanded
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ZERO, Apply, Number, Term, multiply, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.means import divided, exponents
from derive.prove.isolation import gap_of, positive_part
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError, rules

MOST_TERMS: Final = 20
MOST_SIZE: Final = 200
COST_OF_A_WEIGHT: Final = 40


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Weights for every term that may be negative."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    facts = prover.tables.facts(sequent.hypotheses)
    factor, rest = positive_part(gap_of(sequent, prover), facts)
    polynomial = expanded(rest)
    above, others = divided(polynomial, facts)
    if not above or not others or len(polynomial) > MOST_TERMS:
        return None
    effort.charge(COST_OF_A_WEIGHT * len(above) * len(others))
    weights = _weights(polynomial, above, others)
    if weights is None:
        return Declined("prove.no-certificate")
    goal = Sequent(sequent.hypotheses, Apply(head_of(sequent.goal), ZERO, rest))
    tree = axiom("means", goal, *map(Number, weights))
    try:
        rules()["means"](tree, prover.tables)
    except RejectedError:
        return Declined("prove.no-certificate")
    return _as_written(sequent, factor, rest, tree, prover)


def _as_written(
    sequent: Sequent, factor: Term, rest: Term, tree: ProofTree, prover: Prover
) -> ProofTree | None:
    if sequent.goal is tree.conclusion.goal:
        return tree
    left, right = sequent.goal.children
    equality = Apply("eq", subtract(right, left), multiply(factor, rest))
    if prover.tables.equal(equality.children[0], equality.children[1], sequent.hypotheses) is None:
        return None
    same = axiom("normal-form", Sequent(sequent.hypotheses, equality))
    return inference("multiple", sequent, same, tree, arguments=(factor,))


def _weights(polynomial: Polynomial, above: list[Monomial], others: list[Monomial]) -> list[Fraction] | None:
    """Of each term above in each of the others, as linear equations have them; None if they have none."""
    powers = {m: exponents(m) for m in polynomial}
    if any(p is None for p in powers.values()):
        return None
    wanted: dict[Any, fmpq] = {("whole", i): fmpq(1) for i in range(len(above))}
    columns: list[dict[Any, fmpq]] = []
    for j, other in enumerate(others):
        size = abs(polynomial[other])
        wanted["size", j] = size
        wanted.update({("base", j, b): size * _rational(e) for b, e in (powers[other] or {}).items()})
        for i, term in enumerate(above):
            column: dict[Any, fmpq] = {("whole", i): fmpq(1), ("size", j): polynomial[term]}
            for base, exponent in (powers[term] or {}).items():
                column["base", j, base] = polynomial[term] * _rational(exponent)
            columns.append(column)
    columns += [{("whole", i): fmpq(1)} for i in range(len(above))]
    found = combined(wanted, columns)
    if found is None:
        return None
    values = {k: Fraction(int(v.p), int(v.q)) for k, v in found}
    return [values.get(k, Fraction(0)) for k in range(len(above) * len(others))]


def _rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


METHOD = Method(
    name="means",
    rank=43,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (r"\frac{a}{b} + \frac{b}{c} + \frac{c}{a} \ge 3", "a > 0", "b > 0", "c > 0"),
        (r"a^5 + b^5 \ge a^3 b^2 + a^2 b^3", r"a \ge 0", r"b \ge 0"),
        r"x^4 y^2 + x^2 y^4 + 1 \ge 3 x^2 y^2",
        r"x^4 + y^4 + z^4 + 1 \ge 4xyz",
    ),
    declines=examples(
        (r"\frac{a}{b} + \frac{b}{c} + \frac{c}{a} > 3", "a > 0", "b > 0", "c > 0"),
        r"a^5 + b^5 \ge a^3 b^2 + a^2 b^3",
        r"x^4 y^2 + x^2 y^4 + 1 \ge 4 x^2 y^2",
    ),
)
