"""Claims about vectors and matrices of any size that depend on how arrays are read."""

import pytest

from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

V = r"v \in \mathbb{R}^n"
SPACE = r"a, b, c \in \mathbb{R}^3"
SQUARE = r"A, B \in \mathbb{R}^{n \times n}"
PROVED = (
    (r"(I - 2 v v^T)^2 = I", V, r"\|v\| = 1"),
    (r"(I - 2 v v^T) v = -v", V, "v^T v = 1"),
    (r"1^T x = \sum_{i=1}^n x_i", r"x \in \mathbb{R}^n"),
    (r"\mathbf 1^T \mathbf 1 = n", r"\mathbf 1 \in \mathbb{R}^n"),
    (r"\operatorname{tr}(I) = n", r"I \in \mathbb{R}^{n \times n}"),
    (r"a \times b = -(b \times a)", SPACE),
    (r"a \cdot (b \times c) = b \cdot (c \times a)", SPACE),
    (r"\|a \times b\|^2 = \|a\|^2 \|b\|^2 - (a \cdot b)^2", SPACE),
    (r"\det(AB) = \det A \det B", SQUARE),
    (r"a \times (b \times c) = b (a \cdot c) - c (a \cdot b)", SPACE),
    (r"\nabla_x (x^T A x) = 2 A x", SQUARE, r"x \in \mathbb{R}^n", "A = A^T"),
    (r"\det(I - 2 v v^T) = -1", V, r"\|v\| = 1"),
    (r"\|u + v\| = \sqrt 2", r"u, v \in \mathbb{R}^n", r"\|u\| = 1", r"\|v\| = 1", "u^T v = 0"),
    (r"\nabla_x (x^T A^{-1} x) = 2 A^{-1} x", SQUARE, r"x \in \mathbb{R}^n", "A^T = A"),
    (r"a b^T \in \mathbb{R}^{3 \times 3}", SPACE),
    (r"\frac{1}{1+\|v\|^2} v \in \mathbb{R}^n", V),
    (r"\det\begin{pmatrix} A & B \\ 0 & A \end{pmatrix} = (\det A)^2", SQUARE),
)
REFUTED = (
    (r"(I - v v^T)^2 = I", V, r"\|v\| = 1"),
    (r"1^T x = x_1", r"x \in \mathbb{R}^n"),
    (r"a \times b = b \times a", SPACE),
    (r"a \cdot (b \times c) = a \cdot (c \times b)", SPACE),
    (r"\det(A + B) = \det A + \det B", SQUARE),
    (r"\nabla_x (x^T A x) = 2 A x", SQUARE, r"x \in \mathbb{R}^n", "B = B^T"),
    ("A = 0", SQUARE, "A^2 = 0"),
    (r"\det(2 I + v v^T) = 2 + v^T v", V),
    (r"\det A = 1", SQUARE, "A^T A = I"),
    (r"\delta_{ij} \delta_{jk} = \delta_{ik}",),
    (r"a \in \mathbb{R}^4", SPACE),
    (r"\sin x \in \mathbb{R}^3", "x > 0"),
    (r"a^T b \in \mathbb{R}^{3 \times 3}", SPACE),
)
ANOTHER_LAYOUT = (
    (r"v \in \mathbb{R}^{1 \times n}", V),
    (r"\frac{\partial}{\partial v} v^T v \in \mathbb{R}^{1 \times n}", V),
)
REFUSED = ((r"x \times y = 0", r"x, y \in \mathbb{R}^n"),)


@pytest.mark.parametrize("row", PROVED, ids=lambda r: r[0])
def test_true_claims_are_proved(row):
    assert isinstance(decide(claim_of(row[0], row[1:])), Proved)


@pytest.mark.parametrize("row", REFUTED, ids=lambda r: r[0])
def test_false_claims_are_refuted(row):
    assert isinstance(decide(claim_of(row[0], row[1:])), Refuted)


@pytest.mark.parametrize("row", ANOTHER_LAYOUT, ids=lambda r: r[0])
def test_a_membership_in_another_layout_is_neither_proved_nor_refuted(row):
    assert not isinstance(decide(claim_of(row[0], row[1:])), Proved | Refuted)


@pytest.mark.parametrize("row", REFUSED, ids=lambda r: r[0])
def test_what_is_not_read_is_not_judged(row):
    with pytest.raises(UnreadableError):
        claim_of(row[0], row[1:])
