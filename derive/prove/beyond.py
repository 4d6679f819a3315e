r"""Entries that an array does not have: with x of K entries ``\sum_{j=1}^K x_{j+1}`` asks for one more.

Such a side has no value anywhere, and the reason is the shape of the array. Only entries behind the
last one are looked for: many number from 0 what has as many entries as it was declared to have.
"""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.shapes import shape_of
from derive.core.claim import Claim
from derive.core.sort import Sort
from derive.core.term import INFINITY, Apply, Binder, Component, Symbol, Term, fresh, replace, subterms
from derive.prove.tables import Tables

MOST_LOOKED_AT: Final = 400
_RANGED: Final = frozenset(("sum", "product", "maximum", "minimum"))
_LAZY: Final = frozenset(("cases", "indicator", "delta", "implies", "and", "or", "not", "iff"))


def missing_entry(claim: Claim, tables: Tables) -> tuple[Component, Term] | None:
    """The entry that a running index asks for, and how many there are; None if it is in no or both sides."""
    if len(claim.proposition.children) != 2 or claim.relation in _LAZY:
        return None
    facts = tables.facts(claim.context.propositions)
    found = [next(_missing(side, facts), None) for side in claim.proposition.children]
    only = [entry for entry in found if entry is not None]
    return only[0] if len(only) == 1 and not _is_assumed(claim, only[0][0]) else None


def _is_assumed(claim: Claim, entry: Component) -> bool:
    """Whether the number of entries was not declared."""
    names = [s.name for s in entry.base.symbols]
    return any(sentence.startswith(f"{name} ") for name in names for sentence in claim.context.assumed)


def _missing(side: Term, facts: Facts) -> Iterator[tuple[Component, Term]]:
    """Entries that are needed for the side to have a value, and lie behind the last one."""
    waiting: list[tuple[Term, frozenset[Term]]] = [(side, frozenset())]
    for _ in range(MOST_LOOKED_AT):
        if not waiting:
            return
        term, moved = waiting.pop(0)
        if isinstance(term, Component) and isinstance(term.base, Symbol):
            yield from _beyond(term, moved, facts)
        waiting += _parts(term, moved, facts)


def _beyond(entry: Component, moved: frozenset[Term], facts: Facts) -> Iterator[tuple[Component, Term]]:
    sort = entry.base.sort if isinstance(entry.base, Symbol) else None
    lengths = sort.shape if isinstance(sort, Sort) else ()
    for index, length in zip(entry.indices, lengths, strict=False):
        if index in moved and facts.proves(Apply("lt", length, index)):
            yield entry, length


def _parts(term: Term, moved: frozenset[Term], facts: Facts) -> Iterator[tuple[Term, frozenset[Term]]]:
    """What has to have a value for the term to have one; of a sum its first and its last summand."""
    if isinstance(term, Binder):
        yield from _summands(term, moved, facts) if term.kind in _RANGED else _inside(term, moved)
    elif not (isinstance(term, Apply) and _is_lazy(term)):
        yield from ((child, moved) for child in term.children)


def _is_lazy(term: Apply) -> bool:
    """Whether a part needs no value where another one says so."""
    return term.head in _LAZY or any(isinstance(c, Apply) and c.head in _LAZY for c in term.children)


def _inside(term: Binder, moved: frozenset[Term]) -> Iterator[tuple[Term, frozenset[Term]]]:
    if term.kind == "derivative":
        yield term.open(fresh("t", term.variable.sort, term)), moved


def _summands(term: Binder, moved: frozenset[Term], facts: Facts) -> Iterator[tuple[Term, frozenset[Term]]]:
    low, high = term.parameters
    if high is INFINITY or shape_of(low) or not facts.proves(Apply("le", low, high)):
        return
    variable = fresh("k", term.variable.sort, term)
    body = term.open(variable)
    for end in (high, low):
        places = (i for t in subterms(body) if isinstance(t, Component) for i in t.indices)
        new = frozenset(replace(i, {variable: end}) for i in places if variable in i.symbols)
        yield replace(body, {variable: end}), moved | new
