"""How much is said of a wrong step, from a mere mark to what would be right."""

from collections.abc import Iterable
from typing import Final

LEVELS: Final = ("marks", "place", "reason", "repair")
ALL: Final = LEVELS[-1]


def least(levels: Iterable[str]) -> str:
    """The level that says least; of none the one that says everything."""
    return min(levels, key=LEVELS.index, default=ALL)
