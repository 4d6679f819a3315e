"""Moments up to the second of random variables of which some are stated."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

BOTH = (
    r"Let $X$ and $Y$ be independent with $E[X] = 2$, $E[Y] = 3$, $\mathrm{Var}(X) = 1$ "
    r"and $\mathrm{Var}(Y) = 4$. Then "
)
MEANS = r"Let $X$ and $Y$ be independent with $E[X] = \mu$ and $E[Y] = \nu$. Then "
JOINT = (
    r"Let $X$ and $Y$ be random variables with $\mathrm{Var}(X) = 4$, $\mathrm{Var}(Y) = 9$ and "
    r"$\mathrm{Cov}(X, Y) = 2$. Then "
)

ROWS = (
    (BOTH + r"$E[XY] = 6$, $\mathrm{Var}(X + Y) = 5$ and $\mathrm{Var}(X - Y) = -3$.", "ppr"),
    (BOTH + r"$\mathrm{Var}(2X) = 4$ and $\mathrm{Var}(2X) = 2$.", "pr"),
    (BOTH + r"$E[X^2 Y] = 15$ and $E[X^2 Y] = 12$.", "pr"),
    (MEANS + r"$E[XY] = \mu\nu$, $E[X^2] = \mu^2$ and $E[X^2] \ge \mu^2$.", "prp"),
    (JOINT + r"$\mathrm{Var}(X + Y) = 17$, $\mathrm{Var}(X - Y) = 9$ and $\mathrm{Var}(X + Y) = 13$.", "ppr"),
    (r"Let $E[X] = 1$ and $E[Y] = 2$. Then $E[3X - Y + 1] = 2$ and $E[XY] = 2$.", "pr"),
    (r"Let $\mathrm{Var}(X) = 4$. Then $\mathrm{Var}(3X + 2) = 36$ and $\mathrm{Var}(3X+2) = 38$.", "pr"),
    (r"Suppose $\mathrm{Var}(X) = \mathrm{Var}(Y) = 1$. Then $|\mathrm{Cov}(X, Y)| \le 1$.", "p"),
    (r"Let $X$ be uniform on $[0, 4]$ with $E[X] = 2$. Then $\mathrm{Var}(X) = 1$.", "r"),
    (r"Let $E[X] = 2$ and $E[X^3] = 9$. Then $\mathrm{Var}(X) = 1$.", "o"),
    (r"Let $E[X] = 2$. Then $E[3X] = 6$. Let $E[X] = 1$. Then $E[3X] = 3$ and $E[3X] = 6$.", "ppr"),
    (MEANS + r"$E[X + Y] = \mu + \nu$. Let $E[X] = 1$ and $E[Y] = 2$. Then $E[XY] = 3$.", "pr"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_second_moments(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected
