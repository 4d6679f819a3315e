r"""Largest and smallest values over a set of real numbers: ``\max_{x \in [0, 1]} x(1-x) = \frac{1}{4}``."""

from typing import Final

from derive.core.sort import REAL
from derive.core.surface import Big, Chain, Relation, Surface
from derive.core.term import Apply, Term
from derive.elaborate.arrays import shape
from derive.elaborate.quantifiers import of_variable
from derive.elaborate.reading import Reading
from derive.elaborate.sets import ends, number_set

_LARGEST: Final = {"max": "le", "min": "ge"}
_RANGES: Final = frozenset(("\\in", "<", ">", "\\le", "\\ge"))
_WHOLE: Final = frozenset(("\\mathbb{N}", "\\mathbb{Z}"))


def extremum(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term | None:
    """The proposition that a value is an extreme one: none is beyond it, and it is one of the values.

    None for other relations, and for extremes over an index.
    """
    if sign.sign != "=":
        return None
    for side, other in ((left, right), (right, left)):
        if (
            isinstance(side, Big)
            and side.operator in _LARGEST
            and _is_range(side.sub)
            and side.sub is not None
        ):
            return _extreme(reading, side, side.sub, other)
    return None


def _extreme(reading: Reading, node: Big, over: Surface, value: Surface) -> Term | None:
    wanted = reading.term(value)
    if shape(wanted):
        return None
    head = _LARGEST[node.operator]
    bound = of_variable(reading, "forall", over, lambda _: Apply(head, reading.term(node.body), wanted), REAL)
    taken = of_variable(reading, "exists", over, lambda _: Apply("eq", reading.term(node.body), wanted), REAL)
    return Apply("and", bound, taken)


def _is_range(node: Surface | None) -> bool:
    """Whether a real variable runs through an interval, or all numbers that are related to a bound."""
    if (
        not isinstance(node, Chain) or len(node.terms) != 2 or node.relations[0].sign not in _RANGES
    ):  # a bound
        return False
    collection = node.terms[1]
    if collection is None or node.relations[0].sign != "\\in":
        return collection is not None
    return ends(collection) is None and number_set(collection) not in _WHOLE
