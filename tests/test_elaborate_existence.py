"""That something exists, or does not, in words."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

ROWS = {
    r"For every $y > 0$ there exists $x \in \mathbb{R}$ with $e^x = y$.": True,
    r"For every $y \in \mathbb{R}$ there exists $x \in \mathbb{R}$ with $e^x = y$.": False,
    r"There is no $x \in \mathbb{R}$ with $x^2 + x + 1 = 0$.": True,
    r"There is no $x \in \mathbb{R}$ with $x^2 + 3x + 1 = 0$.": False,
    r"There exists $x \in \mathbb{R}$ such that $x^4 + x^2 = -1$.": False,
    r"Es gibt kein $x \in \mathbb{R}$ mit $\sin x = 2$.": True,
    r"Für jedes $y \in \mathbb{R}$ gibt es ein $x \in \mathbb{R}$ mit $x^2 = y$.": False,
    r"There is an $n \in \mathbb{N}$ with $n^2 = 49$. Hence $n \le 7$.": True,
}


@pytest.mark.parametrize(("text", "holds"), ROWS.items())
def test_existence_is_claimed(text, holds):
    checked = derive.check_text(text)
    found = [v for v in (*checked.verdicts, *checked.conclusions) if v is not None]
    assert found
    assert all(isinstance(v, Proved if holds else Refuted) for v in found)


@pytest.mark.parametrize(
    "text",
    [
        r"Suppose there is $x \in \mathbb{R}$ with $x^2 = -1$.",
        r"If there is an $x$ with $x^2 = -1$, we are done.",
        r"Angenommen, es gibt ein $x \in \mathbb{R}$ mit $x^2 = -1$.",
    ],
)
def test_what_is_supposed_to_exist_is_not_claimed(text):
    assert not any(derive.check_text(text).verdicts)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r"There is $M$ with $x^2 \le M$ for every $x$.", False),
        (r"There is a real number $M$ such that $x^2 \le M$ for all real $x$.", False),
        (r"There exists $M$ such that $\sin x \le M$ for all $x$.", True),
        (r"There exists $n \in \mathbb{N}$ such that $n > x$ for all $x \in \mathbb{R}$.", False),
        (r"For every $x$ there is $M$ with $x^2 \le M$.", True),
        (r"Es gibt ein $M$ mit $x^2 \le M$ für alle $x$.", False),
        (r"Es gibt ein $M$ mit $\sin x \le M$ für alle $x$.", True),
        (r"Ist $x > 0$, so gilt $e^x > 1$.", True),
        (r"Ist $x < 0$, so gilt $e^x > 1$.", False),
        (r"Let $x = 1$. Let $x = 2$. Then $x = 1$.", False),
        (r"Let $x = 1$. Let $x = 2$. Then $x = 2$.", True),
    ],
)
def test_what_exists_for_all_is_the_same_for_all(text, holds):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [isinstance(v, Proved) for v in found] == [holds]
