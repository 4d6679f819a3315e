"""What is excepted: "unless ``x = 0``", "except for ``x = 0``" say that the statement is for all other x."""

from typing import Final

from derive.core.surface import Chain, Listing, Relation, Surface

_OPPOSITES: Final = {
    "=": "\\ne",
    "\\ne": "=",
    "\\neq": "=",
    "<": "\\ge",
    ">": "\\le",
    "\\le": ">",
    "\\leq": ">",
    "\\ge": "<",
    "\\geq": "<",
    "\\in": "\\notin",
    "\\notin": "\\in",
}


def excluded(node: Surface) -> Surface | None:
    """The condition that a relation does not hold; None if that cannot be said by relations."""
    if (
        not isinstance(node, Chain)
        or None in node.terms
        or any(r.sign not in _OPPOSITES for r in node.relations)
    ):
        return None
    ends = zip(node.terms, node.relations, node.terms[1:], strict=False)
    found = [
        Chain(node.place, (left, right), (Relation(r.place, _OPPOSITES[r.sign]),)) for left, r, right in ends
    ]
    return found[0] if len(found) == 1 else Listing(node.place, tuple(found), ("or",) * (len(found) - 1))
