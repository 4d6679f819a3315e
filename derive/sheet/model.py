"""What a sheet is once it is read: exercises, their claims as terms, their marks."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from derive.core.claim import Claim
from derive.core.term import Symbol, Term
from derive.elaborate.asked import Owned


class SheetError(Exception):
    """An author's mistake; names the exercise and the line, and says what is wrong."""

    def __init__(self, message: str, exercise: str = "", line: int = 0) -> None:
        """``line`` counts from 1 in the sheet's file; 0 where none is known."""
        place = f"exercise {exercise}" + (f", line {line}" if line else "")
        super().__init__(f"{place}: {message}" if exercise else message)


@dataclass(frozen=True, slots=True)
class Part:
    """A result asked for: the relations in SymPy as the author wrote them, and their marks."""

    name: str
    relations: tuple[Any, ...]
    marks: Fraction


@dataclass(frozen=True, slots=True)
class Given:
    """Relations that an exercise takes for granted, beside what the declarations say."""

    relations: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Different:
    """Two expressions that are in general different: one point shows it."""

    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Goal:
    """A part with its claims; ``latex`` is the claim as the task prints it.

    ``asked`` says whether the task names it; otherwise it is a milestone. A part in words has no claims.
    """

    name: str
    claims: tuple[Claim, ...]
    marks: Fraction
    latex: str
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Exercise:
    """``key`` is permanent, ``label`` only printed; ``solution`` is relative to the sheet's folder.

    ``task`` is Markdown with the claims in their places, ``declarations`` are what it says of its
    names, in LaTeX. ``answers`` are values of what it asks to find, by the symbols of its claims.
    """

    key: str
    label: str
    task: str
    goals: tuple[Goal, ...]
    declarations: tuple[str, ...]
    marks: Fraction
    solution: str | None = None
    answers: tuple[tuple[Symbol, Term], ...] = ()
    line: int = 0
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet ready for verification, rendering and grading.

    ``definitions`` are the functions it owns.
    """

    name: str
    title: str
    language: str
    layout: str
    folder: Path
    definitions: tuple[Owned, ...]
    exercises: tuple[Exercise, ...]
