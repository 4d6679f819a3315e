r"""What is said of a derivative everywhere on an interval: what follows for the function, and what does not.

Expected are the verdicts in order: p proved, r refuted, o open (not decided, or only supported).
"""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

RISING = "Let $f$ be differentiable with $f'(x) > 0$ for all $x$. Then "
STEEP = r"Suppose $f'(x) \ge 2$ for all $x$ and $f(0) = 1$. Then "
WITHIN = r"Let $f'(x) \ge 0$ for all $x \in [0,1]$. Then "
CONCAVE = r"Let $f''(x) \le 0$ for all real $x$. Then "
BOUNDED = r"Let $|f'(x)| \le L$ for all $x$. Then "
LEVEL = "Let $f'(x) = 0$ for all $x$. Then "
LINE = "Let $f'(x) = 3$ for all $x$. Then "
GROWTH = "Let $f'(x) = f(x)$ for all $x$ and $f(0) = 1$. Then "
DECAY = r"Let $f'(x) = -\lambda f(x)$ for all $x$. Then "
PARABOLA = "Let $f'(x) = 2x + 1$ for all $x$ and $f(0) = 3$. Then "

ROWS = (
    (RISING + "$f(1) > f(0)$ and $f(0) > 0$.", "pr"),
    ("Sei $f'(x) > 0$ für alle $x$. Dann gilt $f(a) < f(b)$ für $a < b$.", "p"),
    ("Let $f'(x) > 0$ for all $x > 0$. Then $f(2) > f(1)$.", "p"),
    ("Let $f'(x) > 0$ for all $x > 0$. Then $f(2) > f(-1)$.", "o"),
    (WITHIN + r"$f(1) \ge f(0)$ and $f(1) > f(0)$.", "pr"),
    (STEEP + r"$f(3) \ge 7$ and $f(3) \ge 8$.", "pr"),
    (BOUNDED + r"$|f(a) - f(b)| \le L|a-b|$.", "p"),
    (
        CONCAVE
        + r"$f(\frac{a+b}{2}) \ge \frac{f(a)+f(b)}{2}$ and $f(\frac{a+b}{2}) \le \frac{f(a)+f(b)}{2}$.",
        "pr",
    ),
    (LEVEL + "$f(3) = f(5)$ and $f(3) = 0$.", "pr"),
    (LINE + "$f(2) = f(0) + 6$ and $f(x) = 3x$.", "pr"),
    (GROWTH + "$f(x) = e^x$ and $f(x) = 1 + x$.", "pr"),
    (DECAY + r"$f(x) = f(0) e^{-\lambda x}$ and $f(x) = e^{-\lambda x}$.", "pr"),
    (PARABOLA + "$f(x) = x^2 + x + 3$ and $f(x) = x^2 + x$.", "pr"),
    ("Let $f'(x) = 0$ for all $x \\ne 0$. Then $f(1) = f(-1)$.", "o"),
    ("Assume $f'(x) > g'(x)$ for all $x$. Then $f(1) > g(1)$.", "o"),
    ("Let $f'(x) = f(x)^2$ for all $x$. Then $f(1) = f(0)$.", "o"),
    ("Let $f'(1) > 0$. Then $f(2) > f(1)$.", "o"),
    ("Let $f$ be linear. Then $f(x + y) = f(x) + f(y)$, $f(2x) = 2 f(x)$ and $f(x^2) = f(x)^2$.", "ppr"),
    ("Let $f$ be piecewise linear. Then $f(x+y) = f(x) + f(y)$.", "r"),
    ("Let $f$ be non-linear. Then $f(x+y) = f(x) + f(y)$.", "r"),
)
APART = (
    (r"Let $p, q \in (0,1)$ be distinct. Then $(p-q)^2 > 0$.", "p"),
    ("Let $a, b$ be different real numbers. Then $(a-b)^2 > 0$ and $a + b \\ne 0$.", "pr"),
    (r"Let $a$, $b$ and $c$ be three distinct numbers. Then $(a-b)(b-c)(c-a) \ne 0$.", "p"),
    ("Seien $x, y$ zwei verschiedene reelle Zahlen. Dann ist $(x-y)^2 > 0$ und $x = y$.", "pr"),
    ("Let $f: \\mathbb{R}^n \\to \\mathbb{R}$ be smooth. Then $f(0) = f(0)$ and $f(0) = 0$.", "pr"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS + APART)
def test_what_follows_from_a_derivative_and_from_being_distinct(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected
