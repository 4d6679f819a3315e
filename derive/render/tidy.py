"""Formulas written from terms, laid out as a person would: derivatives in front, no spare signs."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any, Final

from derive.core.surface import (
    Annotated,
    Big,
    Call,
    Chain,
    Differential,
    Fence,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Relation,
    Scripted,
    Signed,
    Surface,
)
from derive.syntax.derivatives import is_above

SMALL: Final = (Name, Numeral, Scripted, Annotated)
RAISED: Final = frozenset((r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\tanh"))
"""Functions whose powers are written at their names."""


_Rules = Mapping[type, Callable[[Any], Surface]]


def tidy(tree: Surface) -> Surface:
    """The formula, from its smallest parts to the whole."""
    return _rebuilt(tree, _RULES)


def laid_out(tree: Surface) -> Surface:
    """The formula as its writer laid it out: what stood behind its derivative stands behind it."""
    return _rebuilt(tree, _OWN)


def _rebuilt(tree: Surface, rules: _Rules) -> Surface:
    changed = {f.name: _below(getattr(tree, f.name), rules) for f in fields(tree)}
    rebuilt: Surface = replace(tree, **changed)
    rule = rules.get(type(rebuilt))
    return rule(rebuilt) if rule else rebuilt


def _below(value: Any, rules: _Rules) -> Any:
    if isinstance(value, tuple):
        return tuple(_below(item, rules) for item in value)
    return _rebuilt(value, rules) if isinstance(value, Surface) else value


def _behind(tree: Differential) -> Surface:
    if tree.operand is None or not tree.variables or is_above(tree):
        return tree
    return Juxtaposed(tree.place, (replace(tree, operand=None), tree.operand))


def _in_front(tree: Differential) -> Surface:
    """What is large stands behind its derivative."""
    operand = _bare(tree.operand)
    if operand is None or isinstance(operand, SMALL) or not tree.variables:
        return tree if operand is tree.operand else replace(tree, operand=operand)
    inside = operand
    if isinstance(operand, Infix | Juxtaposed) and not _is_application(operand):
        inside = Fence(operand.place, "(", ")", (operand,))
    return Juxtaposed(tree.place, (replace(tree, operand=None), inside))


def _bare(operand: Surface | None) -> Surface | None:
    """An application without the brackets around it."""
    if isinstance(operand, Fence) and len(operand.items) == 1:
        inside = operand.items[0]
        if isinstance(inside, Call) or _is_application(inside):
            return inside
    return operand


def _is_application(tree: Surface) -> bool:
    """A name with brackets behind it."""
    return (
        isinstance(tree, Juxtaposed)
        and len(tree.items) == 2
        and isinstance(tree.items[0], Name | Scripted)
        and isinstance(tree.items[1], Fence)
    )


def _signed(tree: Surface | None) -> Surface | None:
    """A product that begins with something negative in brackets, where a sign may stand in front."""
    if not isinstance(tree, Infix) or set(tree.operators) != {r"\cdot"}:
        return tree
    first, *rest = tree.items
    if not isinstance(first, Fence) or first.opening != "(" or len(first.items) != 1:
        return tree
    inside = first.items[0]
    if not isinstance(inside, Signed) or inside.sign != "-":
        return tree
    product = _without_dots(Infix(tree.place, (inside.operand, *rest), tree.operators))
    return Signed(tree.place, "-", product)


def _sides(tree: Chain) -> Surface:
    return replace(tree, terms=tuple(map(_signed, tree.terms)))


def _infix(tree: Infix) -> Surface:
    return _without_dots(tree) if set(tree.operators) == {r"\cdot"} else _without_brackets(tree)


def _without_dots(tree: Infix) -> Surface:
    r"""``2 \cdot x`` and ``x \cdot 2`` are ``2x``; a dot stays where something could be misread."""
    items = sorted(tree.items, key=lambda item: not isinstance(item, Numeral))
    parts = [p for item in items for p in (item.items if isinstance(item, Juxtaposed) else (item,))]
    stays = any(isinstance(p, Call) for p in parts[:-1])
    if stays or not all(_may_follow(before, after) for before, after in pairwise(items)):
        return tree
    return Juxtaposed(tree.place, tuple(parts))


def _may_follow(before: Surface, after: Surface) -> bool:
    """Whether a factor can stand beside another one and nothing else be meant."""
    first = after.items[0] if isinstance(after, Juxtaposed) else after
    if isinstance(first, Scripted):
        first = first.base
    is_letter = isinstance(before, Name | Scripted) and getattr(before, "text", "") != "d"
    letters = is_letter and isinstance(first, Name) and not _is_application(after)
    return letters or (isinstance(before, Numeral) and isinstance(first, Name | Call))


def _without_brackets(tree: Infix) -> Surface:
    """A sum at the beginning of a sum needs no brackets."""
    first = tree.items[0]
    if not isinstance(first, Fence) or first.opening != "(" or len(first.items) != 1:
        return tree
    inside = first.items[0]
    if not isinstance(inside, Infix) or not {*inside.operators, *tree.operators} <= {"+", "-"}:
        return tree
    return Infix(tree.place, (*inside.items, *tree.items[1:]), (*inside.operators, *tree.operators))


def _raised(tree: Scripted) -> Surface:
    r"""``(\cosh x)^2`` is ``\cosh^2 x``."""
    base, tree = tree.base, replace(tree, sup=_signed(tree.sup))
    if not isinstance(base, Fence) or len(base.items) != 1 or tree.sub is not None or tree.primes:
        return tree
    call = base.items[0]
    if not isinstance(call, Call) or not isinstance(call.head, Name) or not isinstance(tree.sup, Numeral):
        return tree
    if call.head.text not in RAISED:
        return tree
    return replace(call, head=Scripted(tree.place, call.head, None, tree.sup))


def _over_indices(tree: Big) -> Surface:
    r"""A maximum is taken over ``1 \le j \le K``."""
    sub = tree.sub
    if tree.operator not in ("max", "min") or tree.sup is None or not isinstance(sub, Chain):
        return tree
    at_most = Relation(tree.place, r"\le")
    if [r.sign for r in sub.relations] != ["="]:
        return tree
    return replace(tree, sub=Chain(sub.place, (*sub.terms[::-1], tree.sup), (at_most, at_most)), sup=None)


_OWN: Final[_Rules] = {Differential: _behind}
_RULES: Final[_Rules] = {
    Differential: _in_front,
    Infix: _infix,
    Scripted: _raised,
    Big: _over_indices,
    Chain: _sides,
}
