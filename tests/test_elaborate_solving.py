"""Equations that are solved line by line, formulas on lines of their own, operations noted behind a bar."""

import pytest

import derive
from derive.syntax.parser import parse

_SOLVED = [
    ("$$2x + 3 = 7$$\n$$2x = 4$$\n$$x = 2$$", "proved proved"),
    ("$$2x + 3 = 7$$\nSubtract 3:\n$$2x = 4$$\nso\n$$x = 3$$", "proved refuted"),
    (
        r"$$\begin{aligned} x^2-5x+6&=0\\ (x-2)(x-3)&=0\\ x=2 &\text{ or } x=3 \end{aligned}$$",
        "proved proved",
    ),
    (r"$$x^2 = 9$$ $$x = 3$$", "refuted"),
    (r"$$(x-1)^2 - 1 = x^2 - 2x = 8$$ $$x = 4 \text{ or } x = -2$$", "proved proved"),
    ("$$2x + 3 = 7$$ $$2x = 7 - 3 = 4$$ $$x = \\frac42 = 2$$", "proved proved"),
    (r"$$x^2 = 9$$ $$x = \pm 3$$", "proved"),
    (r"$$x^2 = 9$$ $$x_1 = 3, \quad x_2 = -3$$", "proved"),
    (r"$$x^2 = 9$$ $$x_1 = 3$$ $$x_2 = -3$$", "proved"),
    (r"$$x^2 = 9$$ $$x_1 = 3$$ $$x_2 = -4$$", "refuted"),
    (r"$$x^2-4x+3 = 0$$ $$x_{1,2} = 2 \pm \sqrt{4-3}$$ $$x_1 = 3, x_2 = 1$$", "proved proved"),
    (r"$$e^{2x} = 5$$ $$2x = \log 5$$ $$x = \frac{\log 5}{2} \approx 0.805$$", "proved proved proved"),
    (r"$$e^{2x} = 5$$ $$x = \frac{\log 5}{2} \approx 0.850$$", "proved refuted"),
    ("$$-2x < 6$$ $$x < -3$$", "refuted"),
    (
        r"$$\begin{cases} 2x+y=5 \\ x-y=1 \end{cases}$$ Adding both, $$3x=6$$ $$x=2$$ and so $y=1$.",
        "proved proved proved",
    ),
    (r"$$\begin{cases} 2x+y=5 \\ x-y=1 \end{cases} \Rightarrow 3x = 5$$", "refuted"),
    ("$$-2x < 6$$ $$x > -3$$", "proved"),
    ("$$ax + b = c$$ $$ax = c - b$$ $$x = \\frac{c-b}{a}$$", "proved proved"),
    (
        "$$2x+3y = 7$$ $$x - y = 1$$ $$5y = 5$$ $$y = 1$$ $$2x + 3 = 7$$ $$x = 2$$",
        "proved proved proved proved",
    ),
    ("$$2x+3y = 7$$ $$x - y = 1$$ $$x = 2, y = 2$$", "proved refuted"),
    ("$$x = 2y$$ $$x + y = 6$$ $$3y = 6$$ $$y = 2$$ $$x = 4$$", "proved proved proved"),
    ("$$f(x) = x^2 - 4$$ $$f(x) = 0$$ $$x = 2$$", "refuted"),
    ("Solve $x^2 = 4$.\n$$x = \\pm 2$$", "proved"),
    (r"$$|2x - 1| < 3$$ $$-3 < 2x - 1 < 3$$ $$-1 < x < 2$$", "proved proved"),
    (r"$$|2x - 1| < 3$$ $$-3 < 2x - 1 < 3$$ $$-2 < x < 2$$", "proved proved"),
    (r"$$|2x - 1| < 3$$ $$0 < x < 2$$", "refuted"),
    ("$x^2 > 4$\n\n$x > 2$ or $x < -2$", "proved"),
    ("$\\sqrt{x+2} = x$\n\n$x+2 = x^2$\n\n$x = 2$, since $x \\ge 0$", "proved proved proved"),
    ("$x^2 = 4$\n\n$x = 2$ (since $x > 0$)", "refuted proved"),
    (r"$$\sin x = 0$$ $$x = k\pi, \quad k \in \mathbb{Z}$$", "proved"),
    ("$\\cos x = 0$\n\n$x = \\frac{\\pi}{2} + k\\pi$, $k \\in \\mathbb{Z}$", "proved"),
    ("Solve $x^2 = 4$.\n$$x_1 = 2, x_2 = -3$$", "refuted"),
    ("Solve $x + y = 10$ and $x - y = 2$.\n$$2x = 12$$ $$x = 6$$ $$y = 4$$", "proved proved proved"),
]


def _words(text: str) -> str:
    return " ".join(type(v).__name__.lower() for v in derive.check_text(text).verdicts if v)


