"""Arguments by arrows: what ``a = b <=> c = b <=> c = d`` says of its terms.

An arrow between two statements that hold is true whatever they are. What was worked out on the way stands in
the statements, and in what became of the side that changed from one to the next.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.term import Apply, Term
from derive.core.verdict import Proved
from derive.grade.deciding import decided
from derive.grade.form import form
from derive.grade.written import Written

ARROWS: Final = frozenset(("implies", "iff"))


def spoken(source: Written) -> tuple[Written, ...]:
    """The step itself; in the place of an arrow the relations that it speaks of, as far as they hold."""
    proposition = None if source.claim is None else source.claim.proposition
    if source.claim is None or not isinstance(proposition, Apply) or proposition.head not in ARROWS:
        return (source,)
    if source.is_wrong or source.is_open:
        return ()
    stated = (*proposition.children, *_changed(*proposition.children))
    return tuple(w for p in stated if (w := _holding(source, source.claim, p)) is not None)


def _changed(before: Term, after: Term) -> Iterator[Term]:
    """The equation between the sides that differ, where the others are the same."""
    if not isinstance(before, Apply) or not isinstance(after, Apply) or before.head != after.head:
        return
    pairs = tuple(zip(before.children, after.children, strict=True))
    if len(pairs) == 2 and sum(_is_same(a, b) for a, b in pairs) == 1:
        yield next(Apply("eq", a, b) for a, b in pairs if not _is_same(a, b))


def _is_same(left: Term, right: Term) -> bool:
    try:
        return form(left) is form(right)
    except ShapeError:
        return left is right


def _holding(source: Written, claim: Claim, proposition: Term) -> Written | None:
    """A step that says a proposition, if it holds whatever the arrow supposes."""
    stated = replace(claim, proposition=proposition)
    verdict = decided(stated)
    return replace(source, claim=stated, verdict=verdict) if isinstance(verdict, Proved) else None
