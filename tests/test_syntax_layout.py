r"""Old ways to align a chain, and words beside its rows."""

import pytest

from derive.syntax.outline import outline
from derive.syntax.parser import parse

ROWS = {
    r"\begin{array}{rcl} L & = & A \\ & = & B \end{array}": "{L = A} // {_ = B}",
    r"\begin{array}{r@{\;}c@{\;}l} L & = & A \\ & \le & B \end{array}": r"{L = A} // {_ \le B}",
    r"\begin{array}{ll} L & = A \\ & = B \end{array}": "{L = A} // {_ = B}",
    r"\begin{array}{rcl} a & = & 1 \\ b & = & 2 \end{array}": "{a = 1} // {b = 2}",
    r"X = \begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}": "{X = (grid 1 & 2 ; 3 & 4)}",
    r"\left\{\begin{array}{rcl} x & = & 1 \\ y & = & 2 \end{array}\right.": "(cases {x = 1} ; {y = 2})",
    r"|x| = \left\{\begin{array}{ll} x & x \ge 0 \\ -x & x < 0 \end{array}\right.": (
        r"{⟨| x |⟩ = (cases x if {x \ge 0} ; (- x) if {x < 0})}"
    ),
}
SAID = {
    r"\begin{aligned} L &= A && \text{a rule} \\ &= B && \text{expand by } e^{x} \\ &= R \end{aligned}": (
        "{L = A} «a rule» // {_ = B} «expand by e^ x» // {_ = R}"
    ),
    r"\begin{aligned} L &= A & \text{we use } x = 1 \\ &= B \end{aligned}": (
        "{L = A} «we use x = 1» // {_ = B}"
    ),
    r"L &= A \quad \text{expand by } e^x \\ &= R": "{L = A} «expand by e^x» // {_ = R}",
}
TOGETHER = {
    r"a = b \quad \text{and hence } y \\ = c": "(list {a = b} quad y) // {_ = c}",
    r"a = b \quad \text{so that } c = d": "(list {a = b} where {c = d})",
    r"a = b \quad \text{we use } c = d": '(list {a = b} quad "we use" quad {c = d})',
}


@pytest.mark.parametrize(("latex", "expected"), ROWS.items())
def test_an_array_with_a_relation_in_each_row_is_a_chain(latex, expected):
    assert outline(parse(latex)) == expected


@pytest.mark.parametrize(("latex", "expected"), SAID.items())
def test_words_with_a_formula_beside_a_row_are_a_remark(latex, expected):
    assert outline(parse(latex)) == expected


@pytest.mark.parametrize(("latex", "expected"), TOGETHER.items())
def test_words_that_lead_to_another_statement_are_no_remark(latex, expected):
    assert outline(parse(latex)) == expected
