"""How much a sheet lets be said of the steps that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from derive.sheet.asked import key_of
from derive.sheet.model import Exercise, ReadSheet, SheetError
from derive.theory.feedback import LEVELS, least
from derive.theory.messages import say

_KNOWN: Final = frozenset(LEVELS)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The most that may be said, by label; ``most`` caps it everywhere.

    Under the label of several parts it is the least of theirs, under no label the least of all.
    """

    levels: Sequence[tuple[str, str]]
    most: str

    def __call__(self, label: str) -> str:
        """The level under a label."""
        key = key_of(label)
        own = [level for known, level in self.levels if known == key]
        found = own or [level for known, level in self.levels if known.startswith(key)]
        return least((self.most, *(found or (level for _, level in self.levels))))


def allowed(sheet: ReadSheet, most: str) -> Allowed:
    """What the sheet lets be said, and no more than ``most``."""
    return Allowed(tuple((key_of(e.label), e.feedback) for e in sheet.exercises), most)


def with_feedback(exercise: Exercise, level: str) -> Exercise:
    """The exercise with the most that is to be said of its steps.

    Raises:
        SheetError: there is no such level.
    """
    if level not in _KNOWN:
        message = say("sheet.feedback", name=level, known=", ".join(LEVELS))
        raise SheetError(message, exercise.key, exercise.line)
    return replace(exercise, feedback=level)
