"""What an exercise sheet says of the names in the documents that answer it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owned:
    """A function of a sheet: ``definition`` in LaTeX, in which ``declarations`` hold of its variables."""

    declarations: tuple[str, ...]
    definition: str


Asked = Callable[[str], Sequence[str | Owned]]


def nothing_asked(_: str) -> Sequence[str | Owned]:
    """No sheet, no declarations."""
    return ()
