r"""Domains of definitions: ``f(x) = x^2`` for ``x \ge 0`` has no value at -1.

The condition becomes a part of the value, as if it had been written with a brace and one row.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.core.source import Place
from derive.core.surface import CasesBlock, Chain, Fence, Infix, Listing, Name, Relation, Scripted, Surface
from derive.elaborate.names import name_of, names_in, subscripts
from derive.elaborate.sets import dimensions, is_mark, number_set
from derive.elaborate.walk import nodes

_BOUNDS: Final = frozenset(("<", ">", "\\le", "\\leq", "\\ge", "\\geq", "\\ne", "\\neq", "\\in", "\\notin"))
_WHOLE: Final = frozenset(("\\mathbb{N}", "\\mathbb{Z}"))


def limited(
    found: tuple[Surface, tuple[Surface, ...]],
    right: Surface,
    said: Sequence[Surface],
    source: Surface | None,
) -> Surface:
    """The right side of a definition of ``found``, a name and its variables, within its domain.

    ``said`` are conditions that were stated with it; only those about its variables limit it. ``source``
    is the set from which it was said to map.
    """
    head, variables = found
    names = _variables(head, variables, right)
    conditions: list[Surface] = []
    for condition in (c for node in said for c in _single(node)):
        if limits(condition, names) and condition not in conditions:
            conditions.append(condition)
    if source is not None and len(variables) == 1 and restricts_to(source):
        conditions.append(member(variables[0], source))
    for condition in conditions:
        right = CasesBlock(right.place, ((right, _without_bound(condition)),))
    return right


def member(variable: Surface, source: Surface) -> Chain:
    """That a variable is in a set."""
    return Chain(source.place, (variable, source), (Relation(source.place, "\\in"),))


def is_set(node: Surface) -> bool:
    """Whether a tree is an interval, or a set in braces or of numbers."""
    if isinstance(node, Infix):
        return all(o == "\\setminus" for o in node.operators) and is_set(node.items[0])
    interval = (
        isinstance(node, Fence) and len(node.items) == 2 and node.opening in "([]" and node.closing in ")[]"
    )
    return interval or number_set(node) is not None


def _variables(head: Surface, variables: tuple[Surface, ...], right: Surface) -> frozenset[str]:
    """The names of the variables; of a sequence its index, unless it says which entry is meant."""
    if variables:
        return frozenset(n for v in variables if (n := name_of(v)) is not None)
    if not isinstance(head, Scripted) or head.sub is None:
        return frozenset()
    letters = {n for s in subscripts(head.sub) if (n := name_of(s)) is not None}
    scripts = [n.sub for n in nodes(right) if isinstance(n, Scripted) and n.sub is not None]
    return frozenset(letters - names_in(*scripts))


def _single(node: Surface) -> Iterator[Surface]:
    """The relations of a condition; an order over a list of names is one of each."""
    if isinstance(node, Fence) and node.opening == "(" and len(node.items) == 1:
        yield from _single(node.items[0])
        return
    if isinstance(node, Listing) and set(node.separators) <= {",", "and", "quad", ";"}:
        waiting: list[Surface] = []
        for item in node.items:
            if isinstance(item, Chain):
                yield from (Chain(item.place, (w, *item.terms[1:]), item.relations) for w in waiting)
                yield from _single(item)
                waiting = []
            else:
                waiting.append(item)
        return
    first = node.terms[0] if isinstance(node, Chain) else None
    if isinstance(node, Chain) and isinstance(first, Listing):
        yield from (Chain(node.place, (i, *node.terms[1:]), node.relations) for i in first.items)
    else:
        yield node


def limits(node: Surface, names: frozenset[str]) -> bool:
    """Whether a relation says where variables are."""
    if (
        not isinstance(node, Chain)
        or None in node.terms
        or not all(r.sign in _BOUNDS for r in node.relations)
    ):
        return False
    if not names_in(*(t for t in node.terms if t is not None)) & names:
        return False
    last = node.terms[-1]
    return node.relations[-1].sign != "\\in" or (last is not None and restricts_to(last))


def restricts_to(source: Surface) -> bool:
    """Whether a set is known, and not all numbers or arrays of some shape."""
    if not is_set(source):
        return isinstance(source, Fence) and source.opening == "{"
    name = number_set(source)
    sup = source.sup if isinstance(source, Scripted) else None
    if name is None:
        return True
    return is_mark(sup) if sup is not None and len(dimensions(sup)) == 1 else sup is None and name in _WHOLE


def _without_bound(condition: Surface) -> Surface:
    r"""``n \in \mathbb{N}`` only says that n is an integer: whether sequences begin at 0 or 1 varies."""
    last = condition.terms[-1] if isinstance(condition, Chain) else None
    if not isinstance(condition, Chain) or last is None or number_set(last) != "\\mathbb{N}":
        return condition
    if isinstance(last, Scripted):
        return condition
    return Chain(condition.place, (*condition.terms[:-1], _integers(last.place)), condition.relations)


def _integers(place: Place) -> Name:
    return Name(place, "\\mathbb{Z}")
