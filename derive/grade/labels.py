"""Which exercise a step belongs to, by the labels in a document as people spell them."""

from collections.abc import Sequence
from dataclasses import dataclass

from derive.core.document import BlockKind, Document
from derive.core.source import Place
from derive.elaborate.paragraphs import opening
from derive.sheet.asked import key_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A place where an exercise, or a part of one, is begun; ``mentions`` is the key of what was read."""

    place: Place
    mentions: str


def headings(document: Document, labels: Sequence[str]) -> tuple[Heading, ...]:
    """The headings and beginnings of paragraphs with a label, in reading order."""
    found, fresh = [], True
    for block in document.blocks:
        is_heading = block.kind is BlockKind.HEADING
        if is_heading or (block.kind is BlockKind.PROSE and fresh):
            read = opening(block.text, heading=is_heading, known=labels)
            if mentions := key_of((read.exercise or "") + (read.part or "")):
                found.append(Heading(block.place, mentions))
        fresh = is_heading or block.kind is BlockKind.PARAGRAPH_END
    return tuple(found)


@dataclass(slots=True)
class Labels:
    """The exercise in force, which a label in the text or in a formula changes."""

    known: Sequence[str]
    heading: str = ""
    current: str = ""

    def of(self, label: str) -> str:
        """The exercise of a step with this label."""
        if label in self.known:
            self.heading = self.current = label
        elif self.heading + label in self.known:
            self.current = self.heading + label
        elif self.heading[:-1] + label in self.known and label.isalpha():
            self.current = self.heading[:-1] + label
        elif label and not label.isalpha() and not self.current.startswith(label):
            self._enter(label)
        elif label and self.current.startswith(label):
            self.heading = label
        return self.current

    def pass_heading(self, label: str) -> None:
        """A heading that names an exercise, for formulas below it with labels of equations only."""
        if label in self.known or self.heading + label in self.known:
            self.of(label)

    def _enter(self, label: str) -> None:
        """A heading of several exercises, unless the label is only the number of an equation."""
        if not self.current or any(k.startswith(label) for k in self.known):
            self.heading = self.current = label
