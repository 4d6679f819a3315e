"""Reading a file: the format is chosen by its suffix, or by what it holds."""

import sys
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

from derive import registry
from derive.core.document import BlockKind, Document
from derive.syntax.reader import Reader
from derive.syntax.refusal import refusal

_READERS: Final = "derive.syntax.readers"
_LONGEST: Final = 1_000_000
_FOREIGN: Final = frozenset(
    [
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".tif",
        ".tiff",
        ".webp",
        ".heic",
        ".doc",
        ".docx",
        ".odt",
        ".pages",
        ".rtf",
        ".ppt",
        ".pptx",
        ".djvu",
        ".ps",
        ".eps",
        ".svg",
    ]
)
_MATHEMATICS: Final = frozenset((BlockKind.INLINE, BlockKind.DISPLAY, BlockKind.UNREADABLE))


def read(path: str, data: bytes | None = None, *, language: str | None = None) -> Document:
    """Read a document; ``-`` is standard input, ``data`` stands for what the file holds.

    Raises:
        UnreadableError: without a place, when nothing in it can be read.
    """
    suffix = PurePath(path).suffix.lower() if path != "-" else ""
    if suffix in _FOREIGN:
        raise refusal("transcribe", None, path=path)
    text = _decoded(path, _bytes(path) if data is None else data)
    document = _reader(path, suffix, text).read(path, text, language)
    if not any(block.kind in _MATHEMATICS for block in document.blocks):
        raise refusal("no-mathematics", None, path=path)
    return document


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats that can be read."""
    found = registry.discover(_READERS, "READER", Reader)
    return tuple(sorted(s for reader in found.values() for s in reader.suffixes if s))


def _bytes(path: str) -> bytes:
    """What the file holds.

    Raises:
        UnreadableError: there is no such file, or it cannot be opened.
    """
    try:
        return sys.stdin.buffer.read(_LONGEST + 1) if path == "-" else _limited(Path(path))
    except FileNotFoundError:
        raise refusal("no-file", None, path=path) from None
    except IsADirectoryError:
        raise refusal("directory", None, path=path) from None
    except (OSError, ValueError) as error:
        raise refusal("cannot-open", None, path=path, reason=_reason(error)) from None


def _limited(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST + 1)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _decoded(path: str, data: bytes) -> str:
    """The text of a file, with line ends and marks of order as they are.

    Raises:
        UnreadableError: it is too long, empty, or no text.
    """
    if len(data) > _LONGEST:
        raise refusal("document-too-long", None, path=path, limit=str(_LONGEST))
    if not data.strip():
        raise refusal("empty-document", None, path=path)
    if b"\0" in data:
        raise refusal("binary", None, path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = str(data.count(b"\n", 0, error.start) + 1)
        raise refusal("encoding", None, path=path, line=line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reader(path: str, suffix: str, text: str) -> Reader:
    """The reader for a suffix, or for a text that shows what it is."""
    load: Callable[[str], Reader] = lambda name: registry.load(_READERS, name, "READER", Reader)  # noqa: E731
    for name in registry.names(_READERS):
        reader = load(name)
        if suffix in reader.suffixes if suffix else reader.claims(text):
            return reader
    if suffix and path != "-" and suffix[1:].isalpha():
        raise refusal("format", None, path=path, suffix=suffix)
    return load("markdown")
