"""Inequalities solved for one of their parts, as far as the signs of factors are known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flint import fmpq

from derive.algebra.facts import NEGATIVE, POSITIVE, Facts
from derive.algebra.facts_polynomials import Polynomial, expanded, merged
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.core.sort import INTEGER
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Term,
    divide,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Prover, axiom, inference
from derive.prove.propositions import head_of


@dataclass(frozen=True, slots=True)
class Isolated:
    """``factor (right - left)`` is the difference of the sides of a goal; one side is the part."""

    part: Term
    factor: Term
    left: Term
    right: Term


def gap_of(sequent: Sequent, prover: Prover) -> Term:
    """The canonical form of right side minus left side, with the numbers that sums are known to be."""
    left, right = sequent.goal.children
    facts, effort = prover.tables.facts(sequent.hypotheses), prover.tables.effort
    gap = canonical(subtract(right, left), facts, effort)
    values = {total: value for total, value in known_sums(sequent.hypotheses) if total.symbols <= gap.symbols}
    replaced = replace(gap, values) if values else gap
    return gap if replaced is gap else canonical(replaced, facts, effort)


def known_sums(hypotheses: tuple[Term, ...]) -> Iterator[tuple[Term, Term]]:
    """Sums that hypotheses say are equal to numbers, with the numbers."""
    for hypothesis in hypotheses:
        if head_of(hypothesis) == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if is_finite_sum(side) and isinstance(other, Number):
                    yield side, other


def isolations(
    gap: Term, sequent: Sequent, prover: Prover, wanted: Callable[[Term], bool]
) -> Iterator[Isolated]:
    """The ways to have one part of the gap, which occurs in it linearly, alone on a side."""
    facts = prover.tables.facts(sequent.hypotheses)
    polynomial = expanded(gap)
    parts = dict.fromkeys(b for m in polynomial for b, e in m if e == 1 and wanted(b))
    for part in parts:
        factor, rest = split_off(polynomial, part)
        if factor is None:
            continue
        sign = facts.sign(term_of(factor))
        if sign not in {POSITIVE, NEGATIVE}:
            continue
        effort = prover.tables.effort
        if sign == POSITIVE:
            other = canonical(divide(negative(term_of(rest)), term_of(factor)), facts, effort)
            yield Isolated(part, term_of(factor), other, part)
        else:
            size = term_of({m: -c for m, c in factor.items()})
            yield Isolated(part, size, part, canonical(divide(term_of(rest), size), facts, effort))


def split_off(polynomial: Polynomial, part: Term) -> tuple["Polynomial | None", Polynomial]:
    """The factor of a part, and the terms without it; None if it occurs otherwise than linearly."""
    factor: Polynomial = {}
    rest: Polynomial = {}
    for monomial, coefficient in polynomial.items():
        if (part, 1) in monomial:
            factor[tuple(f for f in monomial if f != (part, 1))] = coefficient
        elif any(part in set(_inside(base)) for base, _ in monomial):
            return None, {}
        else:
            rest[monomial] = coefficient
    return factor, rest


def _inside(base: Term) -> Iterator[Term]:
    yield base
    for child in base.children:
        yield from _inside(child)


def from_isolated(sequent: Sequent, found: Isolated, tree: ProofTree, prover: Prover) -> ProofTree | None:
    """The goal from the isolated inequality."""
    left, right = sequent.goal.children
    if (left, right) == (found.left, found.right):
        return tree
    product = Apply("multiply", found.factor, subtract(found.right, found.left))
    equality = Apply("eq", subtract(right, left), product)
    if prover.tables.equal(subtract(right, left), product, sequent.hypotheses) is None:
        return None
    same = axiom("normal-form", Sequent(sequent.hypotheses, equality))
    return inference("moved", sequent, same, tree, arguments=(found.factor,))


def isolated_goal(sequent: Sequent, found: Isolated) -> Sequent:
    """The isolated inequality."""
    return Sequent(sequent.hypotheses, Apply(head_of(sequent.goal), found.left, found.right))


def strictness(head: str) -> tuple[tuple[str, str], ...]:
    """The relations of two premises that together give a relation."""
    return (("lt", "le"), ("le", "lt")) if head == "lt" else (("le", "le"),)


def positive_part(term: Term, facts: Facts) -> tuple[Term, Term]:
    """The term as a product of something positive and the rest, which keeps the sign."""
    positive: list[Term] = []
    others: list[Term] = []
    turned = False
    for factor in _factors(term):
        sign = facts.sign(factor)
        if sign == NEGATIVE:
            turned = not turned
        if sign in {POSITIVE, NEGATIVE}:
            positive.append(negative(factor) if sign == NEGATIVE else factor)
        else:
            others.append(factor)
    if not others:
        return ONE, term
    rest = multiply(*others)
    return (multiply(*positive) if positive else ONE), (multiply(MINUS_ONE, rest) if turned else rest)


def _factors(term: Term) -> list[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        return [f for child in term.children for f in _factors(child)]
    if isinstance(term, Apply) and term.head == "add":
        return _without_common_factor(term)
    return [term]


def _without_common_factor(total: Term) -> list[Term]:
    """A sum as the product of what all its terms have in common, and the rest."""
    polynomial = expanded(total)
    if len(polynomial) < 2:
        return [total]
    first, *others = (dict(m) for m in polynomial)
    common = [b for b in first if all(b in m for m in others)]
    least = tuple((b, min(m[b] for m in (first, *others))) for b in common)
    if not least:
        return [total]
    inverse = tuple((b, -e) for b, e in least)
    rest: Polynomial = {merged(m, inverse): c for m, c in polynomial.items()}
    return [*(term_of({(power,): fmpq(1)}) for power in least), term_of(rest)]


def is_finite_sum(term: Term) -> bool:
    """Whether the term is a sum over a finite range of integers, without loose variables."""
    return (
        isinstance(term, Binder)
        and term.kind == "sum"
        and term.variable.sort == INTEGER
        and not any(s.is_bound for s in term.symbols)
        and not any(INFINITY in set(subterms(p)) for p in term.parameters)
    )
