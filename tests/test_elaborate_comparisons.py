"""Conditions that compare in words are assumed; what may be one and was not understood is a doubt."""

import pytest

from derive.cli._documents import Settings, Source, check_source

LARGER = [
    "Assume that $x$ is greater than $2$.",
    "Assume that $x$ is greater than 2.",
    "Let $x$ be larger than two.",
    "Let $x$ be a real number strictly greater than $2$.",
    "Suppose that $x$ is at least $2$.",
    "Let $x$ be a number that is not smaller than $2$.",
    "If $x$ exceeds $2$, then",
    "For all $x$ larger than $2$ it holds that",
    "Let $a$ and $b$ be real, and let $x$ be greater than or equal to $2$.",
    "Sei $x$ größer als $2$.",
    "Es sei $x$ eine reelle Zahl, die mindestens 2 ist.",
]
IN_DOUBT = [
    "Assume x is greater than $2$.",
    "Let $x$ be between $2$ and $3$.",
    "Let $x$ be a multiple of $2$.",
    "Let $x$ be in the interval from $2$ to $3$.",
    "We see that $x$ is greater than $2$.",
    "Assume that $x$ is greater than $2$ or less than $1$.",
    "Suppose that $x$ is greater than $2$ or $y$ is less than $x$.",
]
NO_CONDITION = ["Let $x$ be smaller than $2$.", "Let $x$ be at most 2.", "Let $y$ be greater than $x$."]


def found(words):
    text = f"{words}\n$$ x^2 - x - 2 \\le 2x^2 - 3x - 2 $$\n"
    return check_source(Settings(), Source("notes.md", text.encode())).steps[-1].finding


@pytest.mark.parametrize("words", LARGER)
def test_words_that_compare_are_a_condition(words):
    assert found(words).verdict == "proved"


@pytest.mark.parametrize("words", IN_DOUBT)
def test_words_that_may_compare_make_a_refutation_a_question(words):
    assert (found(words).verdict, found(words).cause) == ("refuted", "unstated-condition")


@pytest.mark.parametrize("words", NO_CONDITION)
def test_the_other_way_round_is_no_excuse(words):
    assert (found(words).verdict, found(words).cause) == ("refuted", None)


def test_a_condition_in_words_ends_with_its_paragraph():
    text = "If $x$ is greater than $2$, then $$ x^2 > 4. $$\n\nNow $$ x^2 > 4. $$\n"
    steps = check_source(Settings(), Source("notes.md", text.encode())).steps
    assert [s.finding.verdict for s in steps if s.finding] == ["proved", "refuted"]
