"""One letter written for another."""

from collections.abc import Iterator
from dataclasses import replace

from derive.core.surface import Big, Chain, Name, Scripted, Surface
from derive.theory.mistake import Change, Mistake, Spot


def _names(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if isinstance(node, Big) and isinstance(node.sub, Chain):
        yield from _other_variables(node, node.sub, spot.around.indices)
    if spot.role in ("index", "lower", "upper") or not isinstance(node, Name | Scripted):
        return
    for other in spot.around.names:
        same = isinstance(other, Name) and isinstance(node, Name) and other.text == node.text
        if not same and not (isinstance(node, Scripted) and node.sup is not None):
            new = replace(other, place=node.place)
            yield Change(new, node.place, new)


def _other_variables(node: Big, range_: Chain, indices: tuple[Surface, ...]) -> Iterator[Change]:
    """The sum over another letter."""
    variable = range_.terms[0]
    for other in indices if isinstance(variable, Name) else ():
        if isinstance(other, Name) and isinstance(variable, Name) and other.text != variable.text:
            new = replace(other, place=variable.place)
            over = replace(range_, terms=(new, *range_.terms[1:]))
            yield Change(replace(node, sub=over), variable.place, new)


MISTAKES = (
    Mistake("wrong-letter", 35, r"(a + b)^2 = a^2 + 2ab + a^2", r"(a + b)^2 = a^2 + 2ab + b^2", _names),
)
