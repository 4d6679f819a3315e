"""What a sentence calls the eigenvalues, the roots, the gradient, the norm of something, is judged."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

MATRIX = r"Let $A = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$. "
BLOCK = r"Let $B = \begin{pmatrix} 2 & 1 & 0 \\ 1 & 2 & 0 \\ 0 & 0 & 5 \end{pmatrix}$. "

ROWS = (
    (MATRIX + r"The eigenvalues of $A$ are $1$ and $3$. The eigenvalues of $A$ are $1$ and $2$.", "pr"),
    (MATRIX + r"The eigenvalues of $A$ are $\lambda_1 = 1$ and $\lambda_2 = 3$.", "p"),
    (MATRIX + r"The eigenvalues of $A$ are $1$ and $1$.", "r"),
    (BLOCK + r"The eigenvalues of $B$ are $1$ and $3$.", "r"),
    (r"Die Matrix $A = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$ hat die Eigenwerte $1$ und $3$.", "p"),
    (r"Assume the eigenvalues of $A$ are $1$ and $2$.", ""),
    (
        r"The roots of $x^2 - 3x + 2$ are $1$ and $2$. The roots of $x^2 - 3x + 2$ are $x = 1$ and $x = 3$.",
        "pr",
    ),
    (r"The roots of $x^3 - x$ are $0$, $1$ and $-1$. The roots of $x^3 - x$ are $0$ and $1$.", "pr"),
    (r"The only root of $f(x) = e^x - 1$ is $x = 0$.", "p"),
    (r"Die Nullstellen von $x^2 - 4$ sind $2$ und $-2$.", "p"),
    (r"The gradient of $f(x,y) = x^2 y$ is $(2xy, x^2)$. The gradient of $f$ is $(2xy, x)$.", "pr"),
    (r"Der Gradient von $f(x,y) = xy$ ist $(y, x)$.", "p"),
    (r"The vectors $(1, 1)$ and $(1, -1)$ are orthogonal.", "p"),
    (r"Let $u = (1, 2)$ and $v = (2, 1)$. $u$ and $v$ are orthogonal. $u$ and $v$ are not orthogonal.", "rp"),
    (r"The distance between $(1, 2)$ and $(4, 6)$ is $5$. The norm of $(3, 4)$ is $7$.", "pr"),
    (r"The dot product of $(1,2,3)$ and $(4,5,6)$ is $32$.", "p"),
    (r"Das Integral von $0$ bis $1$ über $x^2$ ist $\frac13$.", "p"),
)
ORTHOGONAL = (
    (r"If $u$ and $v$ are orthogonal, then $\|u + v\|^2 = \|u\|^2 + \|v\|^2$.", "p"),
    (r"Let $u, v$ be orthogonal. Then $\|u - v\| = \|u + v\|$ and $\|u\| = 1$.", "pr"),
    (r"Let $U$ and $V$ be orthogonal. Then $U^T U = I$.", "p"),
    (r"Let $a, b \in \mathbb{R}^3$ be orthogonal unit vectors. Then $\|a + b\|^2 = 2$.", "p"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS + ORTHOGONAL)
def test_what_a_sentence_calls_something(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected


ONE = (
    ("There exists a unique real number $x$ such that $x^3 = 2$.", "p"),
    ("There is exactly one real $x$ such that $x^2 = 8$.", "r"),
    ("Es gibt genau eine reelle Zahl $x$ mit $x^2 = 2$.", "r"),
)
EITHER = (
    ("Let $xy = 0$. Then $x = 0$ or $y = 0$.", "p"),
    ("Let $xy = 0$. Then $x = 0$ or $y = 1$.", "r"),
    ("Let $x^2 = 4$ and $y = 3$. Then $x = 2$ or $y = 3$.", "p"),
)


@pytest.mark.parametrize(("text", "expected"), ONE + EITHER)
def test_one_solution_and_one_of_two(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected
