"""What is said in words to be a matrix or a vector is one, however the sentence says so."""

import pytest

import derive

ROWS = (
    (r"Let $A$ and $B$ be $n \times n$ matrices. Then $(A+B)^2 = A^2 + 2AB + B^2$.", "refuted"),
    (r"Let $A$ and $B$ be matrices. Then $(A+B)^2 = A^2 + 2AB + B^2$.", "refuted"),
    (r"Let $A$ and $B$ be square matrices. Then $(A+B)^2 = A^2 + AB + BA + B^2$.", "proved"),
    (r"Let $A$ and $B$ be commuting matrices. Then $(A+B)^2 = A^2 + 2AB + B^2$.", "proved"),
    (r"For all $n\times n$ matrices $A$ and $B$ we have $AB = BA$.", "refuted"),
    (r"Let $A$ be an $m\times n$ matrix and $B$ an $n\times p$ matrix. Then $(AB)^T = B^TA^T$.", "proved"),
    (r"Let $A$ be an $m\times n$ matrix and $B$ an $n\times p$ matrix. Then $(AB)^T = A^TB^T$.", "refuted"),
    (r"Let $P$ be a projection. Then $(I-P)^2 = I-P$.", "proved"),
    (r"Let $P$ be an idempotent matrix. Then $(I-2P)^2 = I-P$.", "refuted"),
    (r"Sei $P$ eine Projektionsmatrix. Dann gilt $(I-P)^2 = I-P$.", "proved"),
    (r"Seien $A$ und $B$ reelle $n\times n$-Matrizen. Dann gilt $(A-B)(A+B) = A^2 - B^2$.", "refuted"),
    (r"Let $A$ be a $2\times 2$ matrix. Then $\det(3A) = 9\det A$.", "proved"),
    (r"Let $A$ be a square matrix of order $n$. Then $\operatorname{tr}(I) = n$.", "proved"),
    (r"Let $x$ and $y$ be vectors. Then $|x + y| = |x| + |y|$.", "refuted"),
    (r"Let $x$ be an $n$-dimensional vector. Then $\|x\|^2 = x^T x$.", "proved"),
    (r"Let $A, B, C, D$ be matrices. Then $(A\otimes B)(C\otimes D) = (AC)\otimes(BD)$.", "proved"),
    (r"Let $x \in \mathbb{R}^n$. Then $(I-\mathbf{1}\mathbf{1}^T)^2 = I-\mathbf{1}\mathbf{1}^T$.", "refuted"),
    (r"The matrix is $H = I-\frac1n\mathbf{1}\mathbf{1}^T$. Then $H^2 = H$.", "proved"),
    (r"The matrix is $H = I-\frac1n\mathbf{1}\mathbf{1}^T$. Then $H^2 = 2H$.", "refuted"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_is_said_to_be_an_array_is_one(text, expected):
    last = [v for v in derive.check_text(text).verdicts if v is not None][-1]
    assert type(last).__name__.lower() == expected


def test_an_adjective_that_is_not_known_makes_a_refutation_a_question():
    (found,) = [
        v
        for v in derive.check_text(r"Let $A$ be a nilpotent matrix. Then $\det(A) = 0$.").verdicts
        if v is not None
    ]
    assert found.cause == "unstated-condition"
