"""Submissions on disk: a file or folder for each student, named by a pseudonym."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from derive.syntax.reading import suffixes

PROGRAMS: Final = (".py", ".pyi")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Submission:
    """The files of one student, in the order of their names."""

    pseudonym: str
    files: tuple[Path, ...]


def submissions(folder: Path) -> tuple[Submission, ...]:
    """The submissions in a folder, by pseudonym: documents, and folders of documents.

    Whatever is no document, such as a roster, is left alone.
    """
    found = [
        Submission(_pseudonym(path), files) for path in sorted(folder.iterdir()) if (files := _files(path))
    ]
    return tuple(sorted(found, key=lambda s: s.pseudonym))


def _pseudonym(path: Path) -> str:
    return _UNSAFE.sub("-", path.name if path.is_dir() else path.stem).strip("-.") or "submission"


def _files(path: Path) -> tuple[Path, ...]:
    if path.name.startswith("."):
        return ()
    inside = sorted(path.rglob("*")) if path.is_dir() else [path]
    return tuple(p for p in inside if _is_document(p))


def _is_document(path: Path) -> bool:
    suffix = path.suffix.lower()
    return path.is_file() and suffix in suffixes() and suffix not in PROGRAMS and path.name != "README.md"
