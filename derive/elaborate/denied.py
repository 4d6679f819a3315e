"""Denials: "f is not increasing" says that it fails somewhere, "n is not positive" what n is."""

from typing import Final

from derive.core.sort import Sort
from derive.core.term import Apply, Symbol, Term, bind
from derive.elaborate.context import Settled
from derive.elaborate.names import plain

_OPPOSITES: Final = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}


def nowhere(said: Term) -> Term:
    """That a proposition holds of no value it is said of."""
    if isinstance(said, Apply) and said.head == "implies":
        premise, conclusion = said.children
        return Apply("implies", premise, negated(conclusion))
    return negated(said)


def negated(said: Term) -> Term:
    """That a proposition does not hold."""
    if isinstance(said, Apply) and said.head in _OPPOSITES:
        return Apply(_OPPOSITES[said.head], *said.children)
    if isinstance(said, Apply) and said.head == "not":
        return said.children[0]
    if isinstance(said, Apply) and said.head == "implies":
        premise, conclusion = said.children
        return Apply("and", premise, negated(conclusion))
    return Apply("not", said)


def somewhere_not(said: Term, settled: Settled) -> Term:
    """That there are admissible values for which a proposition does not hold.

    What it is said of are the numbers in it that were not declared.
    """
    found = sorted((s for s in said.symbols if _varies(s, settled)), key=lambda s: s.name)
    known = [h.proposition for h in settled.hypotheses if not h.proposition.symbols.isdisjoint(found)]
    statement = Apply("and", *known, negated(said)) if known else negated(said)
    for symbol in reversed(found):
        statement = bind("exists", symbol, statement)
    return statement


def _varies(symbol: Symbol, settled: Settled) -> bool:
    number = isinstance(symbol.sort, Sort) and not symbol.sort.shape
    return number and settled.scope.lookup(plain(symbol.name).rstrip("'")) is None
