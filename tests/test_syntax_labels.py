"""A bracket at the beginning is a label, unless the formula goes on about its letter: then it is a factor."""

import pytest

from derive.cli._documents import Settings, Source, check_source

FACTORS = [
    r"(2x)\operatorname{sign}(2x) = |2x|",
    r"(2x) \sin x = 2x \sin x",
    r"(3x)e^{x} = 3xe^x",
    r"(b)c = bc",
    r"(2n) m = 2mn",
    r"(2a)\frac{1}{2a} = 1",
]
LABELS = [
    ("a", r"(a) x^2 = x \cdot x"),
    ("a", r"(a)\quad a^2 = a \cdot a"),
    ("a", r"(a) a^2 = a \cdot a"),
    ("2a", r"(2a)\ a + b = b + a"),
    ("2a", r"(2a) x + 1 = 1 + x"),
    ("3", r"(3) x + 3 = 3 + x"),
]


def step(formula):
    (found,) = check_source(Settings(), Source("notes.md", f"$$ {formula} $$".encode())).steps
    return found


@pytest.mark.parametrize("formula", FACTORS)
def test_a_bracket_whose_letter_comes_again_is_a_factor(formula):
    assert (step(formula).label, step(formula).finding.verdict) == ("", "proved")


@pytest.mark.parametrize(("label", "formula"), LABELS)
def test_a_bracket_that_is_set_apart_or_named_otherwise_is_a_label(label, formula):
    assert (step(formula).label, step(formula).finding.verdict) == (label, "proved")
