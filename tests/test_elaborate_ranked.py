"""Order statistics: the entries of an array in ascending order."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

LET = r"Let $x_{(1)} \le x_{(2)} \le \dots \le x_{(n)}$ be the order statistics of $x_1,\dots,x_n$. Then "
SEI = r"Seien $x_{(1)} \le \dots \le x_{(n)}$ die Ordnungsstatistiken von $x_1,\dots,x_n$. Dann gilt "
ROWS = {
    LET + r"$x_{(1)} = \min_i x_i$.": True,
    LET + r"$x_{(1)} = \max_i x_i$.": False,
    LET + r"$\sum_{i=1}^n x_{(i)} = \sum_{i=1}^n x_i$.": True,
    LET + r"$x_{(1)} < x_{(n)}$.": False,
    LET + r"$x_{(1)} \le x_i \le x_{(n)}$ for $i=1,\dots,n$.": True,
    SEI + r"$x_{(1)} \le \frac1n\sum_{i=1}^n x_i \le x_{(n)}$.": True,
}


@pytest.mark.parametrize(("text", "holds"), ROWS.items())
def test_claims_about_order_statistics(text, holds):
    checked = derive.check_text(text)
    found = [v for v in (*checked.verdicts, *checked.conclusions) if v is not None]
    assert found
    assert all(isinstance(v, Proved if holds else Refuted) for v in found)


SORTED = r"Let $a_1 \le a_2 \le \dots \le a_n$ and $b_1 \le b_2 \le \dots \le b_n$. Then "
CHEBYSHEV = r"$\sum_{i=1}^n a_i b_i %s \frac1n \sum_{i=1}^n a_i \sum_{i=1}^n b_i$."
MONOTONE = {
    SORTED + CHEBYSHEV % r"\ge": True,
    SORTED + CHEBYSHEV % r"\le": False,
    r"Let $(a_k)$ be a sequence with $a_{k+1} \ge a_k$ for all $k$. Then $a_m \ge a_n$ for $m \ge n$.": True,
    r"Let $(a_k)$ be a sequence with $a_{k+1} \ge a_k$ for all $k$. Then $a_m > a_n$ for all $m > n$.": False,
    r"Let $a_1 \ge a_2 \ge \dots \ge a_n \ge 0$. Then $\sum_{i=1}^n a_i \le n a_1$.": True,
    r"Let $0 \le a_1 \le a_2 \le \dots \le a_n \le 1$. Then $\sum_{i=1}^n a_i < n$.": False,
}


@pytest.mark.parametrize(("text", "holds"), MONOTONE.items())
def test_claims_about_monotone_sequences(text, holds):
    (verdict,) = (v for v in derive.check_text(text).verdicts if v is not None)
    assert isinstance(verdict, Proved if holds else Refuted)


def test_single_entries_have_no_known_place_in_the_order():
    (verdict,) = (v for v in derive.check_text(LET + r"$x_{(1)} = x_1$.").verdicts if v is not None)
    assert isinstance(verdict, Refuted)
    assert verdict.cause == "unstated-condition"


def test_an_order_statistic_is_written_as_it_was():
    steps = derive.check_text(LET + r"$x_{(1)} = \min_i x_i$.").derivation.steps
    assert steps[-1].latex.startswith("x_{(1)}")


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        (r"Let $x_i \ge 0$ for all $i\in\mathbb{N}$. Then $x_1 \ge 0$.", False),
        (r"Sei $x_i \ge 0$ für alle $i\in\mathbb{N}$. Dann gilt $x_2 > 0$.", True),
        (r"Let $a_{k+1}\ge a_k$ for all $k \in\mathbb{N}$. Then $a_{k+2}\ge a_k$.", False),
        (r"Let $a_{k+1}> a_k$ for all $k \in\mathbb{N}$. Then $a_{n}> a_1$ for all $n$.", True),
    ],
)
def test_what_holds_for_all_indices_is_not_said_of_one(text, refuted):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [isinstance(v, Refuted) for v in found] == [refuted]
