"""A sheet that is named on the command line, and an exercise named as ``SHEET::EXERCISE``."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli._command import UsageError, unknown_name
from derive.theory.messages import say

if TYPE_CHECKING:
    from derive.sheet.model import Exercise, ReadSheet


def sheet_of(path: str | Path, pseudonym: str = "") -> "ReadSheet":
    """The sheet, with the random values of whom the pseudonym names.

    Raises:
        UsageError: there is none, or its author made a mistake.
    """
    from derive.sheet.model import SheetError  # noqa: PLC0415  # loads SymPy
    from derive.sheet.read import read_sheet  # noqa: PLC0415  # as above

    try:
        return read_sheet(Path(path), pseudonym)
    except SheetError as error:
        near = "" if Path(path).exists() else nearest(Path(path))
        raise UsageError(say("cli.sheet-refused", path=str(path), reason=str(error)) + near) from error


def nearest(path: Path) -> str:
    """The question whether what is called alike in the same folder was meant."""
    beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, sorted(beside), n=1)
    return ". " + say("cli.did-you-mean", name=str(path.with_name(near[0]))) if near else ""


def split_name(text: str) -> tuple[str, str] | None:
    """The sheet and the exercise of ``SHEET::EXERCISE``; None for a formula.

    Raises:
        UsageError: one colon stands behind a sheet where there should be two.
    """
    sheet, colons, exercise = text.partition("::")
    if colons:
        return sheet, exercise
    sheet, colon, exercise = text.rpartition(":")
    if colon and sheet and Path(sheet).exists():
        raise UsageError(say("cli.did-you-mean", name=f"{sheet}::{exercise.strip()}"))
    return None


def exercise_of(path: str, label: str) -> "Exercise":
    """The exercise of a sheet with this key or printed label.

    Raises:
        UsageError: there is no such sheet, or no such exercise in it.
    """
    from derive.sheet.asked import key_of  # noqa: PLC0415  # loads SymPy

    sheet = sheet_of(path)
    for exercise in sheet.exercises:
        if label == exercise.key or key_of(label) == key_of(exercise.label):
            return exercise
    known = tuple(e.label for e in sheet.exercises)
    raise UsageError(
        unknown_name("cli.unknown-exercise", label, known)
        + " "
        + say("cli.known-names", names=", ".join(known))
    )
