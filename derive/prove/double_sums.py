"""Quadratic expressions in sums as double sums over pairs of indices."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    power,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import gap_of, is_finite_sum, positive_part
from derive.prove.method import Declined, Prover, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 200


def by_pairs(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The gap as a sum over pairs of indices of something that is never negative."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    if sum(is_finite_sum(t) for t in subterms(sequent.goal)) < 2:
        return None
    facts = prover.tables.facts(sequent.hypotheses)
    factor, rest = positive_part(gap_of(sequent, prover), facts)
    rest = _with_sizes(rest)
    for weight in (None, *_weights(sequent)):
        paired = over_pairs(expanded(rest), weight, sequent)
        if paired is None:
            continue
        positive = prover.prove(sequent.hypotheses, Apply(head_of(sequent.goal), ZERO, paired), 0.6)
        equality = Apply("eq", subtract(right, left), multiply(factor, paired))
        same = positive and prover.prove(sequent.hypotheses, equality, 0.6)
        if same and positive:
            return inference("multiple", sequent, same, positive, arguments=(factor,))
    return Declined("prove.no-squares-over-pairs")


def _with_sizes(term: Term) -> Term:
    """The squares of numbers whose absolute values occur as squares of those."""
    sizes = [t for t in subterms(term) if isinstance(t, Apply) and t.head == "abs"]
    return replace(term, {power(t.children[0], TWO): power(t, TWO) for t in sizes}) if sizes else term


def _weights(sequent: Sequent) -> Iterator[Binder]:
    """Sums that a hypothesis says to be 1."""
    for hypothesis in sequent.hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq" and ONE in hypothesis.children:
            for side in hypothesis.children:
                if isinstance(side, Binder) and is_finite_sum(side):
                    yield side


def over_pairs(polynomial: Polynomial, weight: Binder | None, sequent: Sequent) -> Term | None:
    """A polynomial, quadratic in sums over one range, as a double sum, symmetric in its indices."""
    i = fresh("i", INTEGER, sequent.goal, *sequent.hypotheses)
    j = fresh("j", INTEGER, sequent.goal, *sequent.hypotheses, i)
    parts: list[Term] = []
    bounds: set[tuple[Term, ...]] = set()
    for monomial, coefficient in polynomial.items():
        sums = [
            b for b, e in monomial if isinstance(b, Binder) and is_finite_sum(b) for _ in range(_times(e))
        ]
        bounds |= {s.parameters for s in sums}
        others = tuple(f for f in monomial if f[0] not in sums)
        pair = _pair(sums, others, weight)
        if pair is None or len(bounds) != 1:
            return None
        first, second, rest = pair
        both = (multiply(_at(first, i), _at(second, j)), multiply(_at(first, j), _at(second, i)))
        parts.append(multiply(HALF, term_of({rest: coefficient}), add(*both)))
    if not bounds:
        return None
    (limits,) = bounds
    return bind("sum", i, bind("sum", j, add(*parts), *limits), *limits)


def _times(exponent: object) -> int:
    return exponent if isinstance(exponent, int) and 0 < exponent <= 2 else 3


Factors = tuple[tuple[Term, object], ...]


def _pair(
    sums: list[Binder], others: Factors, weight: Binder | None
) -> tuple[Binder | None, Binder | None, Factors] | None:
    """The two sums of a product; for one sum the other is that of the weights, or the number of terms."""
    if len(sums) == 2:
        return sums[0], sums[1], others
    if len(sums) != 1:
        return None
    if weight is not None:
        return sums[0], weight, others
    lower, upper = sums[0].parameters
    if lower is ONE and (upper, 1) in others:
        return sums[0], None, tuple(f for f in others if f != (upper, 1))
    return None


def _at(total: Binder | None, index: Symbol) -> Term:
    return ONE if total is None else total.open(index)
