"""Unit matrices of which nothing tells the size are as large as the matrices beside them, and all alike."""

import pytest

from derive.cli._documents import Settings, Source, check_source

SQUARE = r"Let $A \in \mathbb{R}^{n \times n}$."
TWO = r"Let $A \in \mathbb{R}^{n \times m}$ and $B \in \mathbb{R}^{m \times n}$."


@pytest.mark.parametrize(
    ("given", "formula", "verdict"),
    [
        (SQUARE, r"\operatorname{tr}(I) A = n A", "proved"),
        (SQUARE, r"\operatorname{tr}(A + I) = \operatorname{tr}(A) + \operatorname{tr}(I)", "proved"),
        (SQUARE, r"\operatorname{tr}(I) \operatorname{tr}(I) = \operatorname{tr}(I)^2", "proved"),
        (SQUARE, r"\operatorname{tr}(I) A = 2 A", "refuted"),
        (TWO, r"(I + A B) A = A (I + B A)", "proved"),
        (TWO, r"\operatorname{tr}(I + A B) = \operatorname{tr}(I + B A)", "refuted"),
    ],
)
def test_sizes_of_unit_matrices(given, formula, verdict):
    (step,) = [
        s
        for s in check_source(Settings(), Source("notes.md", f"{given} $$ {formula} $$".encode())).steps
        if s.finding is not None
    ]
    assert step.finding.verdict == verdict
