"""Sums of exponentials and logarithms over an index range, each estimated by its tangent at one point."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Component,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import within_range
from derive.prove.gathering import gathered
from derive.prove.isolation import from_isolated, is_finite_sum, isolated_goal
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.touching import Use, atoms_of, fits, plans

MOST_SIZE: Final = 120
MOST_POINTS: Final = 10
SHARE: Final = 0.4
CONVEX: Final = frozenset(("exp", "log"))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Tangents for the summands at each point that is suggested."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    if not any(is_finite_sum(t) and any(map(_is_convex, subterms(t))) for t in subterms(sequent.goal)):
        return None
    effort.charge(20 * sequent.goal.size)
    found = gathered(sequent, prover, lambda t: any(map(_is_convex, subterms(t.body))))
    if found is None or not isinstance(found.right, Binder):
        return None
    with prover.tables.share(SHARE):
        tree = _estimated(isolated_goal(sequent, found), found.right, prover)
    whole = tree and from_isolated(sequent, found, tree, prover)
    return whole or Declined("prove.no-tangent")


def _is_convex(term: Term) -> bool:
    if isinstance(term, Apply) and term.head == "power":
        return any(isinstance(t, Component) for t in subterms(term.children[0]))
    return isinstance(term, Apply) and term.head in CONVEX


def _estimated(sequent: Sequent, total: Binder, prover: Prover) -> ProofTree | None:
    index = fresh("k", INTEGER, sequent.goal, *sequent.hypotheses)
    known = (*sequent.hypotheses, *within_range(total, index))
    body = total.open(index)
    atoms = [a for a in atoms_of(body, powers=True) if index in a.symbols and _is_convex(a)]
    names: dict[Term, Term] = {}
    for atom in atoms:
        names[atom] = fresh(f"a{len(names)}", REAL, body, *known, *names.values())
    written = {symbol: atom for atom, symbol in names.items()}
    facts = prover.tables.facts(known)
    for uses, near in plans(atoms, names, written, expanded(replace(body, names)), facts):
        known_points = (*_points(sequent, total, index, uses), *near, *_shares(total, index, uses, near))
        points = dict.fromkeys(known_points) if uses else {}
        for point in list(points)[:MOST_POINTS]:
            tree = _at(sequent, total, index, [u for u in uses if u.at is not point], point, prover)
            if tree is not None:
                return tree
    return None


def _points(sequent: Sequent, total: Binder, index: Symbol, uses: list[Use]) -> Iterator[Term]:
    """Where tangents may touch: what stands beside the sum, and means by known weights."""
    lower, upper = total.parameters[:2]
    count = upper if lower is ONE else add(upper, negative(lower), ONE)
    for t in subterms(sequent.goal.children[0]):
        if isinstance(t, Apply) and t.head in CONVEX and not any(s.is_bound for s in t.symbols):
            yield from (t.children[0], divide(t.children[0], count), divide(ONE, t.children[0]))
            yield divide(count, t.children[0])
    for hypothesis in sequent.hypotheses:
        for side in hypothesis.children if isinstance(hypothesis, Apply) and hypothesis.head == "eq" else ():
            if is_finite_sum(side) and isinstance(side, Binder) and side.parameters == total.parameters:
                for use in uses[:1]:
                    yield bind("sum", index, multiply(side.open(index), use.at), *total.parameters)
    for use in uses[:1]:
        yield divide(bind("sum", index, use.at, *total.parameters), count)


def _shares(total: Binder, index: Symbol, uses: list[Use], near: list[Term]) -> Iterator[Term]:
    """Other terms, scaled so that they have the same sum."""
    for use in uses[:1]:
        for other in near:
            if index in other.symbols and other is not use.at:
                sums = [bind("sum", index, t, *total.parameters) for t in (use.at, other)]
                yield multiply(other, divide(*sums))


def _at(
    sequent: Sequent, total: Binder, index: Symbol, uses: list[Use], point: Term, prover: Prover
) -> ProofTree | None:
    tables = prover.tables
    known = (*sequent.hypotheses, *within_range(total, index))
    if not uses or not fits(uses, point, known, prover):
        return None
    body, left = total.open(index), sequent.goal.children[0]
    gains = [u.gain(point) for u in uses]
    bound = canonical(subtract(body, add(ZERO, *gains)), tables.facts(known), tables.effort)
    smaller = bind("sum", index, bound, *total.parameters)
    rest = _at_most(Sequent(sequent.hypotheses, Apply("le", left, smaller)), prover)
    same = rest and prover.attempt(Sequent(known, Apply("eq", subtract(body, bound), add(ZERO, *gains))))
    if not rest or not same:
        return None
    nothing = axiom("reflexivity", Sequent(known, Apply("le", ZERO, ZERO)))
    arguments = (ZERO, *(a for u in uses for a in u.arguments(point)))
    each = inference("tangents", Sequent(known, Apply("le", bound, body)), same, nothing, arguments=arguments)
    return inference("dominated", sequent, each, rest, arguments=(index, bound))


def _at_most(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """Most often both sides are equal."""
    left, right = sequent.goal.children
    equal = prover.attempt(Sequent(sequent.hypotheses, Apply("eq", left, right)))
    if equal is None:
        return prover.prove(sequent.hypotheses, sequent.goal, 0.3)
    same = axiom("reflexivity", Sequent(sequent.hypotheses, Apply("eq", right, right)))
    return inference("transitivity", sequent, equal, same)


WEIGHTS = (r"p \in \mathbb{R}^n", r"p_i \ge 0", r"\sum_{i=1}^n p_i = 1")
POSITIVE_WEIGHTS = (r"p \in \mathbb{R}^n", r"p_i > 0", r"\sum_{i=1}^n p_i = 1")
POSITIVE = (r"x \in \mathbb{R}^n", "x_i > 0")

METHOD = Method(
    name="jensen",
    rank=41,
    search=search,
    heads=frozenset(("le",)),
    proves=examples(
        (r"e^{\sum_{i=1}^n p_i x_i} \le \sum_{i=1}^n p_i e^{x_i}", r"x \in \mathbb{R}^n", *WEIGHTS),
        (r"-\sum_{i=1}^n p_i \log p_i \le \log n", *POSITIVE_WEIGHTS),
        (
            r"\sum_{i=1}^n p_i \log \frac{p_i}{q_i} \ge 0",
            *(r"q \in \mathbb{R}^n", "q_i > 0", r"\sum_{i=1}^n q_i = 1"),
            *POSITIVE_WEIGHTS,
        ),
        (r"\left(\sum_{i=1}^n x_i\right)\left(\sum_{i=1}^n \frac{1}{x_i}\right) \ge n^2", *POSITIVE),
        (r"\frac{n}{\sum_{i=1}^n \frac{1}{x_i}} \le \frac{1}{n} \sum_{i=1}^n x_i", *POSITIVE),
        (r"\sum_{i=1}^n p_i^2 \ge \frac{1}{n}", *WEIGHTS),
    ),
    declines=examples(
        (r"\left(\sum_{i=1}^n x_i\right)\left(\sum_{i=1}^n \frac{1}{x_i}\right) \ge n^3", *POSITIVE),
        (r"\frac{n}{\sum_{i=1}^n \frac{1}{x_i}} < \frac{1}{n} \sum_{i=1}^n x_i", *POSITIVE),
        (r"\sum_{i=1}^n p_i^2 \ge \frac{2}{n}", *WEIGHTS),
        (r"e^{\sum_{i=1}^n p_i x_i} < \sum_{i=1}^n p_i e^{x_i}", r"x \in \mathbb{R}^n", *WEIGHTS),
        (r"-\sum_{i=1}^n p_i \log p_i < \log n", *POSITIVE_WEIGHTS),
        (
            r"\sum_{i=1}^n p_i \log \frac{p_i}{q_i} \ge 0",
            *(r"q \in \mathbb{R}^n", "q_i > 0"),
            *POSITIVE_WEIGHTS,
        ),
    ),
)
