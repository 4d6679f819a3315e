"""Induction on a symbolic integer bound."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Symbol, Term, add, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.sums import JOINED, without_last
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Base and step for a symbol that bounds a sum or product, or is a power or factorial."""
    tried = False
    for variable in _variables(sequent.goal):
        for base in _bases(variable, sequent, prover):
            tried = True
            tree = _induction(variable, base, sequent, prover)
            if tree is not None:
                return tree
            break
    return Declined("prove.induction-fails") if tried else None


GROWING: Final = {"power": 1, "factorial": 0, "binomial": 0}
"""Operations that ask for induction, with the place of the argument over which it goes."""


def _variables(goal: Term) -> list[Symbol]:
    found: set[Symbol] = set()
    for term in subterms(goal):
        if isinstance(term, Binder) and term.kind in {"sum", "product"}:
            found |= term.parameters[1].symbols
        elif isinstance(term, Apply) and term.head in GROWING:
            found |= term.children[GROWING[term.head]].symbols
    integers = [s for s in found if s.sort == INTEGER and not s.is_bound and not _is_dimension(s, goal)]
    return sorted(integers, key=lambda s: s.name)


def _is_dimension(symbol: Symbol, goal: Term) -> bool:
    return any(symbol in d.symbols for s in goal.symbols for d in getattr(s.sort, "shape", ()))


def _bases(variable: Symbol, sequent: Sequent, prover: Prover) -> Iterator[Term]:
    low = prover.tables.facts(sequent.hypotheses).range(variable).low
    first = () if low is None else (Number(int(low.ceil())),)
    stated = (h.children[0] for h in sequent.hypotheses if _is_bound(h, variable))
    for base in (*stated, *first, Number(3), Number(2), ONE, ZERO):
        if prover.tables.proves(sequent.hypotheses, Apply("le", base, variable)):
            yield base


def _is_bound(hypothesis: Term, variable: Symbol) -> bool:
    """Whether a hypothesis is ``m <= n`` with another symbol m."""
    if not isinstance(hypothesis, Apply) or hypothesis.head != "le" or hypothesis.children[1] is not variable:
        return False
    return isinstance(hypothesis.children[0], Symbol) and hypothesis.children[0].sort == INTEGER


def _induction(variable: Symbol, base: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    goal = sequent.goal
    kept = tuple(h for h in sequent.hypotheses if variable not in h.symbols)
    start = prover.prove(kept, replace(goal, {variable: base}), 0.5)
    if start is None:
        return None
    known = (*kept, Apply("le", base, variable), goal)
    step = _step(Sequent(known, replace(goal, {variable: add(variable, ONE)})), prover)
    if step is None:
        return None
    return inference("induction", sequent, start, step, arguments=(variable, base))


def _step(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The step, after the last terms of sums and products are split off."""
    for term in subterms(sequent.goal):
        if not isinstance(term, Binder) or term.kind not in JOINED or any(s.is_bound for s in term.symbols):
            continue
        split = without_last(term)
        if split is None:
            continue
        inner = _step(Sequent(sequent.hypotheses, replace(sequent.goal, {term: split})), prover)
        equality = Sequent(sequent.hypotheses, Apply("eq", term, split))
        if inner is None:
            return None
        return inference("exchange", sequent, axiom("last-term", equality), inner, arguments=(term, split))
    return prover.prove(sequent.hypotheses, sequent.goal, 0.8)


METHOD = Method(
    name="induction",
    rank=70,
    search=search,
    heads=frozenset(("eq", "le", "lt")),
    proves=examples(
        (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", r"n \in \mathbb{N}"),
        (r"\sum_{k=1}^n k^3 = \left(\sum_{k=1}^n k\right)^2", r"n \in \mathbb{N}"),
        (r"\sum_{k=m}^n \binom{k}{m} = \binom{n+1}{m+1}", r"m \le n"),
    ),
    declines=examples((r"\sum_{k=1}^n k = \frac{n(n-1)}{2}", r"n \in \mathbb{N}")),
)
