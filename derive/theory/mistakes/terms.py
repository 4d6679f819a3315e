"""Summands that were lost, or that came from nowhere."""

from collections.abc import Iterator

from derive.core.surface import Infix, Numeral, Signed
from derive.theory.mending import SUMS, between, is_sum, joined, minus, plus
from derive.theory.mistake import Change, Mistake, Spot

_PLACES = frozenset(("whole", "argument", "numerator", "denominator", "body", "inside", "radicand"))


def _lost(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role not in _PLACES or (isinstance(node, Numeral) and not spot.around.names):
        return
    for item in (Numeral(node.place, "1"), *spot.around.names):
        for sign in ("+", "-"):
            yield Change(plus(node, sign, item), node.place, Signed(node.place, sign, item))


def _surplus(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role in ("index", "lower", "upper") or not (is_sum(node) and isinstance(node, Infix)):
        return
    for k, item in enumerate(node.items[1:]):
        if node.operators[k] in SUMS:
            items = (*node.items[: k + 1], *node.items[k + 2 :])
            operators = (*node.operators[:k], *node.operators[k + 1 :])
            detail = Signed(node.place, node.operators[k], item)
            yield Change(joined(operators, items, node.place), between(node.items[k], item), detail)
    second = minus(node.items[1]) if node.operators[0] == "-" else node.items[1]
    yield Change(
        joined(node.operators[1:], (second, *node.items[2:]), node.place), node.items[0].place, node.items[0]
    )


MISTAKES = (
    Mistake("missing-term", 25, r"(x + 1)(x + 2) = x^2 + 3x", r"(x + 1)(x + 2) = x^2 + 3x + 2", _lost),
    Mistake("extra-term", 15, r"(a + b)(a - b) = a^2 - b^2 + ab", r"(a + b)^2 - b^2 = a^2 + 2ab", _surplus),
)
