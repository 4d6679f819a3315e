"""What a sheet declares where: the context of a document that answers it, by the labels in the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from derive.elaborate.asked import Owned
from derive.sheet.model import ReadSheet

_NAME = re.compile(r"\\?[A-Za-z]+")
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
    """What is said of names of which no other part, if it declares them, says anything else.

    So what one part takes for granted is not in force in the others.
    """
    declared_in = [{sentence.split(" ", 1)[0] for sentence in part} for part in parts]
    found = dict.fromkeys(sentence for part in parts for sentence in part)
    return [s for s in found if all(_agrees(s, p, n) for p, n in zip(parts, declared_in, strict=True))]


def _agrees(sentence: str, part: Sequence[str], names: set[str]) -> bool:
    return sentence in part or names.isdisjoint(_NAME.findall(sentence))


def declared(sheet: ReadSheet) -> Declared:
    """What the sheet says of the names in its exercises."""
    exercises = ((key_of(e.label), e.declarations, e.definitions) for e in sheet.exercises)
    return Declared(sheet.definitions, tuple(exercises))
