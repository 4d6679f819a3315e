"""Symmetric inequalities in three numbers: one case for each of their orders."""

from typing import Final

from derive.algebra.facts_polynomials import expanded
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import Apply, Symbol, Term, replace
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import gap_of, positive_part
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import negation

NUMBERS: Final = 3
MOST_SIZE: Final = 90
MOST_MONOMIALS: Final = 24
SHARE: Final = 0.5


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal for numbers in each order, if it says the same of them in every order."""
    symbols = sorted(sequent.goal.symbols, key=lambda s: s.name)
    if len(symbols) != NUMBERS or sequent.goal.size > MOST_SIZE or any(s.sort != REAL for s in symbols):
        return None
    if any(shape_of(side) for side in sequent.goal.children):
        return None
    facts = prover.tables.facts(sequent.hypotheses)
    _, gap = positive_part(gap_of(sequent, prover), facts)
    polynomial = expanded(gap)
    effort.charge(10 * sequent.goal.size)
    whole = all(isinstance(e, int) and e > 0 and isinstance(b, Symbol) for m in polynomial for b, e in m)
    if not whole or len(polynomial) > MOST_MONOMIALS or not _is_symmetric(gap, symbols):
        return None
    a, b, c = symbols
    return _cases(sequent, ((a, b), (b, c), (a, c)), prover) or Declined("prove.cases-open")


def _is_symmetric(gap: Term, symbols: list[Symbol]) -> bool:
    a, b, c = symbols
    form = expanded(gap)
    return all(expanded(replace(gap, {x: y, y: x})) == form for x, y in ((a, b), (b, c)))


def _cases(sequent: Sequent, pairs: tuple[tuple[Symbol, Symbol], ...], prover: Prover) -> ProofTree | None:
    if not pairs:
        return prover.prove(sequent.hypotheses, sequent.goal, SHARE)
    (first, second), *rest = pairs
    case = Apply("le", first, second)
    if any(prover.tables.proves(sequent.hypotheses, c) for c in (case, negation(case))):
        return _cases(sequent, tuple(rest), prover)
    premises = []
    for known in (case, negation(case)):
        tree = _cases(Sequent((*sequent.hypotheses, known), sequent.goal), tuple(rest), prover)
        if tree is None:
            return None
        premises.append(tree)
    return inference("split", sequent, *premises, arguments=(case,))


POSITIVE: Final = (r"a \ge 0", r"b \ge 0", r"c \ge 0")

METHOD = Method(
    name="orderings",
    rank=47,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples((r"a(a-b)(a-c) + b(b-a)(b-c) + c(c-a)(c-b) \ge 0", *POSITIVE)),
    declines=examples(
        r"a(a-b)(a-c) + b(b-a)(b-c) + c(c-a)(c-b) \ge 0",
        (r"a(a-b)(a-c) + b(b-a)(b-c) + c(c-a)(c-b) > 0", *POSITIVE),
    ),
)
