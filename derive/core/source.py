"""Where something stands in a document, and what is to be said about it."""

from enum import Enum

from derive.core.record import record


@record
class Place:
    """A half-open range of character offsets in one part of a document.

    ``part`` is the index of the part (a notebook has one for each cell, every
    other format has exactly one); offsets count from 0 in that part's text.
    """

    start: int
    end: int
    part: int = 0

    def to(self, other: "Place") -> "Place":
        """The smallest range that covers both places."""
        start, end = self.start, other.end
        if other.start < start:  # noqa: PLR1730  # min() costs twice as much here
            start = other.start
        if self.end > end:  # noqa: PLR1730  # as above
            end = self.end
        return Place(start, end, self.part)


@record
class Span:
    """A place for people: lines and columns from 1, ``end_column`` exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None


class Severity(Enum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record
class Diagnostic:
    """A located message: ``code`` is a key of ``theory/messages``, ``values`` fill its blanks.

    ``place`` is None when the whole document is meant.
    """

    code: str
    place: Place | None = None
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR


class UnreadableError(Exception):
    """Raised by the reader when a formula cannot be read; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Carry the diagnostic; its code is the text of the exception."""
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic
