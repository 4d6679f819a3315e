r"""Asymptotic relations: ``f \sim g``, ``f = g + o(h)``, ``f = O(h)``, each a statement about one limit."""

from typing import Final

from derive.core.surface import (
    Chain,
    Fence,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Relation,
    Signed,
    Surface,
    Words,
)
from derive.core.term import INFINITY, ONE, ZERO, Apply, Term, divide, subtract
from derive.elaborate.arrays import shape
from derive.elaborate.binders import limit_of, to_infinity
from derive.elaborate.names import name_of, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition

_INDEX: Final = "n"
_ORDERS: Final = {"o": "o", "O": "O", "\\mathcal{O}": "O"}
_MODES: Final = frozenset(("d", "p", "as", "a.s.", "f.s.", "qm", "w", "dist", "prob", "distribution", "l^2"))
_STATING: Final = frozenset(("=", "\\in"))


def asymptotic(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term | None:
    """The proposition of an asymptotic relation between two trees; None for other relations.

    Raises:
        UnreadableError: it does not say what tends where, or the sides are arrays.
    """
    if sign.sign == "\\sim":
        return _alike(reading, left, right, sign)
    if sign.sign not in _STATING:
        return None
    parts = _without_order(reading, right)
    return None if parts is None else _of_order(reading, left, *parts, sign)


def approach_of(reading: Reading, nodes: tuple[Surface, ...], sign: Relation) -> Chain | None:
    """What tends where: noted at the sign, said before, or n to infinity."""
    if any(isinstance(n, Words | Name) and n.text.casefold() in _MODES for n in sign.notes):
        raise refusal("mode-of-convergence", sign.place)
    noted = (n for n in sign.notes if isinstance(n, Chain) and n.relations[0].sign == "\\to")
    approach = next(noted, None) or reading.scope.approaching()
    known = isinstance(reading.scope.lookup(_INDEX), Definition)
    if approach is None and not known and any(_INDEX in names_in(n) for n in nodes):
        reading.readings.append("index-to-infinity")
        return to_infinity(Name(nodes[0].place, _INDEX))
    return approach


def _alike(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term:
    approach = approach_of(reading, (left, right), sign)
    if approach is None:
        raise refusal("relation", sign.place, sign=sign.sign)

    def quotient() -> Term:
        sides = reading.term(left), reading.term(right)
        if any(map(shape, sides)):
            raise refusal("relation", sign.place, sign=sign.sign)
        return divide(*sides)

    return Apply("eq", limit_of(reading, approach, quotient), ONE)


def _of_order(
    reading: Reading, left: Surface, rest: Surface | None, order: str, size: Surface, sign: Relation
) -> Term:
    approach = approach_of(reading, (left, size), sign)
    if approach is None:
        raise refusal("limit", sign.place)

    def quotient() -> Term:
        sides = reading.term(left), ZERO if rest is None else reading.term(rest), reading.term(size)
        if any(map(shape, sides)):
            raise refusal("landau", size.place, name=order)
        return divide(sides[0] if sides[1] is ZERO else subtract(*sides[:2]), sides[2])

    if order == "o":
        return Apply("eq", limit_of(reading, approach, quotient), ZERO)
    return Apply("lt", limit_of(reading, approach, lambda: Apply("abs", quotient())), INFINITY)


def _without_order(reading: Reading, node: Surface) -> tuple[Surface | None, str, Surface] | None:
    """The tree without its term ``o(h)`` or ``O(h)``, which of the two that is, and h."""
    if not isinstance(node, Infix):
        found = _order(reading, node)
        return None if found is None else (None, *found)
    hits = [(k, f) for k, item in enumerate(node.items) if (f := _order(reading, item)) is not None]
    if len(hits) != 1 or not all(o in ("+", "-") for o in node.operators):
        return None
    (k, found) = hits[0]
    zero = Numeral(node.items[k].place, "0")
    return Infix(node.place, (*node.items[:k], zero, *node.items[k + 1 :]), node.operators), *found


def _order(reading: Reading, node: Surface) -> tuple[str, Surface] | None:
    if isinstance(node, Signed):
        return _order(reading, node.operand)
    if not isinstance(node, Juxtaposed) or len(node.items) != 2:
        return None
    head, argument = node.items
    name = name_of(head) if isinstance(head, Name) else None
    if name not in _ORDERS or not isinstance(argument, Fence) or len(argument.items) != 1:
        return None
    if reading.scope.lookup(name) is not None:
        return None
    return _ORDERS[name], argument.items[0]
