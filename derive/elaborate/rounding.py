"""Decimals: a decimal against a longer value means equality to the digits written."""

from fractions import Fraction

from derive.core.surface import Numeral, Signed, Surface
from derive.core.term import Apply, Number, Term, subtract

_SIGNIFICANT = 3


def _decimal(node: Surface) -> str | None:
    while isinstance(node, Signed):
        node = node.operand
    return node.text if isinstance(node, Numeral) and "." in node.text else None


def _significant(text: str) -> int:
    return len(text.replace(".", "").lstrip("0"))


def _half_unit(text: str) -> Number:
    return Number(Fraction(1, 2 * 10 ** len(text.split(".")[1])))


def rounded(left: Term, right: Term, nodes: tuple[Surface, Surface]) -> Term | None:
    """``left = right`` to the digits written, if one side may be the rounded value of the other."""
    for node, term, other in ((nodes[1], right, left), (nodes[0], left, right)):
        text = _decimal(node) if isinstance(term, Number) else None
        if text is not None and _significant(text) >= _SIGNIFICANT:
            return _within(left, right, text) if _is_longer(other, text) else None
    return None


def within(left: Term, right: Term, nodes: tuple[Surface, Surface]) -> Term | None:
    """``left`` rounds to ``right``, however few digits it has; None if neither is a number."""
    for node, term in ((nodes[1], right), (nodes[0], left)):
        if isinstance(term, Number):
            text = _decimal(node)
            return _within(left, right, text) if text is not None else _within(left, right, "0.")
    return None


def _within(left: Term, right: Term, text: str) -> Term:
    return Apply("le", Apply("abs", subtract(left, right)), _half_unit(text))


def _is_longer(term: Term, text: str) -> bool:
    """Whether a closed value has more digits than the decimal."""
    if term.symbols or term.binders:
        return False
    value = value_of(term)
    places = len(text.split(".")[1])
    return value is None or (value * 10**places).denominator != 1


def value_of(term: Term) -> Fraction | None:
    """The value of a term that is made of numbers by sums, products and whole powers."""
    if isinstance(term, Number):
        return term.value
    if not isinstance(term, Apply):
        return None
    values = [value_of(c) for c in term.children]
    if not values or any(v is None for v in values):
        return None
    return _computed(term.head, [v for v in values if v is not None])


def _computed(head: str, values: list[Fraction]) -> Fraction | None:
    if head == "add":
        return sum(values, Fraction(0))
    if head == "multiply":
        product = Fraction(1)
        for v in values:
            product *= v
        return product
    if (
        head == "power"
        and values[1].denominator == 1
        and abs(values[1]) < 64
        and (values[0] or values[1] > 0)
    ):
        return values[0] ** int(values[1])
    return None
