"""How results show themselves: they ask, and an upper floor that has words for them answers."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

_SHOWN: Final[dict[str, Callable[[Any], str | None]]] = {}


def show_by(**ways: Callable[[Any], str | None]) -> None:
    """Say how results are shown: as ``text``, as ``html`` and as ``latex``."""
    _SHOWN.update(ways)


class Shown:
    """What has words for people, where the floor that knows them has been loaded."""

    __slots__ = ()

    def __repr__(self) -> str:
        """The words, else the fields."""
        text = _asked("text", self)
        return _fields(self) if text is None else text

    def _repr_html_(self) -> str | None:
        """For notebooks."""
        return _asked("html", self)

    def _repr_latex_(self) -> str | None:
        """For notebooks."""
        return _asked("latex", self)


def _asked(form: str, result: Shown) -> str | None:
    way = _SHOWN.get(form)
    return None if way is None else way(result)


def _fields(result: Any) -> str:
    inside = ", ".join(f"{f.name}={getattr(result, f.name)!r}" for f in fields(result) if f.repr)
    return f"{type(result).__name__}({inside})"
