"""Absolute values that were lost."""

from collections.abc import Iterator

from derive.core.surface import Fence, Name, Scripted
from derive.core.term import HALF, TWO, Apply, Number, Term
from derive.theory.mending import unfenced
from derive.theory.mistake import Change, Derivative, Mistake, Spot


def _bars(spot: Spot) -> Iterator[Change]:
    node = unfenced(spot.node)
    roles = ("whole", "argument", "factor", "summand", "numerator", "denominator", "exponent")
    grouped = isinstance(spot.node, Fence)
    simple = isinstance(node, Name | Scripted) or grouped or spot.role == "argument"
    if spot.role in roles and simple and not _is_barred(node):
        new = Fence(node.place, "|", "|", (node,))
        yield Change(new, spot.node.place, new)


def _is_barred(node: object) -> bool:
    return isinstance(node, Fence) and node.opening == "|"


def _root_of_square(term: Term, _: Derivative) -> Iterator[Term]:
    """The root of a square is not always what was squared."""
    if not (isinstance(term, Apply) and term.head == "power" and term.children[1] is HALF):
        return
    inside = term.children[0]
    if isinstance(inside, Apply) and inside.head == "power" and isinstance(inside.children[1], Number):
        exponent = inside.children[1]
        half = Apply("power", inside.children[0], Number(exponent.value / 2))
        yield inside.children[0] if exponent is TWO else half


MISTAKES = (Mistake("absolute-value", 5, r"\sqrt{x^2} = x", r"\sqrt{x^2} = |x|", _bars, _root_of_square),)
