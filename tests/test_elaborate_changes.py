r"""A capital delta before something: a change of it, a sum of second derivatives, or a letter of its own."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

RADIUS = r"Let $r = \sqrt{x^2 + y^2 + z^2}$. Then "

ROWS = (
    (RADIUS + r"$\Delta r = \frac{2}{r}$ and $\Delta \frac1r = 0$. And $\Delta r = \frac{1}{r}$.", "ppr"),
    (r"With $r = \sqrt{x^2 + y^2}$ we have $\Delta r = \frac1r$.", "p"),
    (r"Let $u = x^2 - y^2$. Then $\Delta u = 0$ and $\Delta u = 4$.", "pr"),
    (r"Let $A = xy$. Then $\Delta A = x \Delta y + y \Delta x + \Delta x \Delta y$.", "p"),
    (r"Let $A = xy$. Then $\Delta A = x \Delta y + y \Delta x$.", "r"),
    (r"Let $s = \frac12 g t^2$. Then $\Delta s = g t \Delta t + \frac12 g (\Delta t)^2$.", "p"),
    (r"The discriminant is $\Delta = b^2 - 4ac$. Then $\Delta a = a b^2 - 4 a^2 c$.", "p"),
    (r"Let $v = \frac{\Delta x}{\Delta t}$. Then $\Delta x = v \Delta t$.", "p"),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_a_capital_delta_means(text, expected):
    letters = {Proved: "p", Refuted: "r"}
    verdicts = (v for v in derive.check_text(text).verdicts if v is not None)
    assert "".join(letters.get(type(v), "o") for v in verdicts) == expected
