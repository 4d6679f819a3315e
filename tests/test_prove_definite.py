"""Matrices that are definite or not, in words, and convex functions of vectors."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

ROWS = {
    r"Let $X \in \mathbb{R}^{n\times d}$, $c > 0$. Then $X^T X + c I$ is positive definite.": True,
    r"Let $X \in \mathbb{R}^{n\times d}$. Then $X^T X$ is positive definite.": False,
    r"Sei $A \in \mathbb{R}^{n\times n}$ positiv semidefinit und $C \in \mathbb{R}^{n\times m}$."
    r" Dann ist $C^T A C$ positiv semidefinit.": True,
    r"Let $p \in \mathbb{R}^K$ with $p_i \ge 0$ and $\sum_{i=1}^K p_i = 1$."
    r" Then $\operatorname{diag}(p) - p p^T$ is positive semidefinite.": True,
    r"Let $A$ and $B$ be positive semidefinite $n\times n$ matrices."
    r" Then $A-B$ is positive semidefinite.": False,
    r"The matrix $\begin{pmatrix} 2 & -1 \\ -1 & 2 \end{pmatrix}$ is positive definite.": True,
    r"The matrix $\begin{pmatrix} 1 & -1 \\ -1 & 1 \end{pmatrix}$ is positive definite.": False,
    r"The matrix $\begin{pmatrix} 1 & 2 \\ 2 & 3 \end{pmatrix}$ is positive semidefinite.": False,
    r"Let $a,c>0$ and $b \in \mathbb{R}$ with $ac \ge b^2$."
    r" Then $\begin{pmatrix} a & b \\ b & c \end{pmatrix}$ is positive semidefinite.": True,
    r"Let $f(x) = \frac12 x^T A x - b^T x$ with $A \in \mathbb{R}^{n\times n}$ symmetric positive definite."
    r" Then $f$ is convex.": True,
    r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric, $f(x) = x^T A x$. Then $f$ is convex.": False,
    r"Let $f(x) = \log \sum_{i=1}^n e^{x_i}$. Then $f$ is convex.": True,
    r"Let $f(x)=\|Ax-b\|^2$ with $A\in\mathbb{R}^{m\times n}$, $b\in\mathbb{R}^m$. Then $f$ is convex.": True,
    r"Sei $f(x)=x^3$. Dann ist $f$ konvex.": False,
}


@pytest.mark.parametrize(("text", "holds"), ROWS.items())
def test_claims_about_definite_matrices_and_convex_functions(text, holds):
    checked = derive.check_text(text)
    (verdict,) = (v for v in (*checked.verdicts, *checked.conclusions) if v is not None)
    assert isinstance(verdict, Proved if holds else Refuted)