@pytest.mark.parametrize(("text", "expected"), _SOLVED)
def test_each_line_of_a_solution_follows_from_the_one_before(text, expected):
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\sin 2x = 2\sin x$$ $$\cos 2x = 2\cos^2 x - 1$$", "refuted proved"),
        ("$$(x+1)^2 = x^2 + 1$$ $$(x+2)^2 = x^2 + 4$$", "refuted refuted"),
        ("$$(x+1)^2 = x^2 + 2x + 1$$ $$x = 3$$", "proved refuted"),
        (r"$$\sum_{k=1}^n k = n^2$$ $$\sum_{k=1}^n (2k-1) = n^2$$", "refuted proved"),
    ],
)
def test_statements_about_all_numbers_remain_claims(text, expected):
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$(x+1)^2 = x^2+2x+1$\n$= x^2+1$", "proved refuted"),
        ("- $e^{x+y} = e^x e^y$\n- $e^{xy} = e^x + e^y$", "proved refuted"),
        (r"$\sin^2 x + \cos^2 x = 2$", "refuted"),
        ("a) $2+2=5$\n\nb) $3 \\cdot 4 = 12$", "refuted proved"),
        ("We compute:\n$\\int_0^1 x\\,dx = \\frac12$\n$\\int_0^1 x^2\\,dx = \\frac12$", "proved refuted"),
        ("Given:\n- $x > 0$\n- $y = 2x$\n\nThen:\n\n- $y > 0$\n- $y^2 = 2x^2$", "proved refuted"),
        ("Using the product rule,\n$(x^2)' = 2x$\n$= 3x$", "proved refuted"),
        ("$2 + 2 = 5$ (by arithmetic)", "refuted"),
        ("$(a+b)^2$\n$= a^2 + 2ab + b^2$\n$= a^2 + b^2$", "proved refuted"),
        ("Compute $\\int_0^1 x\\,dx$.\n\n$= \\frac13$ by the power rule", "refuted"),
        ("Solve the following equations:\n\na) $x^2 = 4$\n\nb) $2x + 1 = 5$", ""),
        ("Solve:\n\na) $x^2 = 4$\n\n$x = \\pm 2$\n\nb) $2x = 4$\n\n$x = 3$", "proved refuted"),
        ("## Given\n\n$x + y = 3$\n\n$x - y = 1$", ""),
        ("$x > 0$", ""),
        (r"$f \in C^1$", ""),
        ("The letters are\n$x = 3$\nand\n$y = 2$", ""),
        ("the equation $x^2 = 2x$\nis hard", ""),
    ],
)
def test_a_relation_on_a_line_of_its_own_is_claimed(text, expected):
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\sin x = 0 \iff x = \pi k, k \in \mathbb{Z}$$", "proved"),
        (r"$$\sin x = 0 \Rightarrow x = \pi k \text{ for some } k \in \mathbb{Z}$$", "proved"),
        (r"$$\cos x = 0 \Leftrightarrow x = \frac{\pi}{2} + k\pi \quad (k \in \mathbb{Z})$$", "proved"),
        (r"$$\sin x = 0 \iff x = 2\pi k, k \in \mathbb{Z}$$", "refuted"),
        (r"$$\cos x = 0 \Rightarrow x = \frac{\pi}{2} + 2k\pi, \quad k \in \mathbb{Z}$$", "refuted"),
        (r"Let $n \in \mathbb{Z}$. Then $$n = 2k \text{ for some } k \in \mathbb{Z}.$$", "refuted"),
        (r"Let $n \in \mathbb{Z}$. $$n=4 \Rightarrow n = 2k \text{ for some } k \in \mathbb{Z}$$", "proved"),
        (r"$$x = 2 \Rightarrow x^k = 2^k \text{ for all } k \in \mathbb{N}$$", "proved"),
        (r"$$x = 2 \Rightarrow x^k = 4 \text{ for all } k \in \mathbb{N}$$", "refuted"),
        (r"$$x = 2 \Rightarrow x^k = 4, k \in \mathbb{N}$$", "refuted"),
    ],
)
def test_new_numbers_in_values_behind_an_arrow_are_numbers_that_exist(text, expected):
    assert _words(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        r"2x + 3 = 7 \quad | -3",
        r"2x + 3 = 7 \;|\; -3",
        r"|2x| + 3 = 7 \quad | -3",
        r"2x + 3 &= 7 && | : 2",
        r"2x + 3 = 7 \mid \cdot 2",
        r"e^{2x} = 7 \qquad \big| \ln",
        r"x^2 = 7 \quad | \sqrt{\phantom{x}}",
    ],
)
def test_an_operation_behind_a_bar_is_a_remark(line):
    assert [row.remark[:1] for row in parse(line).rows] == ["|" if r"\mid" not in line else "\\"]


@pytest.mark.parametrize("line", ["|x - 3| = 2", r"|x| = |-x|", r"P(A | B) = P(A \mid B)", r"y = |-x|"])
def test_other_bars_are_what_they_were(line):
    assert [row.remark for row in parse(line).rows] == [""]


def test_conditions_in_a_column_of_their_own_belong_to_the_row():
    text = r"$$\begin{align} \log(ab) &= \log a + \log b && \text{for } a, b > 0 \\ a &= a \end{align}$$"
    assert _words(text) == "proved proved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$y' = 2y$$", ""),
        (r"$$\frac{dy}{dx} = ky$$", ""),
        (r"$$(fg)' = f'g + fg'$$", "proved"),
        (r"$$\sigma' = \sigma(1-\sigma)$$", "proved"),
        (r"$$\sigma' = \sigma(2-\sigma)$$", "refuted"),
        (r"$$\frac{dy}{y} = 2\,dx$$", "unreadable"),
        (r"Let $a, d, x \in \mathbb{R}$. $$adx = xda$$", "proved"),
    ],
)
def test_an_unknown_function_beside_its_derivative_is_sought(text, expected):
    assert _words(text) == expected


def test_two_equations_for_an_unknown_function_are_read():
    text = "$$\\dot{a}(t) = u(t) a(t) + B v(t)$$\nor\n$$\\dot{a}(t) = u(t) a(t) + v(t).$$"
    assert len(derive.check_text(text).derivation.steps) == 2
