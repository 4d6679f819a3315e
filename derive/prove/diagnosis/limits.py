"""Limits worked out, so that what they stand in can be compared."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.definedness_forms import calculates_with_infinity
from derive.core.term import ZERO, Binder, Term, rewrite, subterms
from derive.prove.closed_integrals import closed_integral
from derive.prove.diagnosis.screen import Screen

MOST_NESTED: Final = 6


def with_values(term: Term, screen: Screen) -> Term | None:
    """The term with the values of its limits, and of its integrals where these are found."""
    found = without_limits(term, screen)
    return None if found is None else rewrite(found, _closed)


def _closed(term: Term) -> Term | None:
    is_integral = isinstance(term, Binder) and term.kind == "integral"
    return closed_integral(term) if is_integral and isinstance(term, Binder) else None


def without_limits(term: Term, screen: Screen) -> Term | None:
    """The term with the values of its limits; None where one was not found, or is infinite inside."""
    known = screen.claim.context.propositions
    for _ in range(MOST_NESTED):
        inner = next((t for t in subterms(term) if _is_limit(t) and not any(map(_is_limit, _below(t)))), None)
        if inner is None:
            finite = not any(map(calculates_with_infinity, subterms(term)))
            return rewrite(term, _nothing_summed) if finite else None
        screen.tables.effort.charge(20)
        value = screen.tables.limit(inner, known)
        if value is None:
            return None
        term = rewrite(term, {inner: value}.get)
    return None


def _is_limit(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "limit"


def _below(term: Term) -> Iterator[Term]:
    return (t for t in subterms(term) if t is not term)


def _nothing_summed(term: Term) -> Term | None:
    """The sum or integral of zero."""
    is_sum = isinstance(term, Binder) and term.kind in ("sum", "integral") and term.body is ZERO
    return ZERO if is_sum else None
