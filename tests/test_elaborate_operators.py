"""Operators of which nothing is known are refused; they are no unknown functions of a number."""

import pytest
from verdicts import verdict

from derive.core.verdict import Proved

MATRICES = (r"A \in \mathbb{R}^{m \times n}", r"B \in \mathbb{R}^{m \times n}")
UNKNOWN = [
    (r"\operatorname{rank}(A) = \operatorname{rank}(A^T)", *MATRICES),
    (r"\gcd(a, b) \operatorname{lcm}(a, b) = ab", r"a, b \in \mathbb{N}"),
]


@pytest.mark.parametrize("row", UNKNOWN, ids=lambda row: row[0])
def test_is_refused(row):
    assert verdict(row[0], row[1:]) is None


def test_a_definition_of_the_name_is_used():
    assert isinstance(verdict(r"\operatorname{rank}(3) = 9", (r"\operatorname{rank}(x) = x^2",)), Proved)


def test_the_remainder_of_a_sum_and_that_of_its_last_term_are_told_apart_by_brackets():
    numbers = (r"a, b \in \mathbb{Z}", r"n \in \mathbb{N}")
    assert verdict(r"a + b \bmod n = b + a \bmod n", numbers) is None
    assert isinstance(verdict(r"(a + b) \bmod n = (b + a) \bmod n", numbers), Proved)
