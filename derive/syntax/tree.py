"""Walking surface trees without recursion, since formulas may be deep."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields
from functools import cache
from typing import TypeVar, cast

from derive.core.source import Place
from derive.core.surface import Relation, Surface

_T = TypeVar("_T")


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cast("type[Surface]", kind)) if f.name != "place")


def children(node: Surface | Relation) -> Iterator["Surface"]:
    """The nodes directly below, in the order of the fields; notes of relations included."""
    for name in _fields(cast("Hashable", type(node))):
        yield from _nodes(getattr(node, name))


def _nodes(value: object) -> Iterator["Surface"]:
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, Relation):
        yield from _nodes(value.notes)
    elif hasattr(value, "place") and not isinstance(value, Place):
        yield value  # type: ignore[misc]  # everything with a place is a node


def fold(node: Surface, combine: Callable[[Surface, Callable[[Surface], _T]], _T]) -> _T:
    """Work out a value from the leaves up; ``combine`` gets a node and the values of those below it."""
    values: dict[int, _T] = {}
    stack: list[tuple[Surface, bool]] = [(node, False)]
    while stack:
        here, below = stack.pop()
        if below:
            values[id(here)] = combine(here, lambda child: values[id(child)])
        else:
            stack.append((here, True))
            stack.extend((child, False) for child in children(here))
    return values[id(node)]
