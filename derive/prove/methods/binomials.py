"""Binomial coefficients of which it is open whether they are 0: both cases."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.algebra.dimensions import linear
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, add, multiply, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import negation

MOST_OPEN: Final = 6


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal where a coefficient is 0 and where it is not, as far as the hypotheses leave that open."""
    effort.charge(sequent.goal.size)
    conditions = tuple(dict.fromkeys(_open(sequent, prover)))
    if not conditions:
        return None
    if len(conditions) > MOST_OPEN:
        return Declined("prove.cases-open")
    premises: list[ProofTree] = []
    for case in (conditions[0], negation(conditions[0])):
        tree = prover.prove((*sequent.hypotheses, case), sequent.goal, 0.5)
        if tree is None:
            return Declined("prove.cases-open")
        premises.append(tree)
    return inference("split", sequent, *premises, arguments=conditions[:1])


def _open(sequent: Sequent, prover: Prover) -> Iterator[Term]:
    """``k <= n`` and ``0 <= k`` for each coefficient, where it is open."""
    facts = prover.tables.facts(sequent.hypotheses)
    for term in subterms(sequent.goal):
        if not isinstance(term, Apply) or term.head != "binomial":
            continue
        above, below = term.children
        if any(s.is_bound for s in term.symbols) or not all(map(_is_whole, (above, below))):
            continue
        for low, high in ((ZERO, below), (below, above)):
            order = _in_order(low, high)
            if order is None:
                continue
            touching = (Apply("eq", *order.children),) if order.head == "le" and low is not ZERO else ()
            for condition in (*touching, order):
                if not any(map(facts.proves, (condition, negation(condition)))):
                    yield condition


def _in_order(low: Term, high: Term) -> Apply | None:
    """``low <= high`` between integers, with ``<`` where that saves a 1; None for other terms."""
    gap = linear(subtract(high, low))
    constant = gap.pop(ONE, Fraction(0))
    if any(not isinstance(s, Symbol) or c.denominator != 1 for s, c in gap.items()):
        return None
    under = [_times(-c, s) for s, c in gap.items() if c < 0]
    over = [_times(c, s) for s, c in gap.items() if c > 0]
    if constant < -1:
        under.append(Number(-constant - 1))
    if constant > 0:
        over.append(Number(constant))
    return Apply("lt" if constant < 0 else "le", _total(under), _total(over))


def _times(factor: Fraction, symbol: Term) -> Term:
    return symbol if factor == 1 else multiply(Number(factor), symbol)


def _total(parts: list[Term]) -> Term:
    return add(*parts) if parts else ZERO


def _is_whole(term: Term) -> bool:
    return all(s.sort == INTEGER for s in term.symbols)


METHOD = Method(
    name="binomials",
    rank=21,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        (r"\binom{n}{k} + \binom{n}{k+1} = \binom{n+1}{k+1}", r"n, k \in \mathbb{N}"),
        (r"k\binom{n}{k} = n\binom{n-1}{k-1}", r"n \ge 1", r"k \ge 1"),
        (r"\binom{n}{k} = \binom{n}{n-k}", r"n, k \in \mathbb{N}", r"k \le n"),
    ),
    declines=examples((r"\binom{n}{k} = \binom{n}{k+1}", r"n, k \in \mathbb{N}")),
)
