"""A sheet as LaTeX: article class, amsmath, and nothing that a small TeX Live lacks."""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.render.latex import display, mathematics, passage, text, told
from derive.render.localized import number_in_language
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
% A derivation as wide as it is, or made to fit the line; a broad one in paragraphs if it would be too small.
\newcommand{\derivation}[1]{\par\smallskip\sbox{\shown}{$\displaystyle #1$}%
  \ifdim\wd\shown>\linewidth\resizebox{\linewidth}{!}{\usebox{\shown}}%
  \else\hspace*{\dimexpr(\linewidth-\wd\shown)/4\relax}\usebox{\shown}\fi\par\smallskip}
\newcommand{\broad}[2]{\sbox{\shown}{$\displaystyle #1$}%
  \ifdim\wd\shown>1.15\linewidth\par\smallskip #2\smallskip\else\derivation{#1}\fi}
\newlength{\fit}\setlength{\fit}{.97\linewidth}
\newcommand{\formula}[1]{{\raggedright\leftskip2em\hangindent2em\setlength{\fit}{\dimexpr\linewidth-5em}#1\par}}
% A part of a formula in running text, as wide as it is or made to fit the line.
\newcommand{\piece}[1]{\sbox{\shown}{$\displaystyle #1$}%
  \ifdim\wd\shown>\fit\resizebox{\fit}{!}{\usebox{\shown}}\else\usebox{\shown}\fi}
\newcommand{\room}{\par\vskip0pt plus .12\textheight\penalty-250\vskip0pt plus -.12\textheight}
\newcommand{\exercise}[2]{\room\bigskip\textbf{#1}\hfill#2\par\nopagebreak}
"""
# Patterns of the language where TeX Live has them, else no hyphens, and its space behind a full stop.
HYPHENATION: Final = {
    "de": r"\makeatletter\ifdefined\l@ngerman\language\l@ngerman\else\language=255\fi\makeatother"
    r"\frenchspacing",
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
    for found in view.introduction:
        yield passage(found, language)
    if view.kind != "exercises" and view.definitions:
        yield rf"\exercise{{{text(say('print.definitions', language))}}}{{}}"
        for definition in view.definitions:
            yield mathematics(definition, language) + r"\par"
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
        yield passage(found, language)
    if exercise.solution or exercise.drawings:
        yield rf"\textit{{{text(say('print.solution', language))}}}\par\nopagebreak"
    if exercise.solution:
        for found in exercise.solution.passages:
            yield passage(found, language, exercise.solution)
    for drawing in exercise.drawings:
        yield picture(drawing, language)
    if exercise.kernel:
        yield from _kernel(exercise.kernel, language)
    for goal in exercise.goals:
        yield from _goal(goal, language)
    yield from _mistakes(exercise, language)


def _kernel(kernel: KernelView, language: str) -> Iterator[str]:
    yield rf"\textit{{{text(say('print.kernel', language))}}}\par{{\scriptsize"
    yield r"\begin{verbatim}" + "\n" + kernel.source.rstrip("\n") + "\n" + r"\end{verbatim}}"
    if kernel.errors and kernel.worst is not None:
        highest = number_in_language(f"{kernel.worst:.2f}", language)
        worst = say("print.accuracy", language, worst=highest, spurious=kernel.spurious)
        yield text(worst) + r"\par"
        yield picture(kernel.errors, language)


def _goal(goal: GoalView, language: str) -> Iterator[str]:
    name = text(goal.name or say("print.claim", language))
    role = say(
        ("print.asked" if goal.asked else "print.milestone") if goal.claims else "print.person", language
    )
    worth = text(marks(goal.marks, language)) if goal.marks else ""
    yield rf"\medskip\textbf{{{name}}} {{\small ({text(role)})}}\hfill {worth}\par"
    yield rf"{{\small {text(say(f'print.how-{goal.asks}', language))}}}\par"
    for latex in goal.claims:
        yield display(latex, language)
    for latex in goal.others:
        yield text(say("print.or", language)) + display(latex, language)
    if goal.answers:
        yield rf"{text(say('print.for-example', language))} {_listed(goal.answers, language)}\par"
    for sentence in requirements(goal, language):
        yield text(sentence) + r"\par"
    for found in goal.accepted:
        yield passage(found, language)


def _listed(formulas: Sequence[str], language: str) -> str:
    return ", ".join(mathematics(latex, language) for latex in formulas)


def _mistakes(exercise: ExerciseView, language: str) -> Iterator[str]:
    if not exercise.mistakes:
        return
    yield rf"\medskip\textbf{{{text(say('print.mistakes', language))}}}"
    yield r"\begin{itemize}"
    for mistake in exercise.mistakes:
        code = "print.seen-once" if mistake.count == 1 else "print.seen"
        count = text(say(code, language, count=mistake.count))
        told_all = " ".join(told(sentence, language) for sentence in mistake.sentences)
        yield rf"\item {_written(mistake, language)} {told_all} ({count})"
    yield r"\end{itemize}"


def _written(mistake: Mistake, language: str) -> str:
    return mathematics(write(mistake.tree) if mistake.tree is not None else mistake.latex, language)
