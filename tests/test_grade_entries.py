"""Answers that are vectors or matrices are marked entry by entry."""

from functools import cache
from pathlib import Path

import pytest

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

PROBLEMS = Path(__file__).parent.parent / "problems"
SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")
n = dims("n")

@sheet.exercise("1", marks=2)
def product(A=Matrix(n, n), B=Matrix(n, n), i=Index(n), k=Index(n)):
    r"Show that \\claim, which is to say $A(A + B) - AB = AA$."
    j = Index(n)
    twice = Sum(A[i, j]*(A[j, k] + B[j, k]), (j, 1, n))
    return Eq(twice - Sum(A[i, j]*B[j, k], (j, 1, n)), Sum(A[i, j]*A[j, k], (j, 1, n)))

@sheet.exercise("2")
def slope(x=Real()):
    r"Compute the derivative of $(x^2, x^3)^T$: \\claim[first] and \\claim[second]."
    yield compute("first", Derivative(x**2, x), 2*x, marks=1)
    yield compute("second", Derivative(x**3, x), 3*x**2, marks=1)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet")
    (path / "sheet.py").write_text(SHEET, encoding="utf-8")
    return path


@cache
def grader_of(folder):
    return grader(read_sheet(folder))


def marks(folder, text, label):
    grade = grader_of(folder).grade(Submission("a", (File("a.md", text.encode()),)))
    found = next(e for e in grade.exercises if e.label == label)
    return [(line.got, line.pending) for line in found.lines]


def test_an_equation_between_matrices_is_seen_as_one_between_entries(folder):
    text = "# 1\n\n$$A(A + B) - AB = AA + AB - AB = AA$$\n"
    assert marks(folder, text, "1") == [(0, 2)]


def column(first, second):
    return rf"\begin{{pmatrix}} {first} \\ {second} \end{{pmatrix}}"


LEFT = column(r"\frac{d}{dx} x^2", r"\frac{d}{dx} x^3")


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (column("2x", "3x^2"), [(1, 0), (1, 0)]),
        (column("2x", "2x^2"), [(1, 0), (0, 0)]),
        (column("x", "3x^2"), [(0, 0), (1, 0)]),
    ],
)
def test_a_wrong_entry_costs_no_other(folder, right, expected):
    assert marks(folder, f"# 2\n\n$${LEFT} = {right}$$\n", "2") == expected


def test_a_matrix_whose_entries_look_otherwise_is_for_a_person():
    sample = PROBLEMS / "softmax-04" / "submission.md"
    grade = grader_of(PROBLEMS / "softmax-04").grade(Submission("a", (File("a.md", sample.read_bytes()),)))
    jacobian = next(e for e in grade.exercises if e.label == "4b")
    assert (jacobian.got, jacobian.pending) == (0, 3)
