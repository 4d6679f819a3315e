"""Follow-through: a mistake is deducted once; what follows from it earns its marks, later as well."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

PROBLEMS = Path(__file__).parent.parent / "problems"
L = r"\frac{d}{dx} \sigma(x)"
A, B, C, R = (
    r"\frac{e^{-x}}{(1 + e^{-x})^2}",
    r"\frac{1}{e^x + 2 + e^{-x}}",
    r"\frac{1}{(e^{x/2} + e^{-x/2})^2}",
    r"\frac{1}{4 \cosh^2(x/2)}",
)
a, b, c, r = (
    r"\frac{-e^{-x}}{(1 + e^{-x})^2}",
    r"\frac{-1}{e^x + 2 + e^{-x}}",
    r"\frac{-1}{(e^{x/2} + e^{-x/2})^2}",
    r"\frac{-1}{4 \cosh^2(x/2)}",
)
SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")

@sheet.exercise("1a")
def area(a=Positive(), x=Real()):
    r"Compute \\claim[area]."
    yield compute("area", Integral(x*exp(x), (x, 0, a)), (a - 1)*exp(a) + 1, marks=2)

@sheet.exercise("1b")
def slope(a=Positive(), x=Real()):
    r"Compute \\claim[slope]."
    square = Derivative(Integral(x*exp(x), (x, 0, a))**2, a)
    yield compute("slope", square, 2*((a - 1)*exp(a) + 1)*a*exp(a), without=[Integral], marks=2)

@sheet.exercise("1c", marks=2)
def twice(a=Positive(), x=Real()):
    r"Show that \\claim."
    return Eq(2*Integral(x*exp(x), (x, 0, a)), 2*((a - 1)*exp(a) + 1))
"""
INTEGRAL = r"\int_0^a x e^x \, dx"


@cache
def grader_of(folder):
    return grader(read_sheet(folder))


def marks(folder, text):
    grade = grader_of(folder).grade(Submission("a", (File("a.md", text.encode()),)))
    return {e.label: (float(e.got), [line.why.split(".")[1] for line in e.lines]) for e in grade.exercises}


WITHIN = {
    "right": ((A, B, C, R), 2, "shown"),
    "wrong at first, the rest follows": ((a, b, c, r), 1.5, "mistake"),
    "wrong in the end": ((A, B, C, r), 1.5, "mistake"),
    "wrong, later made up for": ((a, b, c, R), 1, "compensating"),
    "wrong in one place and not after it": ((A, b, C, R), 1, "compensating"),
    "two mistakes": ((a, b, c, r.replace("4", "2")), 1, "mistake"),
    "wrong and nothing else": ((r,), 0, "mistake"),
    "wrong, then nothing to the point": (("0", "1 - 1", r"\sin 0"), 0, "mistake"),
    "wrong, then disguises of it": ((r, rf"{r} (\sin^2 u + \cos^2 u)", rf"\log e^{{{r}}}"), 0, "mistake"),
    "wrong, disguised, made up for": ((r, rf"{r} (\sin^2 u + \cos^2 u)", R), 0, "open"),
}


@pytest.mark.parametrize(("members", "got", "why"), WITHIN.values(), ids=WITHIN)
def test_a_mistake_costs_its_own_step(members, got, why):
    chain = " = ".join((L, *members))
    assert marks(PROBLEMS / "ml-physics-05", f"# 1a\n\n$${chain}$$\n")["1a"] == (got, [why])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet")
    (path / "sheet.py").write_text(SHEET, encoding="utf-8")
    return path


def handed_in(area, factor=2):
    """All three exercises with a result for the area, which the later ones use."""
    parts = r"[x e^x]_0^a - \int_0^a e^x \, dx"
    square = rf"\frac{{d}}{{da}} \left({INTEGRAL}\right)^2 = 2 {INTEGRAL} \cdot a e^a"
    return (
        f"# 1a\n\n$${INTEGRAL} = {parts} = {area}$$\n\n"
        f"# 1b\n\n$${square} = {factor} ({area}) a e^a$$\n\n"
        f"# 1c\n\n$$2 {INTEGRAL} = 2 ({area})$$\n"
    )


RIGHT, WRONG = "a e^a - e^a + 1", "a e^a - e^a - 1"


def test_a_wrong_result_is_deducted_where_it_was_found_and_not_where_it_is_used(folder):
    found = marks(folder, handed_in(WRONG))
    assert found["1a"] == (1, ["mistake"])
    assert found["1b"] == (2, ["carried"])
    assert found["1c"] == (2, ["carried"])


def test_another_mistake_with_a_wrong_result_is_deducted_as_well(folder):
    assert marks(folder, handed_in(WRONG, factor=3))["1b"] == (1, ["mistake"])


def test_a_right_result_carries_nothing(folder):
    found = marks(folder, handed_in(RIGHT))
    assert [found[label][0] for label in ("1a", "1b")] == [2, 2]


def test_a_result_that_was_found_nowhere_before_is_not_carried(folder):
    text = handed_in(WRONG).partition("# 1b")[2]
    assert marks(folder, f"# 1b{text}")["1b"] == (1, ["mistake"])


def test_marks_of_all_lines_add_up_and_name_the_step():
    text = f"# 1a\n\n$${L} = {a} = {b} = {c} = {r}$$\n"
    grade = grader_of(PROBLEMS / "ml-physics-05").grade(Submission("a", (File("a.md", text.encode()),)))
    (line,) = grade.exercises[0].lines
    assert (line.step, line.got + line.pending) == ("1a.1", Fraction(3, 2))
