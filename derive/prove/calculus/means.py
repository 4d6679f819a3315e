"""Sums of products of powers, by the inequality of weighted arithmetic and geometric means."""

from fractions import Fraction
from typing import Any, Final

from derive.algebra.facts import NEGATIVE, POSITIVE, Facts
from derive.algebra.facts_polynomials import Monomial, Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.core.term import ZERO, Number, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, real, relation, require
from derive.prove.tables import Tables

MOST_MONOMIALS: Final = 40
Weights = list[list[Fraction]]


def means(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- 0 R P``, P a sum of products of powers, R <= or <.

    H and the form imply that some terms ``t_i`` of P are not negative. Each other term u_j of P has weights
    ``w_ij >= 0`` with ``|u_j| <= sum_i w_ij t_i`` by weighted means: exponents and coefficients add up. For
    each i, the weights add up to at most 1; for < to less for a positive term. Arguments: the weights.
    """
    require(not node.premises, "an axiom has no premises")
    zero, total = relation(node.conclusion.goal, "le", "lt")
    require(zero is ZERO, "not compared with 0")
    real(total)
    polynomial = expanded(total)
    tables.effort.charge(total.size + len(polynomial) ** 2)
    require(len(polynomial) <= MOST_MONOMIALS, "too many terms")
    facts = tables.facts(node.conclusion.hypotheses)
    above, others = divided(polynomial, facts)
    numbers = [w.value for w in node.arguments if isinstance(w, Number)]
    require(len(numbers) == len(above) * len(others) == len(node.arguments), "other weights")
    require(all(n >= 0 for n in numbers), "a negative weight")
    weights = [numbers[k : k + len(above)] for k in range(0, len(numbers), len(above))] if above else []
    for other, row in zip(others, weights, strict=True):
        require(_is_mean(polynomial, above, other, row), "the weights do not fit")
    left = [1 - sum((row[i] for row in weights), Fraction(0)) for i in range(len(above))]
    require(all(rest >= 0 for rest in left), "too much of a term")
    if head_of(node.conclusion.goal) == "lt":
        positive = (rest > 0 and _is_positive(m, facts) for m, rest in zip(above, left, strict=True))
        require(any(positive), "nothing positive is left")
    return "exact"


def divided(polynomial: Polynomial, facts: Facts) -> tuple[list[Monomial], list[Monomial]]:
    """The monomials that are not negative with their coefficients, and the others, in a fixed order."""
    ordered = sorted(polynomial, key=lambda m: term_of({m: polynomial[m]}).digest)
    above = [m for m in ordered if polynomial[m] > 0 and all(_is_above(b, e, facts) for b, e in m)]
    return above, [m for m in ordered if m not in above]


def exponents(monomial: Monomial) -> dict[Term, Fraction] | None:
    """The exponents of the bases; None if one is no number."""
    found: dict[Term, Fraction] = {}
    for base, exponent in monomial:
        value = _number(exponent)
        if value is None:
            return None
        found[base] = value
    return found


def _number(exponent: Any) -> Fraction | None:
    if isinstance(exponent, int):
        return Fraction(exponent)
    parts = getattr(exponent, "p", None), getattr(exponent, "q", None)
    return None if None in parts else Fraction(int(parts[0]), int(parts[1]))  # type: ignore[arg-type]  # integers


def _is_above(base: Term, exponent: Any, facts: Facts) -> bool:
    value = _number(exponent)
    if value is not None and value.denominator == 1 and value % 2 == 0:
        return True
    return not facts.sign(base) & NEGATIVE


def _is_positive(monomial: Monomial, facts: Facts) -> bool:
    return all(facts.sign(base) == POSITIVE for base, _ in monomial)


def _is_mean(polynomial: Polynomial, above: list[Monomial], other: Monomial, row: list[Fraction]) -> bool:
    """Whether ``|c u| <= sum_i w_i c_i t_i``: ``sum w_i c_i = |c|``, and the same of the exponents."""
    size = abs(_fraction(polynomial[other]))
    shares = [w * _fraction(polynomial[m]) for w, m in zip(row, above, strict=True)]
    if sum(shares, Fraction(0)) != size:
        return False
    wanted = exponents(other)
    if wanted is None:
        return False
    total = {base: -size * e for base, e in wanted.items()}
    for share, monomial in zip(shares, above, strict=True):
        powers = exponents(monomial) if share else {}
        if powers is None:
            return False
        for base, exponent in powers.items():
            total[base] = total.get(base, Fraction(0)) + share * exponent
    return not any(total.values())


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


RULES: Final[dict[str, Check]] = {"means": means}
