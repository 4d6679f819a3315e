"""Going through a surface tree without knowing what its nodes mean."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

from derive.core.source import Place
from derive.core.surface import Relation, Surface


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.type not in (str, int, bool, Place))


def children(node: Surface) -> Iterator[Surface]:
    """The nodes directly below, in reading order."""
    kind: Any = type(node)
    for part in _parts(kind):
        yield from _nodes(getattr(node, part))


def _nodes(value: object) -> Iterator[Surface]:
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, Relation):
        return
    elif hasattr(value, "place"):
        yield value  # type: ignore[misc]  # only surface nodes have a place


def nodes(node: Surface) -> Iterator[Surface]:
    """The node and all below it, parents first."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(tuple(children(top))))


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
