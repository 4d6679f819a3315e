"""Right work in unusual dress: it earns its marks, or a person looks; it never loses any."""

import json
from functools import cache
from pathlib import Path

import pytest

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

PROBLEMS = Path(__file__).parent.parent / "problems"
L = r"\frac{d}{dx} \sigma(x)"
A = r"\frac{e^{-x}}{(1 + e^{-x})^2}"
B = r"\frac{1}{(e^{x/2} + e^{-x/2})^2}"
R = r"\frac{1}{4 \cosh^2(x/2)}"
CHAIN = f"$${L} = {A} = {B} = {R}$$"
TANH = r"$$2\sigma(2x) - 1 = \frac{2}{1 + e^{-2x}} - 1 = \frac{1 - e^{-2x}}{1 + e^{-2x}} = \tanh x$$"
LSE = (
    r"$$\frac{\partial}{\partial \sigma_i} \operatorname{lse}(\sigma; \lambda)"
    r" = \frac1\lambda \frac{\lambda e^{\lambda \sigma_i}}{\sum_{j=1}^K e^{\lambda \sigma_j}}"
    r" = \frac{e^{\lambda \sigma_i}}{\sum_{j=1}^K e^{\lambda \sigma_j}}"
    r" = \operatorname{softmax}(\sigma; \lambda)_i$$"
)
LATEX = (
    r"\documentclass{article}\usepackage{amsmath}\begin{document}\section*{Exercise 1}\subsection*{(a)}"
    rf"\begin{{align*}}{L} &= {A} \\ &= {B} \\ &= {R}\end{{align*}}\end{{document}}"
)


def notebook(*cells):
    kept = [{"cell_type": "markdown", "metadata": {}, "id": str(k), "source": c} for k, c in enumerate(cells)]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": kept})


@cache
def grader_of(name):
    return grader(read_sheet(PROBLEMS / name))


def marks(text, label="1a", file="a.md"):
    grade = grader_of("ml-physics-05").grade(Submission("a", (File(file, text.encode()),)))
    found = next(e for e in grade.exercises if e.label == label)
    return found.got, found.pending, found.most, {e.label for e in grade.exercises if e.pending}


