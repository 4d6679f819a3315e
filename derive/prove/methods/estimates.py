"""Sums over an index range, estimated term by term: by a constant, by weights, by one of their terms."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    subterms,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import within_range
from derive.prove.gathering import gathered
from derive.prove.isolation import (
    from_isolated,
    is_finite_sum,
    isolated_goal,
    strictness,
)
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 200


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The sums over one range are gathered into one, and that is estimated."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    if not any(is_finite_sum(t) for t in subterms(sequent.goal)):
        return None
    found = gathered(sequent, prover)
    if found is None:
        return None
    inner = isolated_goal(sequent, found)
    for tree in _estimates(inner, prover):
        return from_isolated(sequent, found, tree, prover)
    return Declined("prove.no-estimate")


def _estimates(sequent: Sequent, prover: Prover) -> Iterator[ProofTree]:
    """Proofs of ``rest R sum``."""
    total = sequent.goal.children[1]
    if not isinstance(total, Binder):
        return
    index = fresh("k", INTEGER, sequent.goal, *sequent.hypotheses)
    places = _places(sequent, total, prover)
    for place in places:
        tree = _by_one_term(sequent, total, index, place, prover)
        if tree is not None:
            yield tree
    for bound in _bounds(sequent, total, index, prover):
        tree = _by_bound(sequent, total, index, bound, prover)
        if tree is not None:
            yield tree


def _places(sequent: Sequent, total: Binder, prover: Prover) -> list[Term]:
    """Indices that the rest speaks of, within the range of the sum; its ends if it speaks of none."""
    left = sequent.goal.children[0]
    named = [s for s in sorted(left.symbols, key=lambda s: s.name) if s.sort == INTEGER]
    places: list[Term] = [*named, *total.parameters[:1]]
    return [
        p
        for p in dict.fromkeys(places)
        if all(prover.tables.proves(sequent.hypotheses, r) for r in within_range(total, p))
    ]


def _by_one_term(
    sequent: Sequent, total: Binder, index: Symbol, place: Term, prover: Prover
) -> ProofTree | None:
    known = (*sequent.hypotheses, *within_range(total, index))
    for first, second in strictness(head_of(sequent.goal)):
        if first == "lt" and not prover.tables.proves(sequent.hypotheses, Apply("lt", *total.parameters[:2])):
            continue
        one = prover.attempt(
            Sequent(sequent.hypotheses, Apply(second, sequent.goal.children[0], total.open(place)))
        )
        positive = one and prover.prove(known, Apply(first, ZERO, total.open(index)), 0.4)
        if positive and one:
            return inference("one-term", sequent, positive, one, arguments=(index, place))
    return None


def _bounds(sequent: Sequent, total: Binder, index: Symbol, prover: Prover) -> Iterator[Term]:
    """Terms to compare those of the sum with: an equal share of the rest, or a share by weights."""
    left = sequent.goal.children[0]
    facts, effort = prover.tables.facts(sequent.hypotheses), prover.tables.effort
    lower, upper = total.parameters[:2]
    count = upper if lower is ONE else add(upper, negative(lower), ONE)
    yield canonical(divide(left, count), facts, effort)
    for hypothesis in sequent.hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if is_finite_sum(side) and isinstance(side, Binder) and side.parameters == total.parameters:
                    yield canonical(divide(multiply(side.open(index), left), other), facts, effort)


def _by_bound(
    sequent: Sequent, total: Binder, index: Symbol, bound: Term, prover: Prover
) -> ProofTree | None:
    known = (*sequent.hypotheses, *within_range(total, index))
    left = sequent.goal.children[0]
    smaller = bind("sum", index, bound, *total.parameters)
    for first, second in strictness(head_of(sequent.goal))[::-1]:
        if first == "lt" and not prover.tables.proves(sequent.hypotheses, Apply("le", *total.parameters[:2])):
            continue
        rest = prover.prove(sequent.hypotheses, Apply(second, left, smaller), 0.4)
        each = rest and prover.prove(known, Apply(first, bound, total.open(index)), 0.6)
        if each and rest:
            return inference("dominated", sequent, each, rest, arguments=(index, bound))
    return None


METHOD = Method(
    name="estimates",
    rank=42,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (r"\sum_{j=1}^K e^{\lambda x_j} \le K e^{\lambda \max_j x_j}", r"x \in \mathbb{R}^K", r"\lambda > 0"),
        (r"\left|\sum_{j=1}^n x_j\right| \le \sum_{j=1}^n |x_j|", r"x \in \mathbb{R}^n"),
        (r"\frac{1}{n} \sum_{j=1}^n x_j \le \max_j x_j", r"x \in \mathbb{R}^n"),
        (
            r"\sum_{j=1}^K p_j x_j \le \max_j x_j",
            *(r"p \in \mathbb{R}^K", r"x \in \mathbb{R}^K", r"p_j \ge 0", r"\sum_{j=1}^K p_j = 1"),
        ),
    ),
    declines=examples(
        (r"\sum_{j=1}^K e^{\lambda x_j} \le K e^{\lambda \max_j x_j}", r"x \in \mathbb{R}^K"),
        (r"\sum_{j=1}^n |x_j| \le \left|\sum_{j=1}^n x_j\right|", r"x \in \mathbb{R}^n"),
        (
            r"\sum_{j=1}^K p_j x_j \le \max_j x_j",
            *(r"p \in \mathbb{R}^K", r"x \in \mathbb{R}^K", r"\sum_{j=1}^K p_j = 1"),
        ),
    ),
)
