"""One sign read for another is asked about where that alone would make a calculation right."""

import pytest
from elaborated import derivation

from derive.core.verdict import Proved, Refuted
from derive.prove.check import check
from derive.theory.confusions import CONFUSIONS
from derive.theory.messages import sentences

ASKED = [
    (r"(v + 1)^2 = \nu^2 + 2v + 1 = v(v + 2) + 1", r"\nu", "v", [0, 1]),
    (r"(w + 1)^2 = w^2 + 2 \omega + 1 = w(w + 2) + 1", r"\omega", "w", [0, 1]),
    (r"p (q + 3) = p q t 3 p = 3 p + p q", "t", "+", [0, 1]),
    (r"3 \times 4 \times c = 12 x c = 12 \times c", "x", r"\times", [0, 1]),
    (r"u (u + 4) = u^2 + 4 \mu", r"\mu", "u", [0]),
    (r"a^3 - b^3 = (a - b)(a^2 + ab + \beta^2) = (a-b)^3 + 3ab(a-b)", r"\beta", "b", [0, 1]),
    (r"(x + 1)(x - 1) = x^2 - l = (x - 1)(x + 1)", "l", "1", [0, 1]),
    (r"3 (y + 0) = 3 y + O = 3 (0 + y)", "O", "0", [0, 1]),
    (r"\mu (u + 4) = u^2 + 4 u", r"\mu", "u", [0]),
]
NOT_ASKED = [
    r"(v + 1)^2 = \nu^2 + 2v + 1 = v(v + 3) + 1",
    r"(v + 1)^2 = \nu^2 + 2v + 2 = v(v + 2) + 1",
    r"(v + 1)^2 + \nu = v^2 + 2v + 1 + \nu + \nu",
    r"(w + 1)^2 = w^2 + 2 v + 1",
    r"(w + 1)^2 = w^2 + w + 1",
    r"2 (y + 1) = 2 y + 3",
    r"(n + 1)^2 = n^2 + 2 m + 1",
]


def checked(text):
    return check(derivation(text))


@pytest.mark.parametrize(("latex", "written", "meant", "steps"), ASKED)
def test_a_sign_that_may_have_been_misread_is_asked_about(latex, written, meant, steps):
    found = checked(f"$$ {latex} $$")
    for k in steps:
        assert isinstance(found.verdicts[k], Refuted)
        assert found.verdicts[k].cause == "possible-misreading"
        assert (found.diagnoses[k].written, found.diagnoses[k].detail) == (written, meant)


@pytest.mark.parametrize("latex", NOT_ASKED)
def test_a_mistake_is_not_taken_for_a_misreading(latex):
    found = checked(f"$$ {latex} $$")
    wrong = [v for v in found.verdicts if isinstance(v, Refuted)]
    assert wrong
    assert all(v.cause != "possible-misreading" for v in wrong)


def test_a_sign_that_stands_elsewhere_was_not_misread():
    text = r"$$ (v + 1)^2 = \nu^2 + 2v + 1 = v(v + 2) + 1 $$"
    for before, cause in (("", "possible-misreading"), ("Let $\\nu > 0$.\n\n", None)):
        wrong = [v for v in checked(before + text).verdicts if isinstance(v, Refuted)]
        assert [v.cause for v in wrong] == [cause, cause]


def test_a_reading_never_makes_a_step_right():
    found = checked(r"$$ (v + 1)^2 = \nu^2 + 2v + 1 = v(v + 2) + 1 $$")
    assert not any(isinstance(v, Proved) for v in found.verdicts)


def test_a_name_read_for_a_sum_is_said_of_what_is_open():
    found = checked(r"$$ \sum_{i=1}^n (2 i) = 2 \Sigma_{i=1}^n i = 2 \sum_{i=1}^n i $$")
    assert [d.detail for d in found.diagnoses] == [r"\sum", r"\sum"]


def test_confusions_go_both_ways_and_have_sentences():
    assert all(a in CONFUSIONS[b] for a, others in CONFUSIONS.items() for b in others)
    for language in ("en", "de"):
        assert {"mistake.misreading", "mending.misreading"} <= set(sentences(language))
