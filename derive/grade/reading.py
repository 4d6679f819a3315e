"""A file that was handed in, read and checked in the context of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.core.derivation import CheckedDerivation
from derive.core.document import Block, BlockKind, Document
from derive.elaborate.document import elaborate
from derive.grade.aligning import announcement, in_context
from derive.grade.archive import File
from derive.grade.deciding import decided
from derive.grade.labels import headings
from derive.prove.check import check
from derive.sheet.asked import Declared, key_of
from derive.sheet.model import ReadSheet
from derive.syntax.reading import read


def checked(file: File, sheet: ReadSheet, asked: Declared) -> CheckedDerivation:
    """A file in the sheet's context; what it asks to be assumed in its front matter is not.

    Raises:
        UnreadableError: nothing in it can be read.
    """
    labels = [e.label for e in sheet.exercises]
    given = replace(read(file.name, file.data, language=sheet.language), settings=())
    document = announced(given, labels)
    if document == given and not headings(document, labels):
        found = in_context(document, sheet, asked)
    else:
        found = elaborate(document, language=sheet.language, asked=asked, labels=labels)
    return check(found, by=decided)


def announced(document: Document, labels: Sequence[str]) -> Document:
    """The document with a paragraph that names the exercise before each display that has it for a label."""
    known = {key_of(label): label for label in labels}
    blocks = (b for block in document.blocks for b in (*_announcement(block, known), block))
    return replace(document, blocks=tuple(blocks))


def _announcement(block: Block, known: dict[str, str]) -> Iterator[Block]:
    rows = block.formula.rows if block.kind is BlockKind.DISPLAY and block.formula else ()
    label = next((known[key] for row in rows if row.label and (key := key_of(row.label)) in known), None)
    if label is None or label.isdigit():
        return
    yield from announcement(block.place, label)
