"""A sheet as LaTeX: article class, amsmath, and nothing that a small TeX Live lacks."""

from collections.abc import Iterator
from typing import Final

from derive.render.latex import display, mathematics, passage, text, told
from derive.render.picture import picture
from derive.render.seen import Mistake
from derive.render.sheet import ExerciseView, GoalView, KernelView, SheetView
from derive.render.wording import in_rows, marks, points, requirements
from derive.syntax.latex import write
from derive.theory.messages import say

HEAD: Final = r"""% Made with derive; compile with pdflatex.
% Packages: amsmath, amssymb, geometry, graphicx, lmodern, textcomp, xcolor.
\documentclass[11pt,a4paper]{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{lmodern,textcomp,amsmath,amssymb,xcolor,graphicx}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}\setlength{\parskip}{.5\baselineskip plus .1\baselineskip}
\setlength{\emergencystretch}{4em}\raggedbottom\allowdisplaybreaks
\hbadness=10000 \vbadness=10000
\newcommand{\tick}{{\color{black!55}\scriptstyle\checkmark}}
\pdftrailerid{}\pdfinfoomitdate=1 \pdfsuppressptexinfo=-1
\newsavebox{\shown}
% A derivation as wide as it is, or made to fit the line.
\newcommand{\derivation}[1]{\par\smallskip\sbox{\shown}{$\displaystyle #1$}%
  \ifdim\wd\shown>\linewidth\resizebox{\linewidth}{!}{\usebox{\shown}}%
  \else\hspace*{\dimexpr(\linewidth-\wd\shown)/4\relax}\usebox{\shown}\fi\par\smallskip}
% A part of a formula in running text, as wide as it is or made to fit the line.
\newcommand{\piece}[1]{\sbox{\shown}{$\displaystyle #1$}%
  \ifdim\wd\shown>.97\linewidth\resizebox{.97\linewidth}{!}{\usebox{\shown}}\else\usebox{\shown}\fi}
\newcommand{\exercise}[2]{\par\bigskip\textbf{#1}\hfill#2\par\nopagebreak}
"""
HYPHENATION: Final = {
    "de": r"\makeatletter\ifdefined\l@ngerman\language\l@ngerman\else\language=255\fi\makeatother"
}


def source_of(view: SheetView) -> bytes:
    """The source."""
    return ("\n".join(_lines(view)) + "\n").encode()


def _lines(view: SheetView) -> Iterator[str]:
    language = view.language
    yield HEAD + HYPHENATION.get(language, "")
    yield r"\begin{document}"
    yield rf"{{\small {text(say(f'print.{view.kind}', language))}}}\par"
    yield rf"{{\Large\bfseries {text(view.title)}}}\par"
    if view.kind == "exercises":
        name, number = (text(say(f"print.{word}", language)) for word in ("name", "number"))
        yield rf"\bigskip {name}: \hrulefill\quad {number}: \makebox[.25\linewidth]{{\hrulefill}}\par"
    yield from _points(view)
    if view.kind != "exercises":
        row = "promise" if view.kind == "solutions" else "marking-promise"
        yield rf"{{\small {text(say(f'print.{row}', language))}}}\par"
        for definition in view.definitions:
            yield mathematics(definition) + r"\par"
    for found in view.introduction:
        yield passage(found)
    for exercise in view.exercises:
        yield from _exercise(exercise, view)
    yield r"\end{document}"


def _points(view: SheetView) -> Iterator[str]:
    """The table of marks, as many columns in a row as fit."""
    before = "/" if view.kind == "exercises" else ""
    heads = [text(say(f"print.{word}", view.language)) for word in ("exercise", "points")]
    for part in in_rows(points(view)):
        yield rf"\medskip\begin{{tabular}}{{|l|*{{{len(part)}}}{{c|}}}}\hline"
        yield " & ".join((heads[0], *(text(label) for label, _ in part))) + r"\\\hline"
        yield " & ".join((heads[1], *(before + worth for _, worth in part))) + r"\\\hline"
        yield r"\end{tabular}\par"


def _exercise(exercise: ExerciseView, view: SheetView) -> Iterator[str]:
    language = view.language
    worth = text(marks(exercise.marks, language)) if exercise.marks else ""
    yield rf"\exercise{{{text(say('print.exercise', language))} {text(exercise.label)}}}{{{worth}}}"
    for found in exercise.task:
        yield passage(found)
    if exercise.solution or exercise.drawings:
        yield rf"\textit{{{text(say('print.solution', language))}}}\par\nopagebreak"
    if exercise.solution:
        for found in exercise.solution.passages:
            yield passage(found, exercise.solution)
    for drawing in exercise.drawings:
        yield picture(drawing)
    if exercise.kernel:
        yield from _kernel(exercise.kernel, language)
    for goal in exercise.goals:
        yield from _goal(goal, language)
    yield from _mistakes(exercise, language)


def _kernel(kernel: KernelView, language: str) -> Iterator[str]:
    yield rf"\textit{{{text(say('print.kernel', language))}}}\par{{\scriptsize"
    yield r"\begin{verbatim}" + "\n" + kernel.source.rstrip("\n") + "\n" + r"\end{verbatim}}"
    if kernel.errors and kernel.worst is not None:
        worst = say("print.accuracy", language, worst=f"{kernel.worst:.2f}", spurious=kernel.spurious)
        yield text(worst) + r"\par"
        yield picture(kernel.errors)


def _goal(goal: GoalView, language: str) -> Iterator[str]:
    name = text(goal.name or say("print.claim", language))
    role = say(
        ("print.asked" if goal.asked else "print.milestone") if goal.claims else "print.person", language
    )
    worth = text(marks(goal.marks, language)) if goal.marks else ""
    yield rf"\medskip\textbf{{{name}}} {{\small ({text(role)})}}\hfill {worth}\par"
    yield rf"{{\small {text(say(f'print.how-{goal.asks}', language))}}}\par"
    for latex in goal.claims:
        yield display(latex)
    for latex in goal.others:
        yield text(say("print.or", language)) + display(latex)
    if goal.answers:
        yield rf"{text(say('print.for-example', language))} {', '.join(map(mathematics, goal.answers))}\par"
    for sentence in requirements(goal, language):
        yield text(sentence) + r"\par"
    for found in goal.accepted:
        yield passage(found)


def _mistakes(exercise: ExerciseView, language: str) -> Iterator[str]:
    if not exercise.mistakes:
        return
    yield rf"\medskip\textbf{{{text(say('print.mistakes', language))}}}"
    yield r"\begin{itemize}"
    for mistake in exercise.mistakes:
        code = "print.seen-once" if mistake.count == 1 else "print.seen"
        count = text(say(code, language, count=mistake.count))
        told_all = " ".join(map(told, mistake.sentences))
        yield rf"\item {_written(mistake)} {told_all} ({count})"
    yield r"\end{itemize}"


def _written(mistake: Mistake) -> str:
    return mathematics(write(mistake.tree) if mistake.tree is not None else mistake.latex)
