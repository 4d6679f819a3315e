"""Signs of numbers without symbols, by enclosing them."""

import pytest

from derive.algebra.facts import Facts
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of, proposition_of
from derive.prove.check import decide


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"0 < \sin 2", True),
        (r"\sin 5 < 0", True),
        (r"\cos 2 \ne 0", True),
        (r"0 < \log 3 - 1", True),
        (r"0 < \log 2 - 1", False),
        (r"0 \ne \sin \pi", False),
        (r"0 < \log(-2)", False),
    ],
)
def test_the_sign_of_a_constant(latex, expected):
    assert Facts().proves(proposition_of(latex)) is expected


@pytest.mark.parametrize(
    ("latex", "given", "expected"),
    [
        (r"\lim_{x \to 0} \frac{\sin 3x}{\sin 5} = 0", (), Proved),
        (r"\lim_{x \to 0} \frac{\sin 3x}{\sin 5} = \frac35", (), Refuted),
        (r"\sum_{k=0}^n k \binom{n}{k}^2 = \frac{n}{2}\binom{2n}{n}", (r"n \in \mathbb{N}",), Proved),
        (r"\sum_{k=0}^n k \binom{n}{k}^2 = n\binom{2n}{n}", (r"n \in \mathbb{N}",), Refuted),
    ],
)
def test_constants_and_sums_in_claims(latex, given, expected):
    assert isinstance(decide(claim_of(latex, given)), expected)
