"""Slips with numbers: one too many, double, or another number of the same line."""

from collections.abc import Iterator

from derive.core.surface import Fraction, Numeral
from derive.theory.mending import numeral
from derive.theory.mistake import Change, Mistake, Spot

_ELSEWHERE = frozenset(("exponent", "index", "lower", "upper"))
_LARGEST = 10**6


def _numbers(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if not isinstance(node, Numeral) or not node.text.isdecimal() or spot.role in _ELSEWHERE:
        return
    value = int(node.text)
    if value > _LARGEST:
        return
    others = [value + 1, value - 1, 2 * value, value + 2, value - 2, value**2]
    if value % 2 == 0:
        others.append(value // 2)
    others += [int(t) for t in spot.around.numerals if t.isdecimal() and int(t) <= _LARGEST]
    for other in dict.fromkeys(others):
        if other != value:
            new = numeral(other, node.place)
            yield Change(new, node.place, new)
    if value > 1 and spot.role not in ("numerator", "denominator"):
        inverse = Fraction(node.place, numeral(1, node.place), node)
        yield Change(inverse, node.place, inverse)


MISTAKES = (Mistake("number", 16, r"(x + 2)^2 = x^2 + 4x + 2", r"(x + 2)^2 = x^2 + 4x + 4", _numbers),)
