"""A sheet as Markdown with LaTeX formulas."""

from collections.abc import Iterator

from derive.render.drawing import Drawing, shown
from derive.render.layout import Layout
from derive.render.report import DocumentReport, Passage
from derive.render.sheet import ExerciseView, GoalView, SheetView
from derive.render.wording import marks, requirements
from derive.render.words import printable
from derive.theory.messages import say


def render(view: SheetView) -> bytes:
    """The text."""
    return ("\n\n".join(_blocks(view)) + "\n").encode()


def _blocks(view: SheetView) -> Iterator[str]:
    language = view.language
    yield f"# {printable(view.title)}: {say(f'print.{view.kind}', language)}"
    if view.kind != "exercises":
        for definition in view.definitions:
            yield f"$${definition}$$"
    yield from (_passage(p, None) for p in view.introduction)
    for exercise in view.exercises:
        worth = f" ({marks(exercise.marks, language)})" if exercise.marks else ""
        yield f"## {printable(exercise.label)}{worth}"
        yield from (_passage(p, None) for p in exercise.task)
        yield from _solution(exercise, language)
        for goal in exercise.goals:
            yield from _goal(goal, language)
        if exercise.mistakes:
            yield f"**{say('print.mistakes', language)}**"
            yield "\n".join(f"- ${m.latex}$ {' '.join(m.sentences)}".rstrip() for m in exercise.mistakes)


def _solution(exercise: ExerciseView, language: str) -> Iterator[str]:
    if exercise.solution or exercise.drawings:
        yield f"**{say('print.solution', language)}**"
    if exercise.solution:
        yield from (_passage(p, exercise.solution) for p in exercise.solution.passages)
    yield from (_table(drawing, language) for drawing in exercise.drawings)
    if exercise.kernel:
        yield f"```python\n{exercise.kernel.source.rstrip()}\n```"


def _passage(passage: Passage, document: DocumentReport | None) -> str:
    if passage.level:
        return f"{'#' * min(passage.level + 2, 6)} {printable(str(passage.pieces[0]))}"
    if passage.display:
        piece = passage.pieces[0]
        latex = piece if isinstance(piece, str) else piece.latex
        return f"$${latex.strip()}$${_found(passage, document)}"
    return "".join(printable(p) if isinstance(p, str) else f"${p.latex}$" for p in passage.pieces)


def _found(passage: Passage, document: DocumentReport | None) -> str:
    """A tick if every step in a display is proved, with the conditions."""
    findings = [document.steps[i].finding for i in passage.steps] if document else []
    known = [f for f in findings if f]
    if not known or any(f.verdict != "proved" for f in known):
        return ""
    conditions = ", ".join(c for f in known for c in f.conditions)
    return " ✓" + (f" ({conditions})" if conditions else "")


def _table(drawing: Drawing, language: str) -> str:
    """The table of values in the place of the plot."""
    cells = [(drawing.variable, drawing.at), *((line.latex, line.values) for line in drawing.lines)]
    head, *rows = (
        f"| ${_barless(latex)}$ | " + " | ".join(shown(v, language) for v in values) + " |"
        for latex, values in cells
    )
    return "\n".join((head, "|---" * (len(drawing.at) + 1) + "|", *rows))


def _barless(latex: str) -> str:
    """A formula that does not end its cell of a table."""
    return latex.replace(r"\|", r"\Vert ").replace("|", r"\vert ")


def _goal(goal: GoalView, language: str) -> Iterator[str]:
    worth = f", {marks(goal.marks, language)}" if goal.marks else ""
    name = printable(goal.name or say("print.claim", language))
    yield f"**{name}**{worth}: {say(f'print.how-{goal.asks}', language)}"
    yield from (f"$${claim.latex}$$" for claim in goal.claims)
    yield from (f"{say('print.or', language)} $${claim.latex}$$" for claim in goal.others)
    if goal.answers:
        yield f"{say('print.for-example', language)} " + ", ".join(f"${a}$" for a in goal.answers)
    yield from requirements(goal, language)
    yield from (_passage(p, None) for p in goal.accepted)


LAYOUT = Layout("md", render)
