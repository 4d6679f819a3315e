"""Whose marks changed since the last grading, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from derive.grade.result import Grade, Marked


@dataclass(frozen=True, slots=True)
class Change:
    """An exercise whose marks are others than before; ``cause`` and ``reasons`` are codes of the messages."""

    pseudonym: str
    label: str
    before: Fraction
    pending_before: Fraction
    after: Fraction
    pending: Fraction
    cause: str
    reasons: tuple[str, ...]


def changes(grades: Sequence[Grade]) -> tuple[Change, ...]:
    """All changes, by pseudonym and in the order of the sheet."""
    return tuple(c for grade in grades for c in _of(grade))


def _of(grade: Grade) -> Iterator[Change]:
    earlier = {key: (got, pending) for key, got, pending in grade.before or ()}
    for exercise in grade.exercises:
        got, pending = earlier.get(exercise.key, (None, None))
        if got is None or pending is None or (got, pending) == (exercise.got, exercise.pending):
            continue
        yield Change(
            grade.pseudonym,
            exercise.label,
            got,
            pending,
            exercise.got,
            exercise.pending,
            grade.cause,
            _reasons(exercise),
        )


def _reasons(exercise: Marked) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.why for line in exercise.lines))
