"""Tasks print softmax and log-sum-exp by name, and mean what they spell out."""

from functools import cache
from pathlib import Path

import pytest

from derive.algebra.components import scalarize
from derive.algebra.presentation import surface_of
from derive.core.verdict import Proved
from derive.elaborate.statement import claim_of, term_of
from derive.prove.check import decide
from derive.sheet.named import named
from derive.sheet.read import read_sheet
from derive.syntax.latex import write

PROBLEMS = Path(__file__).parent.parent / "problems"
GIVEN = (r"x \in \mathbb{R}^n", r"i = 1, \dots, n", r"k = 1, \dots, n", r"\lambda > 0", r"a \in \mathbb{R}")
SUM = r"\sum_{j=1}^n e^{\lambda x_j}"

BY_NAME = (
    (rf"\frac{{e^{{\lambda x_i}}}}{{{SUM}}}", r"softmax}(x; \lambda)"),
    (r"\frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}}", "softmax}(x)"),
    (r"\frac{e^{x_k + a}}{\sum_{j=1}^n e^{x_j + a}}", "softmax}(x + a)"),
    (rf"\frac{{\log {SUM}}}{{\lambda}}", r"lse}(x; \lambda)"),
    (rf"a - a \frac{{e^{{\lambda x_k}}}}{{{SUM}}}", r"softmax}(x; \lambda)"),
)
SPELLED_OUT = (
    rf"\frac{{e^{{2 x_i}}}}{{{SUM}}}",
    r"\frac{e^{x_i}}{\sum_{j=1}^{n-1} e^{x_j}}",
    r"\frac{e^{x_i}}{\sum_{j=2}^n e^{x_j}}",
    r"\frac{e^{x_i}}{\sum_{j=1}^n e^{x_j^2}}",
    r"\frac{e^{x_i + a}}{\sum_{j=1}^n e^{x_j}}",
    r"\log \sum_{j=1}^n e^{x_j}",
    rf"\frac{{\log {SUM}}}{{2}}",
)


@pytest.mark.parametrize(("latex", "name"), BY_NAME)
def test_what_has_a_name_is_called_by_it(latex, name):
    assert name in write(surface_of(named(scalarize(term_of(latex, GIVEN)))))


@pytest.mark.parametrize("latex", SPELLED_OUT)
def test_what_only_looks_like_it_is_spelled_out(latex):
    term = scalarize(term_of(latex, GIVEN))
    assert named(term) == term


def _is_equation(goal):
    return len(goal.claims) == 1 and goal.claims[0].relation in ("eq", "le")


@cache
def printed():
    """Claims of the sample sheets that are printed with a name, with what their exercises declare."""
    sheets = [read_sheet(PROBLEMS / name) for name in ("ml-physics-05", "softmax-04", "vision-05", "tour")]
    goals = [(s, e, g) for s in sheets for e in s.exercises for g in e.goals if _is_equation(g)]
    return tuple((s, e, g) for s, e, g in goals if "softmax}" in g.latex or "lse}" in g.latex)


def test_what_is_printed_is_what_is_claimed():
    assert len(printed()) >= 10
    for sheet, exercise, goal in printed():
        own = [d.definition for d in sheet.definitions if not d.declarations]
        verdict = decide(claim_of(goal.latex, (*exercise.declarations, *own)))
        assert isinstance(verdict, Proved), (sheet.name, exercise.label, goal.latex)
