"""What is excepted, as in "unless ``x = 0``", and what is never so: "``x^2 = -1``, so no solution"."""

import re
from typing import Final

from derive.core.surface import Chain, Infix, Listing, Name, Numeral, Relation, Surface, Words

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
_NEVER: Final = re.compile(
    r"\W*(?:(?:(?:there is|has|hat|es gibt) )?(?:no|keine)(?: real| reelle)?"
    r" (?:solutions?|roots?|lösung(?:en)?)"
    r"|(?:a )?contradiction|(?:ein )?widerspruch|impossible|unmöglich|false|falsch|never)\W*",
    re.IGNORECASE,
)
_ARROWS: Final = frozenset(
    ("\\Rightarrow", "\\implies", "\\Longrightarrow", "\\Leftrightarrow", "\\iff", "\\Longleftrightarrow")
)


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


def unsolved(node: Surface) -> Surface:
    r"""``x^2 = -1 \Rightarrow \text{no solution}`` as the claim that the relation never holds."""
    if not isinstance(node, Chain) or None in node.terms or node.relations[-1].sign not in _ARROWS:
        return node
    *statements, last = (t for t in node.terms if t is not None)
    denied = never(statements[-1], last)
    if denied is None or any(r.sign not in _ARROWS for r in node.relations):
        return node
    if len(statements) == 1:
        return denied
    chain = Chain(node.place, tuple(statements), node.relations[:-1])
    return Listing(node.place, (chain, denied), ("quad",))


def never(statement: Surface, words: Surface) -> Surface | None:
    """That a relation is never true, if that is what words behind an arrow say of it."""
    text = words.text if isinstance(words, Words | Name) else ""
    if not _NEVER.fullmatch(text) or not isinstance(statement, Chain) or len(statement.relations) != 1:
        return None
    left, right = statement.terms
    if statement.relations[0].sign == "=" and left is not None and right is not None:
        gap = Infix(statement.place, (left, right), ("-",)) if not isinstance(right, Numeral) else left
        bound = right if isinstance(right, Numeral) else Numeral(right.place, "0")
        return Chain(statement.place, (gap, bound), (Relation(statement.relations[0].place, "\\ne"),))
    return excluded(statement)
