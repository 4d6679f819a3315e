"""Several things said in words of one thing: "is even and increasing", "is neither even nor convex"."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

MATRIX = r"Let $A = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$. Then "
SINGULAR = r"Sei $A = \begin{pmatrix} 1 & 2 \\ 2 & 4 \end{pmatrix}$. Dann ist "
TURN = r"Let $R = \begin{pmatrix} \cos t & -\sin t \\ \sin t & \cos t \end{pmatrix}$. Then "

ROWS = (
    ("Die Funktion $f(x) = x^3$ ist ungerade und streng monoton wachsend, aber nicht konvex.", "ppp"),
    ("The function $f(x) = x^2$ is even and increasing.", "pr"),
    ("The function $f(x) = x^2$ is even and increasing on $[0, \\infty)$.", "pp"),
    ("The function $f(x) = e^x$ is convex and positive but not bounded.", "ppp"),
    ("The function $f(x) = |x|$ is continuous but not differentiable at $0$.", "pp"),
    ("The function $f(x) = |x|$ is continuous and differentiable except at $0$.", "p"),
    ("Let $f(x) = x^2$. Then $f$ is convex, and $f$ is even.", "pp"),
    ("The sequence $a_n = \\frac1n$ is decreasing and converges to $0$.", "pp"),
    ("Die Folge $a_n = \\frac{n}{n+1}$ ist streng monoton wachsend und konvergiert gegen $2$.", "pr"),
    ("The function $f(x) = x^2$ is not odd and not increasing and not convex.", "ppr"),
    ("The function $f(x) = \\sin x$ is neither even nor convex.", "pp"),
    ("The function $f(x) = x^2$ is neither even nor odd.", "rp"),
    ("Die Funktion $f(x) = x^2$ ist weder ungerade noch konvex.", "pr"),
    (MATRIX + "$A$ is invertible and not singular and not orthogonal.", "ppp"),
    (MATRIX + "$A$ is idempotent.", "r"),
    (TURN + "$R$ is orthogonal and $R$ is skew-symmetric.", "pr"),
    (SINGULAR + "$A$ singulär, aber invertierbar.", "pr"),
    ("Let $v = (3, 4)^T$. Then $\\frac{v}{\\|v\\|}$ is a unit vector and $v$ is a unit vector.", "pr"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_each_of_several_things_that_are_said_is_judged(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected
