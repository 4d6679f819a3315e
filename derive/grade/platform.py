"""What a grading platform is: where submissions come from and where grades go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from derive.grade.result import Grade

Say = Callable[[str], str]
ONE = "submission"


class GradebookError(Exception):
    """A gradebook cannot be filled in; the text is a code of the messages."""


@dataclass(frozen=True, slots=True)
class Platform:
    """``write`` gives files by name, from all grades; the reasons are put into words by a function.

    ``fill`` puts the marks into one column of the platform's own table: given its text, the name of the
    column and the grades by whatever identifies a person there. It raises GradebookError.
    """

    write: Callable[[Sequence[Grade], Say], dict[str, str]]
    fill: Callable[[str, str, Mapping[str, Grade]], str] | None = None


def place(grade: Grade, name: str) -> str:
    """The name of a file about one submission: without a folder where there is only one, by the platform."""
    return name if grade.pseudonym == ONE else f"{grade.pseudonym}/{name}"
