"""Comparing surface trees: where two of them differ."""

from dataclasses import fields

from derive.core.source import Place
from derive.core.surface import Name, Numeral, Relation, Surface

Pairs = list[tuple[Surface, Surface]]


def differences(one: object, other: object) -> Pairs | None:
    """Where two trees differ, as pairs of leaves or numerals; None if they are of another kind."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _in_items(one, other)
    if isinstance(one, Place | Relation | str | int | None) or not hasattr(one, "place"):
        return [] if one == other or isinstance(one, Place | Relation) else None
    if isinstance(one, Numeral) or isinstance(other, Numeral):
        return [] if letters(one) == letters(other) else [(one, other)]  # type: ignore[list-item]  # both are nodes
    if type(one) is not type(other):
        return None
    if isinstance(one, Name):
        return [] if letters(one) == letters(other) else [(one, other)]  # type: ignore[list-item]  # both are nodes
    parts = [f.name for f in fields(one)]  # type: ignore[arg-type]  # a surface node
    return _in_items(tuple(getattr(one, p) for p in parts), tuple(getattr(other, p) for p in parts))


def _in_items(one: tuple[object, ...], other: tuple[object, ...]) -> Pairs | None:
    if len(one) != len(other):
        return None
    found: Pairs = []
    for a, b in zip(one, other, strict=True):
        below = differences(a, b)
        if below is None:
            return None
        found += below
    return found


def letters(node: object) -> object:
    """What a leaf says, its place left aside."""
    return (type(node), getattr(node, "text", None), getattr(node, "accents", ()))
