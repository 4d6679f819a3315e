"""What a sheet declares where: the context of a document that answers it, by the labels in the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from derive.elaborate.asked import Owned
from derive.sheet.model import ReadSheet

_IGNORED = re.compile(r"[^0-9a-z]")


def key_of(label: str) -> str:
    """A label without case, blanks and punctuation: ``1.6 (b)`` is ``16b``."""
    return _IGNORED.sub("", label.lower())


@dataclass(frozen=True, slots=True)
class Declared:
    """Declarations by exercise; called with a label it gives those in force there.

    An exercise that the sheet divides into parts declares what its parts agree on.
    """

    definitions: tuple[Owned, ...]
    exercises: tuple[tuple[str, tuple[str, ...], tuple[Owned, ...]], ...]

    def __call__(self, label: str) -> Sequence[str | Owned]:
        """The declarations in LaTeX that hold under a label."""
        key = key_of(label)
        for known, sentences, defined in self.exercises:
            if known == key:
                return (*sentences, *self.definitions, *defined)
        return (*_agreed([s for k, s, _ in self.exercises if k.startswith(key)]), *self.definitions)


def _agreed(parts: Sequence[Sequence[str]]) -> list[str]:
    """The declarations of names of which nothing else is said in another part."""
    said: dict[str, set[str]] = {}
    for sentence in (s for part in parts for s in part):
        said.setdefault(sentence.split(" ", 1)[0], set()).add(sentence)
    return [min(sentences) for sentences in said.values() if len(sentences) == 1]


def declared(sheet: ReadSheet) -> Declared:
    """What the sheet says of the names in its exercises."""
    exercises = ((key_of(e.label), e.declarations, e.definitions) for e in sheet.exercises)
    return Declared(sheet.definitions, tuple(exercises))
