"""Going through a surface tree without knowing what its nodes mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from derive.core.source import Place
from derive.core.surface import (
    Annotated,
    Big,
    Call,
    CasesBlock,
    Chain,
    Differential,
    Dots,
    Empty,
    Evaluated,
    Fence,
    Fraction,
    Grid,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Postfix,
    Radical,
    Relation,
    Scripted,
    Signed,
    Surface,
    Words,
)

MOST_WALKED: Final = 1 << 10
_WALKED: Final[dict[int, tuple[tuple[Surface, ...], frozenset[type]]]] = {}
"""Nodes of trees looked at lately, and of what kinds they are, by identity: hashing a tree walks it."""


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.type not in (str, int, bool, Place))


def children(node: Surface) -> Sequence[Surface]:
    """The nodes directly below, in reading order."""
    return BELOW[type(node)](node)


def _present(*parts: Surface | None) -> tuple[Surface, ...]:
    return tuple([p for p in parts if p is not None])


def _below_scripted(node: Scripted) -> tuple[Surface, ...]:
    base, sub, sup = node.base, node.sub, node.sup
    if sub is None:
        return (base,) if sup is None else (base, sup)
    return (base, sub) if sup is None else (base, sub, sup)


def _none(_: Surface) -> tuple[Surface, ...]:
    return ()


BELOW: Final[dict[type, Callable[[Any], Sequence[Surface]]]] = {
    Numeral: _none,
    Name: _none,
    Dots: _none,
    Empty: _none,
    Words: lambda n: n.formulas,
    Scripted: _below_scripted,
    Signed: lambda n: (n.operand,),
    Infix: lambda n: n.items,
    Juxtaposed: lambda n: n.items,
    Call: lambda n: (n.head, n.argument),
    Fraction: lambda n: (n.numerator, n.denominator),
    Radical: lambda n: _present(n.radicand, n.degree),
    Fence: lambda n: n.items,
    Big: lambda n: _present(n.sub, n.sup, n.body, *n.differentials),
    Differential: lambda n: _present(*n.variables, n.operand, n.symbolic_order),
    Postfix: lambda n: (n.operand,),
    Evaluated: lambda n: _present(n.operand, n.sub, n.sup),
    Grid: lambda n: [c for row in n.rows for c in row],
    CasesBlock: lambda n: [c for row in n.rows for c in row if c is not None],
    Chain: lambda n: _present(*n.terms),
    Listing: lambda n: n.items,
    Annotated: lambda n: _present(n.content, n.note),
}
"""What stands directly below each kind of node; notes at relations are no part of a tree."""

_LEAVES: Final = frozenset((Numeral, Name, Dots, Empty))


def nodes(node: Surface) -> tuple[Surface, ...]:
    """The node and all below it, parents first."""
    return _walked(node)[0]


def contain(trees: Iterable[Surface], *kinds: type) -> bool:
    """Whether nodes of all of these kinds are in trees, be it in different ones."""
    missing = set(kinds)
    for tree in trees:
        missing -= _walked(tree)[1]
    return not missing


def kinds_in(trees: Sequence[Surface]) -> frozenset[type]:
    """The kinds of all nodes of trees."""
    if len(trees) == 1:
        return _walked(trees[0])[1]
    return frozenset[type]().union(*[_walked(tree)[1] for tree in trees])


def _walked(node: Surface) -> tuple[tuple[Surface, ...], frozenset[type]]:
    known = _WALKED.get(id(node))
    if known is None or known[0][0] is not node:
        if len(_WALKED) >= MOST_WALKED:
            _WALKED.clear()
        known = _WALKED[id(node)] = _all_of(node)
    return known


def _all_of(node: Surface) -> tuple[tuple[Surface, ...], frozenset[type]]:
    found: list[Surface] = []
    stack = [node]
    while stack:
        top = stack.pop()
        found.append(top)
        kind = type(top)
        if kind not in _LEAVES:
            stack += BELOW[kind](top)[::-1]
    return tuple(found), frozenset(map(type, found))


def transform(node: Surface, change: Callable[[Surface], Surface | None]) -> Surface:
    """The tree with ``change(n)`` in the place of each node for which it is not None, outermost first."""
    new = change(node)
    if new is not None:
        return new
    kind: Any = type(node)
    changed = {part: _transformed(getattr(node, part), change) for part in _parts(kind)}
    new_parts: dict[str, Any] = {k: v for k, v in changed.items() if v is not getattr(node, k)}
    return replace(node, **new_parts)


def _transformed(value: object, change: Callable[[Surface], Surface | None]) -> object:
    if isinstance(value, tuple):
        new = tuple(_transformed(v, change) for v in value)
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    if isinstance(value, Relation) or not hasattr(value, "place"):
        return value
    return transform(value, change)  # type: ignore[arg-type]  # only surface nodes have a place
