"""Convergence for the parameters of a range, at an end of which it is another matter than inside."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Binder, Number, Symbol, Term, negative
from derive.core.verdict import ProofTree, Sequent
from derive.prove.conditions import OF_LIMITS
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of, negation

WEAK: Final = frozenset(("le", "ge"))
MOST_CASES: Final = 3


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The end by itself, and what is left of the range; else the signs of the parameter."""
    said = sequent.goal.children[0] if head_of(sequent.goal) == "not" else sequent.goal
    if head_of(said) not in OF_LIMITS or not isinstance(said.children[0], Binder):
        return None
    effort.charge(sequent.goal.size)
    for case in _cases(sequent, said):
        if any(prover.tables.proves(sequent.hypotheses, c) for c in (case, negation(case))):
            continue
        first = prover.prove((*sequent.hypotheses, case), sequent.goal, 0.4)
        rest = first and prover.prove((*sequent.hypotheses, negation(case)), sequent.goal, 0.9)
        if first and rest:
            return inference("split", sequent, first, rest, arguments=(case,))
    return Declined("prove.no-limit")


def _cases(sequent: Sequent, said: Term) -> Iterator[Term]:
    """Where a bound is met, then where the parameter is 0 and where it is positive."""
    symbols = sorted((s for s in said.symbols if s.sort == REAL), key=lambda s: s.name)
    found = [_end(h, s) for s in symbols for h in sequent.hypotheses if head_of(h) in WEAK]
    for symbol in symbols[:1]:
        found += [Apply("eq", symbol, ZERO), Apply("lt", ZERO, symbol)]
    yield from list(dict.fromkeys(c for c in found if c is not None))[:MOST_CASES]


def _end(bound: Term, symbol: Symbol) -> Term | None:
    """That a symbol is at an end of its range."""
    ends = [t for t in bound.children if symbol not in t.symbols]
    if len(ends) != 1:
        return None
    opposite = -ends[0].value if isinstance(ends[0], Number) else None
    if opposite is not None and negative(symbol) in bound.children:
        return Apply("eq", symbol, Number(opposite))
    return Apply("eq", symbol, ends[0]) if symbol in bound.children else None


METHOD = Method(
    name="endpoints",
    rank=21,
    search=search,
    heads=frozenset(("not", *OF_LIMITS)),
    proves=(),
    declines=examples(r"x = y"),
)
