"""Small changes of surface trees, with brackets where they are needed."""

from dataclasses import fields, is_dataclass
from typing import Any, Final

from derive.core.source import Place
from derive.core.surface import (
    Big,
    Call,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Radical,
    Scripted,
    Signed,
    Surface,
)

SUMS: Final = frozenset(("+", "-"))
PRODUCTS: Final = frozenset(("*", "\\cdot", "\\times"))
OPPOSITE: Final = {"+": "-", "-": "+"}
_TIGHT: Final = (Name, Numeral, Fence, Scripted, Fraction, Radical, Call)


def is_sum(node: Surface) -> bool:
    """Whether the node is a sum or difference."""
    return isinstance(node, Infix) and node.operators[0] in SUMS


def is_product(node: Surface) -> bool:
    """Whether the node is a product with signs."""
    return isinstance(node, Infix) and all(o in PRODUCTS for o in node.operators)


def is_same(one: Surface, other: Surface) -> bool:
    """Whether two nodes are written alike, wherever they stand."""
    return _shape(one) == _shape(other)


def _shape(value: Any) -> object:
    """A node without its places."""
    if isinstance(value, tuple):
        return tuple(map(_shape, value))
    if not is_dataclass(value) or isinstance(value, Place):
        return value
    kept = (f.name for f in fields(value) if f.name != "place")
    return (type(value), *(_shape(getattr(value, name)) for name in kept))


def numeral(value: int, place: Place) -> Surface:
    """A number, with its sign in front."""
    digits = Numeral(place, str(abs(value)))
    return Signed(place, "-", digits) if value < 0 else digits


def unfenced(node: Surface) -> Surface:
    """What stands in brackets that only group."""
    while isinstance(node, Fence) and node.opening in ("(", "[", "{") and len(node.items) == 1:
        node = node.items[0]
    return node


def fenced(node: Surface) -> Surface:
    """The node in brackets."""
    return Fence(node.place, "(", ")", (node,))


def as_factor(node: Surface) -> Surface:
    """The node as it may stand in a product."""
    return fenced(node) if isinstance(node, Signed | Big | Infix) else node


def as_base(node: Surface) -> Surface:
    """The node as it may carry an exponent."""
    return node if isinstance(node, Name | Numeral | Fence) else fenced(node)


def joined(operators: tuple[str, ...], items: tuple[Surface, ...], place: Place) -> Surface:
    """Items with signs between them; one item is itself."""
    return items[0] if len(items) == 1 else Infix(place, items, operators)


def side_by_side(items: tuple[Surface, ...], place: Place) -> Surface:
    """Factors side by side; one is itself."""
    return items[0] if len(items) == 1 else Juxtaposed(place, items)


def times(factor: Surface, node: Surface) -> Surface:
    """The product, with the factor in front."""
    place = node.place
    if isinstance(node, Signed) and node.sign in SUMS:
        return Signed(place, node.sign, times(factor, node.operand))
    if isinstance(node, Numeral) and node.text == "1":
        return factor
    if isinstance(node, Fraction) and not isinstance(factor, Fraction):
        return Fraction(place, times(factor, node.numerator), node.denominator)
    if is_product(node) and isinstance(node, Infix):
        return Infix(place, (times(factor, node.items[0]), *node.items[1:]), node.operators)
    if isinstance(node, Juxtaposed) and _stands_behind(factor, *node.items[:2]):
        return Juxtaposed(place, (node.items[0], factor, *node.items[1:]))
    if isinstance(node, Juxtaposed):
        return _beside(factor, node.items, place)
    if isinstance(node, Big):
        return Juxtaposed(place, (factor, node))
    return _beside(factor, (as_factor(node),), place)


def _stands_behind(factor: Surface, first: Surface, second: Surface) -> bool:
    """Whether a factor is written behind the number in front: a letter or a function, before no bracket."""
    is_letter = isinstance(factor, Name | Call) and not isinstance(second, Fence)
    return is_letter and isinstance(first, Numeral) and not isinstance(second, Numeral)


def _beside(factor: Surface, items: tuple[Surface, ...], place: Place) -> Surface:
    first = items[0].base if isinstance(items[0], Scripted) else items[0]
    if isinstance(first, Numeral) or (isinstance(factor, Name) and isinstance(first, Fence)):
        return Infix(place, (factor, side_by_side(items, place)), ("\\cdot",))
    return Juxtaposed(place, (factor, *items))


def over(node: Surface, divisor: Surface) -> Surface:
    """The quotient."""
    if isinstance(node, Signed) and node.sign in SUMS:
        return Signed(node.place, node.sign, over(node.operand, divisor))
    if isinstance(node, Fraction):
        return Fraction(node.place, node.numerator, times(divisor, node.denominator))
    return Fraction(node.place, node, divisor)


def plus(node: Surface, operator: str, item: Surface) -> Surface:
    """The sum or difference."""
    if is_sum(node) and isinstance(node, Infix):
        return Infix(node.place, (*node.items, item), (*node.operators, operator))
    return Infix(node.place, (node, item), (operator,))


def minus(node: Surface) -> Surface:
    """Minus the node."""
    if isinstance(node, Signed) and node.sign in SUMS:
        return node.operand if node.sign == "-" else Signed(node.place, "-", node.operand)
    return Signed(node.place, "-", fenced(node) if is_sum(node) else node)


def raised(node: Surface, exponent: Surface) -> Surface:
    """The power."""
    if isinstance(node, Scripted) and node.sup is None:
        return Scripted(node.place, node.base, node.sub, exponent, node.primes)
    return Scripted(node.place, as_base(node), None, exponent)


def between(before: Surface, item: Surface) -> Place:
    """From the end of one item to the end of the next, with the sign between them."""
    return Place(before.place.end, item.place.end, item.place.part)
