"""What a file format needs to be read; one format is one file in ``readers/``."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.core.document import Document


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: the suffixes of its files, and how text becomes a document.

    ``read`` gets the path, the text and the language (None: find out). ``claims`` tells from the text alone
    whether it is of this format, for standard input.
    """

    suffixes: tuple[str, ...]
    read: Callable[[str, str, str | None], Document]
    claims: Callable[[str], bool] = lambda _text: False
