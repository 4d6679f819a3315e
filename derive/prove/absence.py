"""Limits that a relation needs to have a value, and that do not exist."""

from collections.abc import Iterator
from typing import Final

from derive.core.claim import RELATIONS
from derive.core.term import INFINITY, Apply, Binder, Term
from derive.prove.propositions import head_of

_STATING: Final = frozenset(RELATIONS) - {"ne", "implies", "iff"}


def needed_limits(proposition: Term) -> tuple[Binder, ...]:
    """The limits that stand on one side of a relation only and without which that side has no value.

    Below infinity says that something is bounded, which it may be without a limit, as in x sin x = O(x).
    """
    if not isinstance(proposition, Apply) or proposition.head not in _STATING:
        return ()
    if proposition.head != "eq" and INFINITY in proposition.children:
        return ()
    found = [tuple(_limits(side)) for side in proposition.children]
    return found[0] + found[-1] if sum(map(bool, found)) == 1 else ()


def _limits(side: Term) -> Iterator[Binder]:
    """The side itself, or summands of it."""
    for part in side.children if head_of(side) == "add" else (side,):
        if isinstance(part, Binder) and part.kind == "limit" and not any(s.is_bound for s in part.symbols):
            yield part


def absence(limit: Binder) -> Term:
    """That a limit does not exist, not even as plus or minus infinity."""
    return Apply("not", Apply("has_limit", limit))
