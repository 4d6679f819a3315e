"""Factors that were lost on the way, or that came from nowhere."""

from collections.abc import Iterator

from derive.core.surface import Fraction, Infix, Juxtaposed, Name, Numeral, Scripted, Surface
from derive.theory.mending import is_product, is_same, is_sum, joined, numeral, over, side_by_side, times
from derive.theory.mistake import Change, Mistake, Spot

_PLACES = frozenset(
    (
        "whole",
        "summand",
        "exponent",
        "argument",
        "numerator",
        "denominator",
        "body",
        "inside",
        "radicand",
        "entry",
    )
)


def _lost(spot: Spot) -> Iterator[Change]:
    """Two, a name, or a number of the relation, above or below the line."""
    node = spot.node
    if spot.role not in _PLACES or (is_sum(node) and spot.role in ("summand", "numerator")):
        return
    for factor in _factors(spot):
        yield Change(times(factor, node), node.place, factor)
        if spot.role != "denominator" and not is_same(factor, node):
            inverse = Fraction(node.place, numeral(1, node.place), factor)
            yield Change(over(node, factor), node.place, inverse)


def _factors(spot: Spot) -> Iterator[Surface]:
    place = spot.node.place
    yield Numeral(place, "2")
    yield from spot.around.names
    for text in spot.around.numerals:
        if text not in ("0", "1", "2"):
            yield Numeral(place, text)
    if spot.role == "body":
        yield from _entries(spot)
    elif spot.role == "summand" and not isinstance(spot.node, Numeral):
        yield from spot.around.calls


def _entries(spot: Spot) -> Iterator[Surface]:
    """Entries of what is in the relation: ``x_j`` for each letter and index."""
    for name in spot.around.names:
        for index in spot.around.indices:
            if isinstance(name, Name) and isinstance(index, Name) and name.text != index.text:
                yield Scripted(spot.node.place, name, index)


def _surplus(spot: Spot) -> Iterator[Change]:
    """One factor, or all that stands below the line, is left out."""
    node = spot.node
    if isinstance(node, Fraction):
        yield Change(
            node.numerator,
            node.denominator.place,
            Fraction(node.place, numeral(1, node.place), node.denominator),
        )
        one = numeral(1, node.place)
        if not isinstance(node.numerator, Numeral):
            yield Change(Fraction(node.place, one, node.denominator), node.numerator.place, node.numerator)
    if isinstance(node, Juxtaposed):
        for k, item in enumerate(node.items):
            rest = side_by_side((*node.items[:k], *node.items[k + 1 :]), node.place)
            yield Change(rest, item.place, item)
    if is_product(node) and isinstance(node, Infix):
        for k, item in enumerate(node.items):
            operators = node.operators[1:] if k == 0 else (*node.operators[: k - 1], *node.operators[k:])
            rest = joined(operators, (*node.items[:k], *node.items[k + 1 :]), node.place)
            yield Change(rest, item.place, item)


def _upside_down(spot: Spot) -> Iterator[Change]:
    """Numerator and denominator change places; or the whole belongs below a line."""
    node = spot.node
    if isinstance(node, Fraction):
        turned = Fraction(node.place, node.denominator, node.numerator)
        yield Change(turned, node.place, turned)
    elif spot.role in ("whole", "argument") and isinstance(node, Scripted | Juxtaposed):
        turned = Fraction(node.place, numeral(1, node.place), node)
        yield Change(turned, node.place, turned)


MISTAKES = (
    Mistake("missing-factor", 20, r"(a + b)^2 = a^2 + ab + b^2", r"2(x + 1) = 2x + 2", _lost),
    Mistake("extra-factor", 15, r"(a + b)(a - b) = 2a^2 - b^2", r"(a + b)(a - b) = a^2 - b^2", _surplus),
    Mistake("upside-down", 9, r"\frac{a/b}{c} = \frac{bc}{a}", r"\frac{a/b}{c} = \frac{a}{bc}", _upside_down),
)
