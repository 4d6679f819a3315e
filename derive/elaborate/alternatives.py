r"""Double signs: a relation with ``\pm`` in it is two, one with the upper and one with the lower signs."""

from collections.abc import Iterator
from typing import Final

from derive.core.surface import Chain, Infix, Listing, Numeral, Signed, Surface
from derive.elaborate.refusal import refusal
from derive.elaborate.walk import nodes, transform

_UPPER: Final = {"\\pm": "+", "\\mp": "-"}
_APART: Final = frozenset(("\\ne", "\\neq"))
DOUBLE_SIGNS: Final = frozenset(_UPPER)
_LOWER: Final = {"\\pm": "-", "\\mp": "+"}


def has_double_sign(node: Surface) -> bool:
    """Whether a double sign occurs in a tree."""
    return bool(_count(node))


def _count(node: Surface) -> int:
    signed = sum(n.sign in _UPPER for n in nodes(node) if isinstance(n, Signed))
    return signed + sum(o in _UPPER for n in nodes(node) if isinstance(n, Infix) for o in n.operators)


def both_signs(
    left: Surface, right: Surface, sign: str = "="
) -> tuple[str, tuple[tuple[Surface, Surface], ...]]:
    r"""How the two relations are joined, and their sides.

    Signs on both sides belong together, and both relations hold; ``x = \pm a`` leaves open which, where
    ``x \ne \pm a`` excludes both.

    Raises:
        UnreadableError: several signs on one side do not show which belong together.
    """
    counts = _count(left), _count(right)
    if 0 in counts and max(counts) > 1:
        raise refusal("double-sign", left.place.to(right.place))
    sides = tuple((_with(left, signs), _with(right, signs)) for signs in (_UPPER, _LOWER))
    return ("and" if counts[0] or sign in _APART else "or"), sides


def either(node: Surface) -> Surface:
    r"""The condition ``x = \pm 1`` as ``x = 1`` or ``x = -1``; any other tree as it is.

    ``x \ne \pm 1`` says that it is neither.
    """
    signs = {r.sign for r in node.relations} if isinstance(node, Chain) else set()
    if not isinstance(node, Chain) or None in node.terms or not (signs == {"="} or signs <= _APART):
        return node
    first, *others = [t for t in node.terms if t is not None]
    if _count(first) or max(map(_count, others)) != 1:
        return node
    chosen = (tuple(_with(t, signs) for t in others) for signs in (_UPPER, _LOWER))
    chains = tuple(Chain(node.place, (first, *rest), node.relations) for rest in chosen)
    return Listing(node.place, chains, ("or" if signs == {"="} else "and",))


def each_apart(node: Listing) -> Iterator[Surface]:
    r"""The items of ``x \ne 0, 1`` with the second number as what ``x`` is not, either."""
    apart: Chain | None = None
    for item in node.items:
        number = isinstance(item.operand if isinstance(item, Signed) else item, Numeral)
        if number and apart is not None:
            yield Chain(item.place, (apart.terms[0], item), apart.relations)
            continue
        single = isinstance(item, Chain) and {r.sign for r in item.relations} <= _APART
        apart = item if single and isinstance(item, Chain) and len(item.relations) == 1 else None
        yield item


def _with(node: Surface, signs: dict[str, str]) -> Surface:
    return transform(node, lambda n: _chosen(n, signs))


def _chosen(node: Surface, signs: dict[str, str]) -> Surface | None:
    if isinstance(node, Signed) and node.sign in signs:
        return Signed(node.place, signs[node.sign], _with(node.operand, signs))
    if isinstance(node, Infix) and any(o in signs for o in node.operators):
        operators = tuple(signs.get(o, o) for o in node.operators)
        return Infix(node.place, tuple(_with(i, signs) for i in node.items), operators)
    return None
