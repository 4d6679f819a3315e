"""What a sheet is once it is read: exercises, their claims as terms, their marks."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from derive.core.claim import Claim
from derive.core.term import Symbol, Term
from derive.elaborate.asked import Owned
from derive.sheet.form import Form
from derive.sheet.plot import Plot, Sketch
from derive.sheet.problem import Problem, problem
from derive.theory.feedback import ALL


class SheetError(Exception):
    """An author's mistake; names the exercise and the line, and says what is wrong."""

    def __init__(self, message: str, exercise: str = "", line: int = 0) -> None:
        """``line`` counts from 1 in the sheet's file; 0 where none is known."""
        place = f"exercise {exercise}" + (f", line {line}" if line else "")
        super().__init__(f"{place}: {message}" if exercise else message)
        self.reason, self.exercise, self.line = message, exercise, line


@dataclass(frozen=True, slots=True)
class Part:
    """A result asked for: the relations in SymPy as the author wrote them, and their marks.

    ``alternatives`` are other relations, any one tuple of which is as good. Of what is ``hidden`` the task
    prints the left side only; its right side is the answer, and ``form`` says what that may be made of.
    ``accepted`` is what a part in words may say, and ``sketch`` what one to be drawn shows.
    """

    name: str
    relations: tuple[Any, ...]
    marks: Fraction
    alternatives: tuple[tuple[Any, ...], ...] = ()
    hidden: bool = False
    form: Form | None = None
    accepted: tuple[str, ...] = ()
    sketch: Sketch | None = None


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
class Attained:
    """The range of an expression: its values lie in ``members``, and each ``value`` of these is attained."""

    expression: Any
    variable: Any
    members: Any
    value: Any
    preimage: Any


@dataclass(frozen=True, slots=True)
class Goal:
    """A part with its claims; ``latex`` is the claim in full.

    ``asked`` says whether the task names it; otherwise it is a milestone. A part in words has no claims;
    ``accepted`` is what it may say. Any one of the ``alternatives`` is as good as ``claims``. Of what is
    ``hidden`` the task prints the left side only; ``form`` is what is required of the right side.
    ``plot`` is what is to be drawn, ``left`` the left side of what is hidden.
    """

    name: str
    claims: tuple[Claim, ...]
    marks: Fraction
    latex: str
    asked: bool = True
    hidden: bool = False
    form: Form | None = None
    alternatives: tuple[tuple[Claim, ...], ...] = ()
    accepted: tuple[str, ...] = ()
    plot: Plot | None = None
    left: str = ""

    @property
    def shown(self) -> str:
        """What the task prints of it."""
        return self.left if self.hidden else self.latex


@dataclass(frozen=True, slots=True)
class Exercise:
    """``key`` is permanent, ``label`` only printed; ``solution`` is relative to the sheet's folder.

    ``task`` is Markdown with the claims in their places, ``declarations`` are what it says of its
    names, in LaTeX. ``answers`` are values of what it asks to find, by the symbols of its claims.
    ``definitions`` are functions of its own. ``variant`` are the values that were drawn, by name, in LaTeX,
    and ``variants`` all that can be.
    ``solution_text`` is the solution where it does not stand in a file of its own; its first line is line
    ``solution_line`` of the sheet. ``feedback`` is the most that a student is told of a wrong step.
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
    variant: tuple[tuple[str, str], ...] = ()
    solution_text: str | None = None
    solution_line: int = 1
    variants: tuple["Exercise", ...] = ()
    definitions: tuple[Owned, ...] = ()
    feedback: str = ALL

    def sympy(self) -> Problem:
        """Symbols, assumptions and claims as SymPy objects.

        Raises:
            BridgeError: SymPy has nothing for a part of it.
        """
        hypotheses = [h for g in self.goals for c in g.claims for h in c.context.hypotheses]
        return problem([(g.name, g.claims) for g in self.goals if g.claims], hypotheses)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet ready for verification, rendering and grading, from the file called ``file`` in a folder.

    ``definitions`` are the functions it owns, ``introduction`` the words before the first exercise.
    """

    name: str
    title: str
    language: str
    layout: str
    folder: Path
    definitions: tuple[Owned, ...]
    exercises: tuple[Exercise, ...]
    file: str = "sheet.py"
    introduction: str = ""

    @property
    def has_variants(self) -> bool:
        """Whether something in it is drawn for each student."""
        return any(e.variants for e in self.exercises)
