"""The smallest and the largest eigenvalue of a matrix, named in words."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

LET = r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric with "
SEI = r"Sei $A \in \mathbb{R}^{n\times n}$ symmetrisch mit "


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (
            LET + r"smallest eigenvalue $\mu$. Then $x^T A x \ge \mu \|x\|^2$ for all $x \in \mathbb{R}^n$.",
            True,
        ),
        (
            LET + r"largest eigenvalue $\mu$. Then $x^T A x \ge \mu \|x\|^2$ for all $x \in \mathbb{R}^n$.",
            False,
        ),
        (SEI + r"größtem Eigenwert $\mu$. Dann gilt $x^T A x \le \mu x^T x$ für $x \in \mathbb{R}^n$.", True),
    ],
)
def test_bounds_of_quadratic_forms(text, holds):
    (verdict,) = (v for v in derive.check_text(text).verdicts if v is not None)
    assert isinstance(verdict, Proved if holds else Refuted)


def test_what_more_an_eigenvalue_is_makes_a_question_of_a_counterexample():
    text = LET.replace("symmetric", "positive semidefinite") + r"largest eigenvalue $\mu$. "
    text += r"Then $\mu \le \operatorname{tr} A$."
    (verdict,) = (v for v in derive.check_text(text).verdicts if v is not None)
    assert isinstance(verdict, Refuted)
    assert verdict.cause == "unstated-condition"
