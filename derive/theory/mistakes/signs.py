"""A plus for a minus, or the other way round; brackets that a minus was not carried through."""

from collections.abc import Iterator

from derive.core.surface import Infix, Name, Numeral, Scripted, Signed, Surface
from derive.theory.mending import OPPOSITE, SUMS, between, fenced, is_sum, joined, minus
from derive.theory.mistake import Change, Mistake, Spot

_COUNTING = frozenset(("index", "lower", "upper"))
_SIGNED = frozenset(("whole", "exponent", "argument", "numerator", "body", "inside", "radicand", "entry"))


def _signs(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role in _COUNTING:
        return
    if isinstance(node, Signed) and node.sign in SUMS:
        yield Change(_opposite(node), node.place, _opposite(node))
    elif is_sum(node) and isinstance(node, Infix):
        yield from _in_sum(node)
    if spot.role in _SIGNED and not isinstance(node, Signed):
        yield Change(minus(node), node.place, minus(node))
    elif spot.role == "factor" and isinstance(node, Name | Numeral | Scripted):
        yield Change(fenced(minus(node)), node.place, minus(node))


def _opposite(node: Signed) -> Surface:
    return node.operand if node.sign == "-" else Signed(node.place, "-", node.operand)


def _in_sum(node: Infix) -> Iterator[Change]:
    first, *rest = node.items
    turned = minus(first)
    yield Change(Infix(node.place, (turned, *rest), node.operators), first.place, turned)
    for k, operator in enumerate(node.operators):
        if operator in SUMS:
            other = OPPOSITE[operator]
            operators = (*node.operators[:k], other, *node.operators[k + 1 :])
            detail = Signed(node.place, other, node.items[k + 1])
            place = between(node.items[k], node.items[k + 1])
            yield Change(Infix(node.place, node.items, operators), place, detail)


def _brackets(spot: Spot) -> Iterator[Change]:
    """All that follows a minus belongs to it."""
    node = spot.node
    if not (is_sum(node) and isinstance(node, Infix)):
        return
    for k, operator in enumerate(node.operators[:-1]):
        if operator == "-":
            inner = joined(node.operators[k + 1 :], node.items[k + 1 :], node.items[k + 1].place)
            grouped = fenced(inner)
            new = Infix(node.place, (*node.items[: k + 1], grouped), node.operators[: k + 1])
            place = between(node.items[k], node.items[-1])
            yield Change(new, place, Signed(node.place, "-", grouped))


MISTAKES = (
    Mistake("sign", 10, r"(a - b)^2 = a^2 + 2ab + b^2", r"(a - b)^2 = a^2 - 2ab + b^2", _signs),
    Mistake(
        "minus-before-brackets", 30, r"a - (b + c + d) = a - b + c + d", r"a - (b - c) = a - b + c", _brackets
    ),
)
