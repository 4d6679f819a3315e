"""Closed terms written out: sums over known ranges term by term, entries of known vectors, known cases."""

from collections.abc import Callable
from typing import Final

from derive.algebra.balls import truth
from derive.core.term import ONE, ZERO, Apply, Binder, Component, Number, Term
from derive.prove.closed_integrals import closed_integral

MOST_TERMS: Final = 12
JOINED: Final = {"sum": "add", "product": "multiply", "maximum": "max", "minimum": "min"}
EMPTY: Final = {"sum": ZERO, "product": ONE}


def expanded(term: Term) -> Term:
    """An equal term without the binders, entries and cases whose range or condition is known."""
    return _expanded(term, {})


def _expanded(term: Term, known: dict[Term, Term]) -> Term:
    """The same; ``known`` are shared sub-terms that were written out before."""
    if term not in known:
        known[term] = _once(term, known)
    return known[term]


def _once(term: Term, known: dict[Term, Term]) -> Term:
    if isinstance(term, Binder):
        return _binder(term, known)
    if not term.children or any(s.is_bound for s in term.symbols):
        return term
    if isinstance(term, Apply) and term.head in CHOSEN:
        chosen = CHOSEN[term.head](term)
        if chosen is not None:
            return _expanded(chosen, known)
    new = term.rebuild(tuple(_expanded(c, known) for c in term.children))
    return _entry(new) if isinstance(new, Component) else new


def _binder(term: Binder, known: dict[Term, Term]) -> Term:
    if term.kind == "integral":
        return closed_integral(term) or term
    if term.kind not in JOINED:
        return term
    lower, upper = (_expanded(p, known) for p in term.parameters[:2])
    if not (isinstance(lower, Number) and isinstance(upper, Number)):
        return term
    span = range(int(lower.value), int(upper.value) + 1)
    if len(span) > MOST_TERMS:
        return term
    parts = tuple(_expanded(term.open(Number(i)), known) for i in span)
    if len(parts) < 2:
        return parts[0] if parts else EMPTY.get(term.kind, term)
    return Apply(JOINED[term.kind], *parts)


def _entry(term: Component) -> Term:
    found: Term = term.base
    for index in term.indices:
        if not (
            isinstance(found, Apply) and found.head in {"vector", "matrix"} and isinstance(index, Number)
        ):
            return term
        place = int(index.value) - 1
        if not 0 <= place < len(found.children):
            return term
        found = found.children[place]
    return found


def _cases(term: Apply) -> Term | None:
    for i in range(len(term.children) // 2):
        value, condition = term.children[2 * i : 2 * i + 2]
        known = truth(condition, {})
        if known is None:
            return None
        if known:
            return value
    return term.children[-1] if len(term.children) % 2 else None


def _indicator(term: Apply) -> Term | None:
    return {True: ONE, False: ZERO, None: None}[truth(term.children[0], {})]


def _delta(term: Apply) -> Term | None:
    return {True: ONE, False: ZERO, None: None}[truth(Apply("eq", *term.children), {})]


CHOSEN: Final[dict[str, Callable[[Apply], Term | None]]] = {
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
}
