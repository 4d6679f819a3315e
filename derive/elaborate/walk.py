"""Going through a surface tree without knowing what its nodes mean."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from derive.core.source import Place
from derive.core.surface import Relation, Surface

MOST_WALKED: Final = 1 << 10
_NO_NODES: Final = (str, int, Relation, type(None))
_WALKED: Final[dict[int, tuple[Surface, tuple[Surface, ...]]]] = {}
"""The nodes of trees looked at lately, by identity: trees are walked many times, and hashing one walks it."""


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.type not in (str, int, bool, Place))


def children(node: Surface) -> list[Surface]:
    """The nodes directly below, in reading order."""
    kind: Any = type(node)
    found: list[Surface] = []
    for part in _parts(kind):
        _collect(getattr(node, part), found)
    return found


def _collect(value: object, found: list[Surface]) -> None:
    if isinstance(value, tuple):
        for item in value:
            _collect(item, found)
    elif not isinstance(value, _NO_NODES) and hasattr(value, "place"):
        found.append(value)  # type: ignore[arg-type]  # only surface nodes have a place


def nodes(node: Surface) -> Iterator[Surface]:
    """The node and all below it, parents first."""
    known = _WALKED.get(id(node))
    if known is None or known[0] is not node:
        if len(_WALKED) >= MOST_WALKED:
            _WALKED.clear()
        known = _WALKED[id(node)] = (node, _all_of(node))
    return iter(known[1])


def _all_of(node: Surface) -> tuple[Surface, ...]:
    found: list[Surface] = []
    stack = [node]
    while stack:
        top = stack.pop()
        found.append(top)
        stack.extend(reversed(children(top)))
    return tuple(found)


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
