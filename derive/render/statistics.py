"""A class at a glance: the distribution of marks, how hard each exercise was, mistakes made by several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from derive.grade.result import ZERO, Grade, Line, Marked

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How an exercise went, among those whose marks are settled: mean share, full marks, none, waiting.

    There is no mean where none are settled.
    """

    label: str
    most: Fraction
    mean: Fraction | None
    full: int
    none: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Alike:
    """The same mistake in several submissions; ``line`` is that of the first."""

    label: str
    line: Line
    pseudonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that a person has to decide."""

    pseudonym: str
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Overview:
    """What a teacher sees; ``bins`` count the totals by tenths of what can be reached."""

    count: int
    most: Fraction
    mean: Fraction
    middle: Fraction
    bins: tuple[int, ...]
    exercises: tuple[Difficulty, ...]
    groups: tuple[Alike, ...]
    waiting: tuple[Waiting, ...]


def total(grade: Grade) -> tuple[Fraction, Fraction, Fraction]:
    """Marks got, to be had, and waiting for a person."""
    got, most, pending = (
        sum((getattr(e, name) for e in grade.exercises), ZERO) for name in ("got", "most", "pending")
    )
    return got, most, pending


def overview(grades: Sequence[Grade]) -> Overview:
    """The class at a glance."""
    totals = [total(g) for g in grades]
    got = [t[0] for t in totals]
    bins = [0] * BINS
    for reached, most, _ in totals:
        bins[min(BINS - 1, int(reached * BINS / most)) if most else 0] += 1
    return Overview(
        len(grades),
        max((t[1] for t in totals), default=ZERO),
        sum(got, ZERO) / max(len(got), 1),
        Fraction(median(got)) if got else ZERO,
        tuple(bins),
        tuple(_difficulty(column) for column in zip(*(g.exercises for g in grades), strict=True)),
        tuple(_groups(grades)),
        tuple(_waiting(grades)),
    )


def _difficulty(column: Sequence[Marked]) -> Difficulty:
    settled = [e for e in column if not e.pending]
    shares = [e.got / e.most for e in settled if e.most]
    return Difficulty(
        column[0].label,
        column[0].most,
        sum(shares, ZERO) / len(shares) if shares else None,
        sum(share == 1 for share in shares),
        sum(share == 0 for share in shares),
        len(column) - len(settled),
    )


def _groups(grades: Sequence[Grade]) -> list[Alike]:
    """What stands in more than one submission, by its fingerprint, that of most submissions first."""
    found: dict[str, Alike] = {}
    for grade in grades:
        for exercise in grade.exercises:
            for line in exercise.lines:
                if line.group:
                    known = found.get(line.group, Alike(exercise.label, line, ()))
                    others = tuple(p for p in known.pseudonyms if p != grade.pseudonym)
                    found[line.group] = Alike(known.label, known.line, (*others, grade.pseudonym))
    several = (a for a in found.values() if len(a.pseudonyms) > 1)
    return sorted(several, key=lambda a: -len(a.pseudonyms))


def _waiting(grades: Sequence[Grade]) -> Iterator[Waiting]:
    for grade in grades:
        for exercise in grade.exercises:
            for line in exercise.lines:
                if line.pending:
                    yield Waiting(grade.pseudonym, exercise.label, line)
