"""What is assumed of the derivative of an unknown function: at one place, or everywhere."""

import pytest

import derive
from derive.core.verdict import Refuted


def verdicts(text):
    return [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Suppose $g'(x) = 2x$. Then $g'(2) = 4$.",
        "Suppose $g'(x) = g(x)$. Then $g''(x) = g(x)$.",
        "Suppose $g'(x) = 2x$ and $g(0) = 1$. Then $g(x) = x^2 + 1$.",
        "Suppose $u'(t) = -u(t)$. Then $u''(t) = u(t)$.",
        "Let $f$ be an even function. Then $f(-x) = f(x)$.",
        "Sei $g$ eine ungerade Funktion. Dann gilt $g(-x) = -g(x)$.",
    ],
)
def test_what_follows_for_all_arguments_is_not_refuted(text):
    assert not any(isinstance(v, Refuted) for v in derive.check_text(text).verdicts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suppose $g'(x) = 2x$. Then $g'(x)^2 = 4x^2$.", ["Proved"]),
        ("Suppose $g'(x) = 2x$. Then $g'(x)^2 = 2x^2$.", ["Refuted"]),
        ("Let $y'(t) = y(t)$. Then $$\\frac{d}{dt} (y(t) e^{-t}) = 0.$$", ["Proved"]),
        ("Suppose $f'(a) = 0$. Then $f'(b) = 0$.", ["Refuted"]),
    ],
)
def test_what_it_says_at_one_place_is_used_there(text, expected):
    assert verdicts(text) == expected
