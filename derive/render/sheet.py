"""A sheet as it is printed: exercises, solutions with what was proved of them, or a guide for marking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from derive.algebra.presentation import surface_of
from derive.core.derivation import CheckedDerivation, Derivation
from derive.core.source import UnreadableError
from derive.core.surface import Listing, Surface
from derive.elaborate.asked import Owned
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.render.compose import document_report
from derive.render.drawing import Drawing, drawing
from derive.render.passages import passages
from derive.render.report import DocumentReport, Inline, Passage, Piece
from derive.render.seen import Mistake
from derive.render.tidy import tidy
from derive.sheet.form import Form
from derive.sheet.model import Exercise, Goal, ReadSheet
from derive.sheet.solutions import solution_document
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.syntax.reading import read

KINDS: Final = ("exercises", "solutions", "marking")
Checked = Callable[[Derivation], CheckedDerivation]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A part as a guide for marking shows it.

    ``asks`` is a code of the messages: what a person has to do with it. ``others`` are
    the claims of each alternative, ``answers`` admissible values of what is to be found.
    """

    name: str
    marks: Fraction
    asked: bool
    asks: str
    claims: tuple[Inline, ...]
    others: tuple[Inline, ...]
    answers: tuple[str, ...]
    form: Form | None
    accepted: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class KernelView:
    """The source of an array function (its own part); its largest error in ulp, and a drawing of it.

    ``spurious`` counts results that are NaN, infinite or zero and should not be.
    """

    source: str
    worst: float | None = None
    spurious: int = 0
    errors: Drawing | None = None


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """An exercise of a printed sheet; what a kind does not show is empty."""

    key: str
    label: str
    marks: Fraction
    language: str
    task: tuple[Passage, ...]
    goals: tuple[GoalView, ...] = ()
    solution: DocumentReport | None = None
    drawings: tuple[Drawing, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    kernel: KernelView | None = None


Kernels = Callable[[Exercise], KernelView | None]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A printed sheet; ``definitions`` are its own functions, in LaTeX."""

    kind: str
    name: str
    title: str
    language: str
    definitions: tuple[str, ...]
    exercises: tuple[ExerciseView, ...]
    introduction: tuple[Passage, ...] = ()

    @property
    def marks(self) -> Fraction:
        """The marks of all exercises."""
        return sum((e.marks for e in self.exercises), Fraction(0))


def sheet_view(
    sheet: ReadSheet,
    kind: str,
    *,
    mistakes: Sequence[Mistake] = (),
    kernels: Kernels | None = None,
    checked: Checked = check,
) -> SheetView:
    """The sheet as one of the ``KINDS``; a solution is checked while it is rendered.

    ``mistakes`` are those seen in submissions, and ``kernels`` gives array functions.
    """
    return SheetView(
        kind,
        sheet.name,
        sheet.title,
        sheet.language,
        tuple(_tidied_latex(d.definition) for d in sheet.definitions),
        tuple(_exercise(sheet, e, kind, mistakes, kernels, checked) for e in sheet.exercises),
        _markdown(sheet.introduction, sheet.language),
    )


def _exercise(
    sheet: ReadSheet,
    exercise: Exercise,
    kind: str,
    mistakes: Sequence[Mistake],
    kernels: Kernels | None,
    checked: Checked,
) -> ExerciseView:
    language = exercise.language or sheet.language
    task = _markdown(exercise.task, language)
    shown = ExerciseView(exercise.key, exercise.label, exercise.marks, language, task)
    if kind == "exercises":
        return shown
    if kind == "marking":
        shares = _shares(exercise)
        goals = tuple(
            _goal(g, exercise, language, worth) for g, worth in zip(exercise.goals, shares, strict=True)
        )
        return replace(shown, goals=goals, mistakes=tuple(m for m in mistakes if m.exercise == exercise.key))
    return replace(
        shown,
        solution=_solution(sheet, exercise, language, checked),
        drawings=tuple(drawing(g.name, g.plot) for g in exercise.goals if g.plot),
        kernel=kernels(exercise) if kernels else None,
    )


def _shares(exercise: Exercise) -> tuple[Fraction, ...]:
    """The marks of the parts; where none has any, those asked for share the marks of the exercise."""
    asked = sum(g.asked for g in exercise.goals)
    if any(g.marks for g in exercise.goals) or not asked:
        return tuple(g.marks for g in exercise.goals)
    return tuple(exercise.marks / asked if g.asked else Fraction(0) for g in exercise.goals)


def _goal(goal: Goal, exercise: Exercise, language: str, worth: Fraction) -> GoalView:
    return GoalView(
        goal.name,
        worth,
        goal.asked,
        _asks(goal, exercise),
        _claims(goal),
        tuple(_formula(*(surface_of(c.proposition) for c in claims)) for claims in goal.alternatives),
        _answers(goal, exercise),
        goal.form,
        tuple(passage for text in goal.accepted for passage in _markdown(text, language)),
    )


def _asks(goal: Goal, exercise: Exercise) -> str:
    """What there is to do for these marks."""
    if goal.plot is not None:
        return "draw"
    if not goal.claims:
        return "words"
    if exercise.answers:
        return "find"
    return "compute" if goal.hidden else "show"


def _claims(goal: Goal) -> tuple[Inline, ...]:
    """The claims as the task prints them, one by one where they can be told apart."""
    trees = [surface_of(c.proposition) for c in goal.claims]
    try:
        printed = [row.content for row in parse(goal.latex).rows]
    except UnreadableError:
        return tuple(map(_formula, trees))
    whole = printed[0] if len(printed) == 1 else None
    if isinstance(whole, Listing) and len(whole.items) == len(trees):
        return tuple(map(_formula, whole.items))
    return (_formula(whole),) if whole is not None and len(trees) == 1 else tuple(map(_formula, trees))


def _formula(*trees: Surface) -> Inline:
    rows = tuple(map(tidy, trees))
    return Inline(r", \quad ".join(map(write, rows)), rows, ())


def _answers(goal: Goal, exercise: Exercise) -> tuple[str, ...]:
    used = {s for claim in goal.claims for s in claim.proposition.symbols}
    return tuple(f"{s.name} = {write(surface_of(value))}" for s, value in exercise.answers if s in used)


def _markdown(text: str, language: str) -> tuple[Passage, ...]:
    """Text of an author with formulas in it."""
    try:
        found = passages(read("task.md", text.encode(), language=language), ())
    except UnreadableError:
        return (Passage(0, (" ".join(text.split()),), ()),) if text.strip() else ()
    return tuple(replace(p, pieces=tuple(map(_tidied, p.pieces))) for p in found)


def _tidied(piece: Piece) -> Piece:
    """Claims are written from terms; a formula of the author's hardly changes."""
    if isinstance(piece, str) or not piece.rows:
        return piece
    rows = tuple(map(tidy, piece.rows))
    return piece if rows == piece.rows else Inline(", ".join(map(write, rows)), rows, piece.steps)


def _tidied_latex(latex: str) -> str:
    rows = parse(latex).rows
    return write(tidy(rows[0].content)) if len(rows) == 1 else latex


def _solution(sheet: ReadSheet, exercise: Exercise, language: str, checked: Checked) -> DocumentReport | None:
    """The reference solution with its verdicts, in the context of its exercise."""
    try:
        document = solution_document(sheet, exercise)
    except UnreadableError:
        return None
    if document is None:
        return None
    assume: tuple[str | Owned, ...] = (
        *exercise.declarations,
        *sheet.definitions,
        *exercise.definitions,
    )
    return document_report(checked(elaborate(document, assume=assume, language=language)), language)
