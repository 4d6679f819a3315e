"""Moodle: fills one column of the grading worksheet or of an exported gradebook.

Submissions come as Moodle exports them: a folder or file called ``Name_1234_assignsubmission_file``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from derive.grade.platform import Platform, Say
from derive.grade.result import Grade
from derive.grade.table import filled

KEYS: Final = (
    *("Identifier", "ID number", "Username", "Email address", "Full name"),
    *("ID", "ID-Nummer", "Anmeldename", "E-Mail-Adresse", "Vollständiger Name"),
)
PARTICIPANTS: Final = ("participant ", "teilnehmer/in", "teilnehmer/in ")


def write(_: Sequence[Grade], __: Say) -> dict[str, str]:
    """There is nothing but the table."""
    return {}


def fill(text: str, column: str, grades: Mapping[str, Grade]) -> str:
    """The worksheet with the marks; a cell with marks that wait for a person stays blank."""
    numbered = {word + name: g for word in PARTICIPANTS for name, g in grades.items() if name.isdigit()}
    return filled(text, column, KEYS, {**grades, **numbered})


PLATFORM = Platform(write, fill)
