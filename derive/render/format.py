"""What an output format is."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.render.report import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How a format may write: with colours, with ASCII only, with the reasons of proved steps, how wide."""

    colour: bool = False
    ascii: bool = False
    explain: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Format:
    """A way to lay out a report; ``suffix`` is that of files in it."""

    suffix: str
    render: Callable[[Report, Style], str]
