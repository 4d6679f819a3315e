"""From a folder to a sheet of claims; authors' mistakes are refused with their place."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from derive.sheet.authored import read_program
from derive.sheet.model import Exercise, ReadSheet, SheetError
from derive.sheet.text import read_text
from derive.theory.messages import say

_FORMS: Final[dict[str, Callable[[Path, str], ReadSheet]]] = {
    "sheet.py": read_program,
    "sheet.md": read_text,
}


def sheet_file(path: Path) -> Path | None:
    """The file of the sheet in a folder, or the path itself if it is a file; None if there is none."""
    if path.is_file():
        return path
    return next((path / name for name in _FORMS if (path / name).is_file()), None)


def read_sheet(path: Path, pseudonym: str = "") -> ReadSheet:
    """The sheet in a folder or file, with every claim a term; ``pseudonym`` draws its random values.

    A sheet in Python is a program: it runs with the rights of whoever reads it.

    Raises:
        SheetError: there is no sheet, or its author made a mistake.
    """
    file = sheet_file(path)
    if file is None:
        raise SheetError(say("sheet.missing", path=str(path)))
    read = _FORMS["sheet.md" if file.suffix == ".md" else "sheet.py"]
    sheet = read(file, pseudonym)
    _require_different(sheet.exercises)
    return sheet


def _require_different(exercises: tuple[Exercise, ...]) -> None:
    for of, code in ((_key, "sheet.key-twice"), (_label, "sheet.label-twice")):
        seen: dict[str, Exercise] = {}
        for exercise in exercises:
            first = seen.setdefault(of(exercise), exercise)
            if first is not exercise:
                message = say(code, name=of(exercise), line=str(first.line))
                raise SheetError(message, exercise.key, exercise.line)


def _key(exercise: Exercise) -> str:
    return exercise.key


def _label(exercise: Exercise) -> str:
    return exercise.label
