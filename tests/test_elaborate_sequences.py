"""Indices that leave the range of a sum: sequences where nothing is declared, missing entries where it is."""

import pytest

import derive
from derive.audit.check import audit
from derive.core.verdict import Refuted
from derive.prove.certificate import certificate, dumps, loads
from derive.render.finding import finding
from derive.render.words import assumption

SEQUENCES = (
    (r"$$\sum_{k=1}^{n} (x_{k+1}-x_k) = x_{n+1}-x_1$$", "Proved"),
    (r"$$\sum_{k=1}^{n} (x_{k+1}-x_k) = x_{n+1}+x_1$$", "Refuted"),
    (r"$$\sum_{k=1}^{n} (x_k-x_{k-1}) = x_n-x_0$$", "Proved"),
    (r"$$\sum_{k=1}^{n} (x_k-x_{k-1}) = x_n-x_1$$", "Refuted"),
    (r"$$\sum_{k=0}^{n} a_k = a_0+\sum_{k=1}^{n} a_k$$", "Proved"),
    (r"$$\sum_{k=0}^{n} a_k = a_1+\sum_{k=1}^{n} a_k$$", "Refuted"),
    (r"$$\sum_{k=1}^{n} x_k = \sum_{k=1}^{n} x_{k+1}$$", "Refuted"),
    (r"$$\frac{d}{dx}\sum_{k=0}^{n} a_k x^k = \sum_{k=1}^{n} k a_k x^{k-1}$$", "Proved"),
    (r"$$\sum_{k=1}^{n} x_k = \sum_{k=1}^{n} x_{n+1-k}$$", "Proved"),
    (r"$$\sum_{i=1}^{n} x_iy_{i+1} = \sum_{i=1}^{n} x_{i+1}y_i$$", "Refuted"),
    (r"Let $a_k > 0$ for $k = 0, \dots, n$. Then $$\sum_{k=0}^{n} a_k > 0.$$", "Proved"),
)
WITHOUT_COUNTEREXAMPLE = (
    r"Let $a_k > 0$ for all $k$. Then $$\sum_{k=0}^{n} a_k > 0.$$",
    r"Suppose $a_{k+1} = 2 a_k$. Then $$\sum_{k=1}^{n} a_{k+1} = 2 \sum_{k=1}^{n} a_k.$$",
    r"Let $x \in \mathbb{R}^n$. $$\sum_{k=0}^{n} x_k = x_0 + \sum_{k=1}^{n} x_k$$",
    r"Let $w \in \mathbb{R}^d$. $$\sum_{j=1}^{d} w_j + w_0 = \sum_{j=0}^{d} w_j$$",
    r"Let $x \in \mathbb{R}^K$ and set $x_{K+1} = x_1$. $$\sum_{j=1}^{K} x_j = \sum_{k=1}^K x_{k+1}$$",
    r"Let $x \in \mathbb{R}^K$. $$\sum_{j=1}^{K} x_{j+1} = \sum_{j=2}^{K+1} x_j$$",
    r"Let $x \in \mathbb{R}^N$. $$\sum_{j=1}^{K} x_{j+1} = \sum_{j=2}^{K+1} x_j$$",
)
MISSING = (
    (r"Let $x \in \mathbb{R}^K$. $$\sum_{j=1}^{K} x_j = \sum_{j=1}^K x_{j+1}$$", "j+1"),
    (r"Let $x \in \mathbb{R}^K$. $$\max_{1 \le j \le K} x_j = \max_{1 \le j \le K} x_{j+1}$$", "j+1"),
    (
        r"Let $A\in\mathbb{R}^{m\times n}$, $x \in \mathbb{R}^n$. $$(Ax)_i = \sum_{j=1}^{n} A_{ij}x_{j+1}$$",
        "j+1",
    ),
)


@pytest.mark.parametrize(("text", "verdict"), SEQUENCES)
def test_what_nothing_is_said_of_has_terms_on_both_sides_of_its_sums(text, verdict):
    assert [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None] == [verdict]


@pytest.mark.parametrize("text", WITHOUT_COUNTEREXAMPLE)
def test_what_may_be_meant_otherwise_is_not_refuted(text):
    assert not any(isinstance(v, Refuted) for v in derive.check_text(text).verdicts)


@pytest.mark.parametrize(("text", "marked"), MISSING)
def test_an_entry_behind_the_last_one_is_refuted_with_a_repair(text, marked):
    found = derive.check_text(text)
    (verdict,) = (v for v in found.verdicts if v is not None)
    assert isinstance(verdict, Refuted)
    assert verdict.missing is not None
    diagnosis = found.diagnoses[-1]
    assert text[diagnosis.place.start : diagnosis.place.end] == marked
    assert diagnosis.kind in ("index-shift", "wrong-index")
    assert "no x_(" in finding(verdict, "en").message


def test_a_missing_entry_is_replayed_and_audited():
    found = derive.check_text(MISSING[0][0])
    (verdict,) = (v for v in found.verdicts if v is not None)
    assert loads(dumps(verdict)).missing == verdict.missing
    assert audit(certificate(verdict)).open == ()


def test_where_indices_go_round_is_a_question():
    text = r"Let $x \in \mathbb{R}^K$, indices modulo $K$. $$\sum_{j=1}^{K} x_j = \sum_{k=1}^K x_{k+1}$$"
    (verdict,) = (v for v in derive.check_text(text).verdicts if v is not None)
    assert not isinstance(verdict, Refuted) or verdict.cause == "unstated-condition"


def test_a_counterexample_shows_the_terms_of_the_sequence():
    found = derive.check_text(SEQUENCES[1][0])
    assert "x_k = k^2" in finding(found.verdicts[-1], "en").message


@pytest.mark.parametrize(
    ("said", "german"),
    [("n integer", "n ganz"), ("x sequence", "x Folge"), (r"x \in \mathbb{R}^{n}", r"x \in \mathbb{R}^{n}")],
)
def test_what_was_assumed_is_told_in_the_language_of_the_document(said, german):
    assert (assumption(said, "en"), assumption(said, "de")) == (said, german)
