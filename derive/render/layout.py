"""What a way to print a sheet is."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.render.sheet import SheetView


class LayoutError(Exception):
    """A layout cannot be made here; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a sheet; ``suffix`` is that of files in it. ``render`` may raise LayoutError."""

    suffix: str
    render: Callable[[SheetView], bytes]
