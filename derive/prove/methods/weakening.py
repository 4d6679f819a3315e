"""Inequalities in which something is replaced by a known bound of it, and integers taken as real numbers."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts import NEGATIVE
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    ZERO,
    Apply,
    Symbol,
    Term,
    add,
    fresh,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.estimates import is_plain
from derive.prove.isolation import gap_of, split_off
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_BOUNDS: Final = 3
MOST_SIZE: Final = 150


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A known bound in the place of what it bounds; a real variable in the place of an integer."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    found = list(_bounds(sequent, prover))[:MOST_BOUNDS]
    for hypothesis, factor, rest in found:
        tree = _weakened(sequent, hypothesis, factor, rest, prover)
        if tree is not None:
            return tree
    return _relaxed(sequent, prover) or (Declined("prove.bounds-do-not-help") if found else None)


def _bounds(sequent: Sequent, prover: Prover) -> Iterator[tuple[Apply, Term, Term]]:
    """Hypotheses about something in the gap, its factor, and the gap with the bound in its place."""
    gap = gap_of(sequent, prover)
    facts, effort = prover.tables.facts(sequent.hypotheses), prover.tables.effort
    polynomial = expanded(gap)
    atoms = {b for m in polynomial for b, _ in m}
    for hypothesis in sequent.hypotheses:
        if not (isinstance(hypothesis, Apply) and hypothesis.head in {"lt", "le", "gt", "ge"}):
            continue
        if hypothesis.size < 5 or shape_of(hypothesis.children[0]):
            continue
        small, large = hypothesis.children if hypothesis.head in {"lt", "le"} else hypothesis.children[::-1]
        known = expanded(canonical(subtract(large, small), facts, effort))
        for part in sorted({b for m in known for b, _ in m} & atoms, key=lambda t: (-t.size, t.digest)):
            if isinstance(part, Symbol):
                continue
            inside, _ = split_off(known, part)
            factor, _ = split_off(polynomial, part)
            if inside is None or factor is None or len(inside) != 1 or () not in inside:
                continue
            times = term_of({m: c / inside[()] for m, c in factor.items()})
            if not facts.sign(times) & NEGATIVE:
                rest = add(gap, negative(multiply(times, subtract(large, small))))
                yield hypothesis, times, canonical(rest, facts, effort)


def _weakened(
    sequent: Sequent, hypothesis: Apply, factor: Term, rest: Term, prover: Prover
) -> ProofTree | None:
    left, right = sequent.goal.children
    small, large = hypothesis.children if hypothesis.head in {"lt", "le"} else hypothesis.children[::-1]
    inside = set(subterms(sequent.goal))
    old, new = (large, small) if large in inside else (small, large)
    written = (replace(left, {old: new}), replace(right, {old: new}))
    for a, b in (written, (ZERO, rest)) if old in inside else ((ZERO, rest),):
        total = add(subtract(b, a), multiply(factor, subtract(large, small)))
        if prover.tables.equal(subtract(right, left), total, sequent.hypotheses) is not None:
            break
    else:
        return None
    kept = tuple(h for h in sequent.hypotheses if h is not hypothesis)
    inner = prover.prove(kept, Apply(head_of(sequent.goal), a, b), 0.6)
    if inner is None:
        return None
    same = axiom("normal-form", Sequent(sequent.hypotheses, Apply("eq", subtract(right, left), total)))
    return inference("weakened", sequent, same, inner, arguments=(hypothesis, factor))


def _relaxed(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The only symbol of the goal, an integer, as a real number."""
    if len(sequent.goal.symbols) != 1:
        return None
    (whole,) = sequent.goal.symbols
    if whole.sort != INTEGER or not is_plain(sequent.goal, whole):
        return None
    real = fresh("x", REAL, sequent.goal, *sequent.hypotheses)
    known = tuple(h for h in sequent.hypotheses if whole in h.symbols and is_plain(h, whole))
    moved = tuple(replace(h, {whole: real}) for h in known)
    tree = prover.prove(moved, replace(sequent.goal, {whole: real}), 0.7)
    return tree and inference("relaxed", sequent, tree, arguments=(whole, real))


METHOD = Method(
    name="weakening",
    rank=41,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (r"\sum_{k=1}^n \frac{1}{k^2} \le 2 - \frac{1}{n}", r"n \in \mathbb{N}"),
        (r"\log(n + 1) \le n", r"n \in \mathbb{N}"),
    ),
    declines=examples(
        (r"\sum_{k=1}^n \frac{1}{k^2} < 2 - \frac{1}{n}", r"n \in \mathbb{N}"),
        (r"\log(n + 1) < n - \frac{1}{3}", r"n \in \mathbb{N}"),
    ),
)
