"""Archives as people hand them in: read in memory, with nothing written and nothing believed.

Links, devices, encrypted entries and names that lead out of the archive are left out; sizes are bounded by
what comes out, not by what the archive says of itself.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, Final

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 256 << 20
LONGEST_FILE: Final = 1_000_001
ENDINGS: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_DAMAGED: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError)
_FAULTS: Final = (*_DAMAGED, EOFError, OSError, RuntimeError, ValueError)


class ArchiveError(Exception):
    """The archive cannot be used; the text is a code of the messages."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was handed in: its name, without a way to it, and what it holds.

    Of what is longer than a document may be, one byte more than that is kept, so that it is refused.
    """

    name: str
    data: bytes


def is_archive(name: str) -> bool:
    """Whether a name says so."""
    return name.lower().endswith(ENDINGS)


def without_ending(name: str) -> str:
    """The name without what says that it is an archive."""
    ending = max((e for e in ENDINGS if name.lower().endswith(e)), key=len, default="")
    return name.removesuffix(name[len(name) - len(ending) :]) if ending else name


def unpacked(name: str, data: bytes) -> tuple[tuple[PurePosixPath, bytes], ...]:
    """The plain files inside, by their ways, in the order of these.

    Raises:
        ArchiveError: it is damaged, or unpacks to more than is allowed.
    """
    source = io.BytesIO(data)
    entries = _zip(source) if name.lower().endswith(".zip") else _tar(source)
    found: dict[PurePosixPath, bytes] = {}
    size = 0
    try:
        for way, content in entries:
            size += len(content)
            if len(found) >= MOST_FILES or size > MOST_BYTES:
                raise ArchiveError("grade.archive-too-large")
            found[way] = content
    except _FAULTS as error:
        raise ArchiveError("grade.archive-damaged") from error
    return tuple(sorted(found.items()))


def _zip(source: IO[bytes]) -> Iterator[tuple[PurePosixPath, bytes]]:
    with zipfile.ZipFile(source) as archive:
        for entry in archive.infolist()[: MOST_FILES + 1]:
            kind = entry.external_attr >> 28
            way = _safe(entry.filename)
            if entry.is_dir() or kind not in (0, 8) or entry.flag_bits & 1 or way is None:
                continue
            with archive.open(entry) as stream:
                yield way, stream.read(LONGEST_FILE)


def _tar(source: IO[bytes]) -> Iterator[tuple[PurePosixPath, bytes]]:
    stream: Any = _Bounded(_opened(source))
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            way = _safe(entry.name)
            inside = archive.extractfile(entry) if entry.isreg() and way is not None else None
            if inside is not None and way is not None:
                yield way, inside.read(LONGEST_FILE)


_COMPRESSIONS: Final[tuple[tuple[bytes, Callable[[IO[bytes]], Any]], ...]] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ", lzma.open),
)


def _opened(source: IO[bytes]) -> Any:
    """The stream without its compression."""
    start = source.read(6)
    source.seek(0)
    return next((opened(source) for magic, opened in _COMPRESSIONS if start.startswith(magic)), source)


class _Bounded:
    """A stream that ends with an error when more comes out of it than any class hands in."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.left = MOST_BYTES

    def read(self, count: int) -> bytes:
        found: bytes = self.stream.read(count)
        self.left -= len(found)
        if self.left < 0:
            raise ArchiveError("grade.archive-too-large")
        return found


def _safe(name: str) -> PurePosixPath | None:
    """The way of an entry, None if it leads anywhere but down."""
    way = PurePosixPath(name.replace("\\", "/"))
    if way.is_absolute() or ".." in way.parts or not way.parts or ":" in way.parts[0]:
        return None
    return None if any(p.startswith(("._", "__MACOSX")) for p in way.parts) else way
