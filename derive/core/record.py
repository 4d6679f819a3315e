"""Plain values that the type checker keeps frozen, and that cost no more to make than what they hold."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(kind: type[_T]) -> type[_T]:
    """A slotted dataclass with equality and a hash, frozen for the type checker only.

    One that is frozen at run time sets every field by a call, which takes four times as long; of places
    and nodes of trees there are dozens in every formula.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
