"""One letter written for another."""

from collections.abc import Iterator
from dataclasses import replace

from derive.core.surface import Name, Scripted
from derive.theory.mistake import Change, Mistake, Spot


def _names(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role in ("index", "lower", "upper") or not isinstance(node, Name | Scripted):
        return
    for other in spot.around.names:
        same = isinstance(other, Name) and isinstance(node, Name) and other.text == node.text
        if not same and not (isinstance(node, Scripted) and node.sup is not None):
            new = replace(other, place=node.place)
            yield Change(new, node.place, new)


MISTAKES = (
    Mistake("wrong-letter", 35, r"(a + b)^2 = a^2 + 2ab + a^2", r"(a + b)^2 = a^2 + 2ab + b^2", _names),
)
