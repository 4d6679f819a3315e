r"""Equations between differentials: ``du = 2x\,dx`` says that the derivative of u by x is 2x."""

from collections.abc import Sequence

from derive.core.surface import Chain, Differential, Juxtaposed, Name, Surface
from derive.elaborate.names import name_of
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.walk import nodes, transform
from derive.syntax.derivatives import is_d

PAIR = 2


def relates_differentials(scope: Scope, node: Surface) -> bool:
    """Whether a chain relates a differential to one other, where d is no letter of its own."""
    return isinstance(node, Chain) and _parts(scope, node.terms) is not None


def mixes_differentials(scope: Scope, terms: Sequence[Surface]) -> bool:
    r"""Whether differentials stand on both sides, as in ``\frac{dy}{y} = 2\,dx``; d then is no letter."""
    if len(terms) < PAIR or scope.lookup("d") is not None:
        return False
    with_them = [t for t in terms if any(isinstance(n, Juxtaposed) and _ends(n) for n in nodes(t))]
    return len(with_them) >= PAIR


def as_derivatives(scope: Scope, terms: list[Surface]) -> list[Surface]:
    """The sides of an equation between differentials as a derivative and its value, if one was defined."""
    found = _parts(scope, tuple(terms))
    if found is None or not isinstance(scope.lookup(name_of(found[0]) or ""), Definition):
        return terms
    quantity, variable, right = found
    left = terms[0]
    return [Differential(left.place, "d", (variable,), quantity), transform(right, _without)]


def _parts(scope: Scope, terms: tuple[Surface | None, ...]) -> tuple[Surface, Surface, Surface] | None:
    """What is differentiated, by what, and the side that has the other differential."""
    if len(terms) != PAIR or scope.lookup("d") is not None:
        return None
    left, right = terms
    if not isinstance(left, Juxtaposed) or len(left.items) != PAIR or right is None or not _ends(left):
        return None
    others = [n for n in nodes(right) if isinstance(n, Juxtaposed) and _ends(n)]
    return (left.items[1], others[0].items[-1], right) if len(others) == 1 else None


def _ends(node: Juxtaposed) -> bool:
    """Whether a product ends with a differential."""
    head, last = node.items[-PAIR:]
    return is_d(head) and name_of(head) == "d" and isinstance(last, Name) and not last.function


def _without(node: Surface) -> Surface | None:
    if not isinstance(node, Juxtaposed) or not _ends(node) or len(node.items) == PAIR:
        return None
    rest = node.items[:-PAIR]
    return rest[0] if len(rest) == 1 else Juxtaposed(node.place, rest)
