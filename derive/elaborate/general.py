r"""General solutions: in ``\sin x = 0 \iff x = k\pi, k \in \mathbb{Z}`` there is such a number k."""

from collections.abc import Iterable, Sequence
from typing import Final

from derive.core.surface import Chain, Empty, Fence, Listing, Surface
from derive.elaborate.names import is_power, label_of, used_in
from derive.elaborate.propositions import ARROWS
from derive.elaborate.sets import number_set

_PARTING: Final = frozenset((",", "quad", "and", "with", "subject to", "for", ";"))


def parameters_of(conditions: Iterable[Surface], known: frozenset[str]) -> list[Surface]:
    """The conditions that say of which set of numbers a name is that is not ``known``."""
    return [c for c in conditions if _introduced(c) is not None and _introduced(c) not in known]


def general(statement: Surface, known: frozenset[str]) -> Surface:
    r"""A statement of values with new names, and in which set of numbers these are, as that such exist."""
    if not isinstance(statement, Listing) or not _PARTING & {*statement.separators}:
        return statement
    new = parameters_of(statement.items, known)
    said = [i for i in statement.items if all(i is not n for n in new)]
    between = [s for s, i in zip(("", *statement.separators), statement.items, strict=True) if i in said]
    if not new or not said or set(between[1:]) - {"or"} or not all(map(_is_value, said)):
        return statement
    body = said[0] if len(said) == 1 else Listing(statement.place, tuple(said), tuple(between[1:]))
    return existing(body, new) if any(_introduced(n) in used_in(*said) for n in new) else statement


def existing(body: Surface, new: Sequence[Surface]) -> Surface:
    """That numbers exist, as said of them, for which a statement holds."""
    separators = ("exists",) * len(new) + (":",)
    return Listing(body.place, (Empty(body.place), *new, body), separators)


def for_some(node: Surface) -> Surface:
    """``p for some k`` as that there is such a k; behind an arrow it is said of what follows the arrow."""
    if not isinstance(node, Listing) or "some" not in node.separators:
        return node
    at = node.separators.index("some") + 1
    if set(node.separators[at:]) - {","}:
        return node
    new = list(node.items[at:])
    body = node.items[0] if at == 1 else Listing(node.place, node.items[:at], node.separators[: at - 1])
    last = body.terms[-1] if isinstance(body, Chain) else None
    if isinstance(body, Chain) and last is not None and body.relations[-1].sign in ARROWS:
        return Chain(body.place, (*body.terms[:-1], existing(last, new)), body.relations)
    return existing(body, new)


def sorts_behind(listing: Listing) -> Surface | None:
    r"""``p \Rightarrow x = k\pi \quad (k \in \mathbb{Z})`` with what is said of k behind its last arrow.

    None if it says something else.
    """
    chain, *behind = listing.items
    sorts = tuple(b.items[0] if isinstance(b, Fence) and len(b.items) == 1 else b for b in behind)
    last = chain.terms[-1] if isinstance(chain, Chain) and chain.relations[-1].sign in ARROWS else None
    if (
        not isinstance(chain, Chain)
        or last is None
        or not sorts
        or any(_introduced(s) is None for s in sorts)
    ):
        return None
    if "for" in listing.separators:
        return None
    body = last.items if isinstance(last, Listing) else (last,)
    signs = last.separators if isinstance(last, Listing) else ()
    whole = Listing(listing.place, (*body, *sorts), (*signs, *("," for _ in sorts)))
    return Chain(listing.place, (*chain.terms[:-1], whole), chain.relations)


def _is_value(statement: Surface) -> bool:
    """Whether this is ``x = ..``."""
    left = statement.terms[0] if isinstance(statement, Chain) else None
    is_equation = isinstance(statement, Chain) and {r.sign for r in statement.relations} == {"="}
    return is_equation and left is not None and label_of(left) is not None and not is_power(left)


def _introduced(condition: Surface) -> str | None:
    r"""The name k of ``k \in \mathbb{Z}``."""
    if not isinstance(condition, Chain) or [r.sign for r in condition.relations] != ["\\in"]:
        return None
    left, right = condition.terms
    is_numbers = right is not None and number_set(right) is not None
    return label_of(left) if left is not None and is_numbers else None
