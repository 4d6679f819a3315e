"""Where the reference solution of an exercise stands: a file, a block of the sheet, or a filled-in file."""

from derive.core.document import Document
from derive.core.source import UnreadableError
from derive.sheet.model import Exercise, ReadSheet
from derive.syntax.reading import read


def solution_document(sheet: ReadSheet, exercise: Exercise) -> Document | None:
    """The solution as a document; None if there is none.

    Raises:
        UnreadableError: there is one, and it cannot be read.
    """
    if exercise.solution_text is not None:
        name = exercise.solution or sheet.file
        return read(str(sheet.folder / name), exercise.solution_text.encode(), language=None)
    if exercise.solution is None:
        return None
    return read(str(sheet.folder / exercise.solution))


def solution_text(sheet: ReadSheet, exercise: Exercise) -> str | None:
    """The solution as text; None if there is none, or if it cannot be read."""
    try:
        document = solution_document(sheet, exercise)
    except UnreadableError:
        return None
    return None if document is None else "\n".join(part.text for part in document.parts)
