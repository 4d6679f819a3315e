"""Formulas written from terms, laid out as a person would: what is large stands behind its derivative."""

from dataclasses import fields, replace
from typing import Any, Final

from derive.core.surface import (
    Annotated,
    Call,
    Differential,
    Fence,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Scripted,
    Surface,
)

SMALL: Final = (Name, Numeral, Scripted, Annotated)


def tidy(tree: Surface) -> Surface:
    """The formula with each derivative of something large as an operator in front of it."""
    changed = {f.name: _below(getattr(tree, f.name)) for f in fields(tree)}
    rebuilt: Surface = replace(tree, **changed)
    if isinstance(rebuilt, Differential):
        return _in_front(rebuilt)
    return rebuilt


def _below(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_below, value))
    return tidy(value) if isinstance(value, Surface) else value


def _in_front(tree: Differential) -> Surface:
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
