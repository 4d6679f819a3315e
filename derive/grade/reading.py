"""A file that was handed in, read and checked in the context of a sheet."""

from dataclasses import replace

from derive.core.derivation import CheckedDerivation
from derive.elaborate.document import elaborate
from derive.grade.archive import File
from derive.grade.deciding import decided
from derive.prove.check import check
from derive.sheet.asked import Declared
from derive.sheet.model import ReadSheet
from derive.syntax.reading import read


def checked(file: File, sheet: ReadSheet, asked: Declared) -> CheckedDerivation:
    """A file in the sheet's context; what it asks to be assumed in its front matter is not.

    Raises:
        UnreadableError: nothing in it can be read.
    """
    document = read(file.name, file.data, language=sheet.language)
    labels = [e.label for e in sheet.exercises]
    found = elaborate(replace(document, settings=()), language=sheet.language, asked=asked, labels=labels)
    return check(found, by=decided)
