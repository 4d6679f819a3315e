"""Canvas: fills one column of the exported gradebook.

Submissions come as Canvas exports them: files called ``lovelaceada_123_456_homework.md``, where 123 is the
number of the person.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from derive.grade.platform import Platform, Say
from derive.grade.result import Grade
from derive.grade.table import filled

KEYS: Final = ("ID", "SIS User ID", "SIS Login ID", "Integration ID", "Student")


def write(_: Sequence[Grade], __: Say) -> dict[str, str]:
    """There is nothing but the table."""
    return {}


def fill(text: str, column: str, grades: Mapping[str, Grade]) -> str:
    """The gradebook with the marks; a cell with marks that wait for a person stays blank."""
    return filled(text, column, KEYS, grades)


PLATFORM = Platform(write, fill)
