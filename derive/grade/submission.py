"""Submissions as they come: a file, archive or folder for each student, named by a pseudonym."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from derive.grade.archive import LONGEST_FILE, ArchiveError, File, is_archive, unpacked, without_ending
from derive.grade.platform import ONE
from derive.grade.redaction import redacted
from derive.grade.roster import Roster
from derive.syntax.reading import suffixes

PROGRAMS: Final = (".py", ".pyi")
PICTURES: Final = (".pdf", ".png", ".jpg", ".jpeg", ".heic", ".doc", ".docx", ".odt", ".pages", ".rtf")
_TABLES: Final = (".csv", ".json", ".yml", ".yaml", ".toml", ".xlsx", ".log")
_CANVAS: Final = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_(\d+)_(.+)")
_MOODLE: Final = re.compile(r"(.+?)_(\d+)_assignsubmission_\w+?(?:_(.*))?")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
Entry = tuple[PurePosixPath, bytes]

__all__ = ["File", "Submission", "submission", "submissions"]


@dataclass(frozen=True, slots=True)
class Submission:
    """The files of one student, in the order of their names.

    ``origin`` is what it was called when it came; it is for the roster and enters no output.
    """

    pseudonym: str
    files: tuple[File, ...]
    origin: str = ""


def submissions(path: Path, roster: Roster | None = None) -> tuple[Submission, ...]:
    """The submissions in a folder or archive, by pseudonym; the roster gets the pseudonyms that are new.

    A document, folder or archive at the top is one submission; of the exports of Moodle and Canvas all that
    one person handed in. Tables, such as a roster, and programs are no documents. What says who wrote it is
    blotted out.

    Raises:
        ArchiveError: the archive of all submissions cannot be used.
    """
    table = roster if roster is not None else Roster()
    by_name: dict[str, list[File]] = {}
    for way, data in _entries(path):
        if _is_document(way):
            name, file = _student(way)
            by_name.setdefault(name, []).append(File(file, data))
    pseudonyms = table.enter(by_name)
    found = [_submission(n, pseudonyms[n], files, table.words(pseudonyms[n])) for n, files in by_name.items()]
    return tuple(sorted(found, key=lambda s: s.pseudonym))


def submission(path: Path) -> Submission:
    """What one person handed in: a folder or an archive.

    Raises:
        ArchiveError: the archive cannot be used.
    """
    files = [File(way.as_posix(), data) for way, data in _entries(path) if _is_document(way)]
    return _submission("", ONE, files, ())


def _submission(name: str, pseudonym: str, files: Sequence[File], words: Sequence[str]) -> Submission:
    known = [replace(f, data=_blotted(f.data, words)) for f in sorted(files, key=lambda f: f.name)]
    return Submission(_UNSAFE.sub("-", pseudonym), tuple(known), name)


def _blotted(data: bytes, words: Sequence[str]) -> bytes:
    try:
        return redacted(data.decode("utf-8"), words).encode("utf-8")
    except UnicodeDecodeError:
        return data


def _entries(path: Path) -> Iterator[Entry]:
    """All files, of archives what they hold; an archive that cannot be used counts as a file itself."""
    if path.is_dir():
        entries = sorted(_below(path))
    else:
        entries = list(_without_top(unpacked(path.name, path.read_bytes())))
    for way, data in entries:
        if not is_archive(way.name):
            yield way, data
            continue
        try:
            inside = _without_top(unpacked(way.name, data))
        except ArchiveError:
            yield way, data
            continue
        top = way.with_name(without_ending(way.name))
        yield from ((top / w, d) for w, d in inside if not is_archive(w.name))


def _below(folder: Path) -> Iterator[Entry]:
    for path in folder.rglob("*"):
        way = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_symlink() or not path.is_file() or any(p.startswith(".") for p in way.parts):
            continue
        with path.open("rb") as stream:
            yield way, stream.read() if is_archive(path.name) else stream.read(LONGEST_FILE)


def _without_top(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Without a folder that holds everything else."""
    tops = {way.parts[0] for way, _ in entries}
    if len(tops) == 1 and all(len(way.parts) > 1 for way, _ in entries):
        return [(PurePosixPath(*way.parts[1:]), data) for way, data in entries]
    return entries


def _student(way: PurePosixPath) -> tuple[str, str]:
    """Who handed a file in, and what it is called beside that."""
    top = way.parts[0]
    if len(way.parts) > 1:
        moodle = _MOODLE.fullmatch(top)
        return f"{moodle[1]}_{moodle[2]}" if moodle else top, "/".join(way.parts[1:])
    for pattern, file in ((_MOODLE, 3), (_CANVAS, 4)):
        if found := pattern.fullmatch(top):
            return f"{found[1]}_{found[2]}", found[file] or top
    return PurePosixPath(top).stem, f"submission{PurePosixPath(top).suffix.lower()}"


def _is_document(way: PurePosixPath) -> bool:
    suffix = way.suffix.lower()
    if any(p.startswith(".") for p in way.parts) or suffix in (*PROGRAMS, *_TABLES):
        return False
    return (suffix in suffixes() or suffix in PICTURES or is_archive(way.name)) and way.name != "README.md"