HEADINGS = (
    *("# 1a", "1 a)", "Aufgabe 1(a)", "Ex. 1.a", "# I.a", "# Exercise I\n\n(a)", "# Exercise 1\n\na)"),
    *("**1a)** We have", "# Problem 1, Part (a)", "Nr. 1a:", "Q1a", "zu 1a)", "# A1a", "1. a."),
    *("## Lösung zu Aufgabe 1 a)", "# 1. (a) Derivative of the sigmoid"),
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_label_may_be_spelled_in_many_ways(heading):
    assert marks(f"{heading}\n\n{CHAIN}\n") == (2, 0, 2, set())


DRESSES = {
    "another variable": CHAIN.replace("x", "z"),
    "reversed": f"$${R} = {B} = {A} = {L}$$",
    "both sides to the middle": f"Left: $${L} = {A} = {B}$$\n\nRight: $${R} = {B}$$\n\nBoth are equal.",
    "words between lines": f"By the chain rule\n\n$${L} = {A}.$$\n\nTimes $e^x$ this is\n\n$${A} = {B}$$\n\n"
    f"and by definition of the cosine\n\n$${B} = {R}.$$",
    "equivalences": rf"$${L} = {R} \iff {A} = {R} \iff {A} = {B}$$",
    "implications": rf"$$\sigma(x) = (1 + e^{{-x}})^{{-1}} \Rightarrow {L} = {A} \Rightarrow {L} = {R}$$",
    "a difference that vanishes": f"$${L} - {R} = {A} - {R} = {B} - {R} = 0$$",
    "a quotient that is one": rf"$$\frac{{\sigma'(x)}}{{{R}}} = 4\cosh^2(x/2) {A} = 1$$",
    "multiplied out": rf"$$4 \cosh^2(x/2)\, \sigma'(x) = (e^{{x/2}} + e^{{-x/2}})^2 {A} = 1$$"
    f"\n\n$${L} = {R}$$",
    "numbered equations": rf"$${L} = {A} \tag{{1}}$$" + "\n\n" + rf"$${A} = {B} \tag{{2}}$$"
    f"\n\nFrom (1) and (2):\n\n$${L} = {B} = {R}$$",
    "a box": rf"$${L} = {A} = \boxed{{{R}}}$$",
    "one line each": rf"\begin{{gather*}}{L} = {A} \\ {A} = {R}\end{{gather*}}",
    "in a line of text": f"We get ${L} = {A} = {B} = {R}$, as claimed.",
    "crossed out before": f"~~$${L} = \\frac{{e^x}}{{(1 + e^x)^3}}$$~~\n\n{CHAIN}",
    "German": f"Mit der Quotientenregel folgt\n\n$${L} = {A}$$\n\nund damit\n\n$$= {B} = {R}.$$",
    "another spelling of the derivative": CHAIN.replace(L, r"\partial_x \sigma(x)"),
}


@pytest.mark.parametrize("text", DRESSES.values(), ids=DRESSES)
def test_right_work_earns_its_marks_in_any_dress(text):
    assert marks(f"# 1a\n\n{text}\n")[:3] == (2, 0, 2)


LABELLED = (rf"\text{{1a)}}\quad {L} = {A} = {R}", rf"{L} = {A} = {R} \tag{{1a}}")


@pytest.mark.parametrize("display", LABELLED)
def test_a_label_may_stand_in_the_formula(display):
    assert marks(f"$${display}$$\n") == (2, 0, 2, set())


FILES = {
    "a.ipynb": notebook("# Homework", f"### 1 (a)\n\n{CHAIN}", f"### 1 (b)\n\n{TANH}"),
    "a.tex": LATEX,
    "a.md": f"# 1\n\na)\n\n{CHAIN}\n\nb)\n\n{TANH}\n",
}


@pytest.mark.parametrize(("file", "text"), FILES.items())
def test_right_work_earns_its_marks_in_any_file(file, text):
    assert marks(text, file=file) == (2, 0, 2, set())


OFFSET = (
    r"$$\operatorname{softmax}(\sigma + c; \lambda)_i"
    r" = \frac{e^{\lambda c} e^{\lambda \sigma_i}}{e^{\lambda c} \sum_{j=1}^K e^{\lambda \sigma_j}}"
    r" = \operatorname{softmax}(\sigma; \lambda)_i$$"
)


@pytest.mark.parametrize("order", [(CHAIN, TANH, LSE, OFFSET), (OFFSET, LSE, "Weiter ist", CHAIN, TANH)])
def test_without_any_label_each_formula_is_read_as_its_exercise_means_it(order):
    grade = grader_of("ml-physics-05").grade(Submission("a", (File("a.md", "\n\n".join(order).encode()),)))
    got = {e.label: e.got for e in grade.exercises}
    assert [got[label] for label in ("1a", "1b", "3d", "3a")] == [2, 2, 3, 2]
    assert all(e.got or e.pending for e in grade.exercises)


RIGHT = {"1a": CHAIN, "1b": TANH, "3d": LSE}
WRONG = {
    "1a": CHAIN.replace("4", "3"),
    "1b": TANH.replace(" - 1", " + 1"),
    "3d": LSE.replace(r"\lambda e", "e"),
}


@pytest.mark.parametrize("label", WRONG)
def test_without_any_label_what_is_wrong_stays_wrong(label):
    text = "\n\n".join((RIGHT | {label: WRONG[label]}).values())
    grade = grader_of("ml-physics-05").grade(Submission("a", (File("a.md", text.encode()),)))
    assert {e.label for e in grade.exercises if e.got == e.most} == RIGHT.keys() - {label}


def test_what_the_solution_does_for_one_claim_is_enough_without_the_others():
    assert marks(f"# 3a\n\n{OFFSET}\n", "3a")[:2] == (2, 2)


def test_the_steps_of_the_reference_solution_are_enough():
    assert marks(f"# 3d\n\n{LSE}\n", "3d") == (3, 0, 3, set())


def test_the_names_of_the_claim_put_for_each_other_are_not_enough():
    unfolded = r"\frac{e^{\lambda \sigma_i}}{\sum_{j=1}^K e^{\lambda \sigma_j}}"
    left = r"\frac{\partial}{\partial \sigma_i} \operatorname{lse}(\sigma; \lambda)"
    text = r"# 3d" + f"\n\n$${left} = {unfolded} = \\operatorname{{softmax}}(\\sigma; \\lambda)_i$$\n"
    assert marks(text, "3d")[:2] == (0, 3)


FOR_A_PERSON = {
    "columns of an array": rf"$$\begin{{array}}{{rcl}} {L} & = & {A} \\ & = & {R} \end{{array}}$$",
    "an item of a list": f"1. (a) ${L} = {A} = {R}$",
    "a table": f"| 1 | ${L} = {A}$ |\n|---|---|\n| 2 | ${A} = {R}$ |",
    "signs of a keyboard": "σ'(x) = e^(-x)/(1+e^(-x))^2 = 1/(4 cosh^2(x/2))",
    "another name of the function": rf"$${L} = {A} = \frac14 \operatorname{{sech}}^2(x/2)$$",
}


@pytest.mark.parametrize("text", FOR_A_PERSON.values(), ids=FOR_A_PERSON)
def test_what_is_not_recognised_loses_nothing(text):
    got, pending, most, _ = marks(f"# 1a\n\n{text}\n")
    assert got + pending == most
