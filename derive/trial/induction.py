"""Finite sums and products in closed form, by induction on the last index."""

from collections.abc import Iterator
from typing import NamedTuple

from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    fresh,
    replace,
    rewrite,
    subterms,
)

JOINED = {"sum": "add", "product": "multiply"}
EMPTY = {"sum": ZERO, "product": ONE}


class Induction(NamedTuple):
    """A statement about ``total``, which stands for the sum up to ``last``: what is to be shown for it.

    ``first`` holds for the least index ``start``; from ``known`` for an index follows ``following``.
    """

    last: Symbol
    start: Term
    first: Term
    known: Term
    following: Term


def inductions(goal: Term) -> Iterator[Induction]:
    """For each finite sum or product up to a symbol, by what an equation about it is shown by induction.

    What it begins with is the empty sum, or else its first term.
    """
    for total in dict.fromkeys(t for t in subterms(goal) if isinstance(t, Binder) and t.kind in JOINED):
        low, last = total.parameters
        loose = any(s.is_bound for s in total.symbols)
        if loose or not isinstance(last, Symbol) or last.sort != INTEGER:
            continue
        if last in low.symbols | total.body.symbols:
            continue
        value = fresh("S", REAL, goal)
        known = rewrite(goal, lambda t, s=total, v=value: v if t is s else None)  # type: ignore[misc]
        after = add(last, ONE)
        longer = Apply(JOINED[total.kind], value, total.open(after))
        following = replace(known, {last: after, value: longer})
        before = add(low, MINUS_ONE)
        for start, begun in ((before, EMPTY[total.kind]), (low, total.open(low))):
            yield Induction(last, start, replace(known, {last: start, value: begun}), known, following)
