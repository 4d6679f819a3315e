"""What stands behind a formula: quantifiers, kinds of numbers; equations that are solved."""

import pytest

import derive
from derive.core.verdict import Undecided

ROWS = (
    (r"Let $n$ be an integer with $n^2 < 2$. Then $n \le 1$.", "Proved"),
    (r"Let $n$ be an integer with $n^2 < 5$. Then $n \le 1$.", "Refuted"),
    (r"For $n \ge 2$: $n! < n^n$ where $n \in \mathbb{N}$.", "Proved"),
    (r"For $n \ge 1$: $n! < n^n$ where $n \in \mathbb{N}$.", "Refuted"),
    (r"Then $3^n > n^3$ for all integers $n \ge 4$.", "Proved"),
    (r"Then $3^n > n^3$ for all integers $n \ge 3$.", "Refuted"),
    (r"Dann gilt $3^n > n^3$ für alle natürlichen Zahlen $n \ge 4$.", "Proved"),
    (r"Let $x\in\mathbb{R}$. Then $\sin x=0 \iff x=k\pi$ for some $k\in\mathbb{Z}$.", "Proved"),
    (r"Then $\sum_{i=1}^n x_i = 0 \iff x_i = 0$ for all $i$.", "Refuted"),
    (
        r"Let $A\succeq0$ be a symmetric matrix, $B\in\mathbb{R}^{m\times n}$. Then $BAB^T\succeq0$.",
        "Proved",
    ),
    (r"Let $x\neq y$. Then $e^x\neq e^y$.", "Proved"),
    (r"Let $x\neq y$. Then $x^2\neq y^2$.", "Refuted"),
    (r"Let $x\in\mathbb{R}$. Then $x^2+1\neq0$.", "Proved"),
    (r"Let $x\in\mathbb{R}$. Then $x^2-1\neq0$.", "Refuted"),
    (r"Then $(a+b)^2 \ne a^2+b^2$.", "Proved"),
    (r"The function $y(t)=Ce^{-2t}$ solves $y'=-2y$.", "Proved"),
    (r"The function $y(t)=Ce^{2t}$ solves $y'=-2y$.", "Refuted"),
    (r"The function $y(x)=x^2+Cx$ satisfies $xy'-y=x^2$.", "Proved"),
    (r"The function $y(x)=x^2+C$ satisfies $xy'-y=x^2$.", "Refuted"),
    (r"Die Funktion $y(t)=Ce^{2t}$ löst $y'=-2y$.", "Refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), ROWS)
def test_what_is_said_is_taken_into_account(text, verdict):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [type(v).__name__ for v in found] == [verdict]


def test_an_equation_to_be_solved_does_not_prove_the_steps_of_its_solution():
    lost = "Solve $\\sqrt{x}=x-2$.\n\n$$\\sqrt{x}=x-2 \\iff x=(x-2)^2 \\iff x^2-5x+4=0$$"
    first, second = (v for v in derive.check_text(lost).verdicts if v is not None)
    assert type(first).__name__ == "Refuted"
    assert not isinstance(second, Undecided)


APPROACHES = (
    (r"Then $e^x = 1+x+\frac{x^2}{2}+O(x^3)$ as $x\to0$.", "Proved"),
    (r"Then $e^x = 1+x+\frac{x^2}{3}+O(x^3)$ as $x\to0$.", "Refuted"),
    (r"Then $\sin x = x-\frac{x^3}{6}+O(x^6)$ as $x\to0$.", "Refuted"),
    (r"Then $\sin x \sim x$ as $x\to0$.", "Proved"),
    (r"Then $\sin x \sim 2x$ as $x\to0$.", "Refuted"),
    (r"Then $x^{10} = o(e^x)$ as $x\to\infty$.", "Proved"),
    (r"Dann gilt $\tan x = x-\frac{x^3}{3}+o(x^3)$ für $x\to0$.", "Refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), APPROACHES)
def test_what_tends_where_is_said_behind(text, verdict):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [type(v).__name__ for v in found] == [verdict]


SOME = (
    ("Let $n$ be an integer. Then $n = 2k$ for some integer $k$.", "Undecided Refuted"),
    ("Let $n$ be an integer. Then $2n = 2k$ for some integer $k$.", "Proved"),
    ("Let $x$ be a real number. Then $x = k$ for some integer $k$.", "Undecided Refuted"),
    ("Let $n$ be an integer. Then $n = k$ for some positive integer $k$.", "Refuted"),
    ("Let $n$ be an integer. Then $n = k$ for some integer $k > 3$.", "Refuted"),
    ("Let $x$ be a real number. Then $x = y$ for some positive number $y$.", "Refuted"),
    ("Sei $n$ eine ganze Zahl. Dann gilt $n = 2k$ für eine ganze Zahl $k$.", "Undecided Refuted"),
    (r"Sei $M = \{1, 2, 3\}$ und $x \in M$. Dann ist $x \le 3$.", "Proved"),
    (r"Sei $M = \{1, 2, 3\}$ und $x \in M$. Dann ist $x \le 2$.", "Refuted"),
    (r"Let $i$ be the imaginary unit and $n \in \mathbb{N}$. Then $i^{n+4} = i^n$.", "Proved"),
    (r"Let $i$ be the imaginary unit and $n \in \mathbb{N}$. Then $i^{n+2} = i^n$.", "Refuted"),
    (r"$$\int_0^1 f g\,dx = \int_0^1 f\,dx \int_0^1 g\,dx$$", "Refuted"),
    (r"$$\int_0^1 (f + g)\,dx = \int_0^1 f\,dx + \int_0^1 g\,dx$$", "Proved"),
    (r"$$\int_0^1 f\,dx = f$$", "Proved"),
)


@pytest.mark.parametrize(("text", "verdict"), SOME)
def test_of_what_kind_something_is_counts(text, verdict):
    """Of which kind that is which exists, a set by its name, i by its words, f under an integral."""
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [type(v).__name__ in verdict for v in found] == [True]
