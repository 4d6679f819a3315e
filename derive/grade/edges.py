"""Relations that were written, between terms in their forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from derive.core.claim import CONVERSE
from derive.core.term import INFINITY, ZERO, Apply, Term, subterms
from derive.grade.written import Written

RELATIONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))


@dataclass(frozen=True, slots=True)
class Edge:
    """``left`` stands in ``relation`` to ``right``, both in their forms.

    ``sides`` are both as they were written. ``work``: 2 if the forms of the sides differ, 1 if they only were
    written differently (more than order and padding), 0 if not even that.
    """

    left: Term
    relation: str
    right: Term
    source: Written
    sides: tuple[Term, Term]
    work: int = 2

    @property
    def reversed(self) -> "Edge":
        """The same from right to left."""
        sign = CONVERSE[self.relation]
        left, right = self.sides
        return Edge(self.right, sign, self.left, self.source, (right, left), self.work)


def relations(proposition: Term) -> Iterator[tuple[Term, str, Term]]:
    """A relation, or the two inequalities that membership in an interval means."""
    if not isinstance(proposition, Apply):
        return
    if proposition.head in RELATIONS:
        left, right = proposition.children
        yield left, proposition.head, right
    elif proposition.head == "member":
        yield from _between(*proposition.children)
    elif proposition.head == "and":
        for part in proposition.children:
            yield from relations(part)


def _between(element: Term, members: Term) -> Iterator[tuple[Term, str, Term]]:
    if isinstance(members, Apply) and members.head == "interval":
        low, high, low_closed, high_closed = members.children
        if not _is_infinite(low):
            yield low, "lt" if low_closed is ZERO else "le", element
        if not _is_infinite(high):
            yield element, "lt" if high_closed is ZERO else "le", high


def _is_infinite(end: Term) -> bool:
    return any(t is INFINITY for t in subterms(end))
