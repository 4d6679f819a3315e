"""Even and odd integers, and integers that are compared where they are introduced."""

import pytest

import derive

TEXTS = [
    (r"For every integer $n \ge 0$ we have $2^n \ge n+1$.", "Proved"),
    (r"For every real $x \ge 0$ we have $2^x \ge x+1$.", "Refuted"),
    (r"Let $n \geq 0$ be an integer. Then $2^n \ge n+1$.", "Proved"),
    (r"Es sei $n \ge 0$ eine ganze Zahl. Dann ist $2^n \ge n+1$.", "Proved"),
    (r"Let $n$ be an even integer. Then $(-1)^n = 1$.", "Proved"),
    (r"Let $n$ be an odd integer. Then $(-1)^n = 1$.", "Refuted"),
    (r"Es seien $m$ und $n$ ungerade Zahlen. Dann ist $(-1)^{m+n} = 1$.", "Proved"),
    (r"Let $n$ be an odd integer. Then $n^2$ is odd.", "Proved"),
    (r"Let $n$ be an even integer. Then $n^2$ is odd.", "Refuted"),
    (r"Let $n \in \mathbb{Z}$. Then $n^2+n$ is even.", "Proved"),
    (r"Let $m, n$ be odd integers. Then $m+n$ is odd.", "Refuted"),
    (r"The function $f(x) = x^2$ is even.", "Proved"),
    (r"The function $f(x) = x^3$ is even.", "Refuted"),
    (r"Let $x, y \in \mathbb{R}$ with $x \ne y$. Then $x^2 \ne y^2$.", "Refuted"),
    (r"Let $x, y \in \mathbb{R}$ with $x \ne y$. Then $x^3 \ne y^3$.", "Proved"),
    (r"$$x^2 \ne x^3$$", "Proved"),
]


@pytest.mark.parametrize(("text", "verdict"), TEXTS)
def test_what_is_said_of_integers_counts(text, verdict):
    assert [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None] == [verdict]
