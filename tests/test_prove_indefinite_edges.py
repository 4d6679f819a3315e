"""Indefinite integrals whose integrands are defined on an open interval only."""

import pytest

from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

CLAIMS = (
    (r"\int \frac{1}{\sqrt{1-x^2}} dx = \arcsin x", (), Proved),
    (r"\int \frac{1}{\sqrt{1-x^2}} dx = -\arccos x", (), Proved),
    (r"\int \frac{1}{\sqrt{1-x^2}} dx = \arccos x", (), Refuted),
    (r"\int \frac{1}{\sqrt{1-x^2}} dx = 2\arctan\frac{x}{1+\sqrt{1-x^2}}", (), Proved),
    (r"\int \frac{x}{\sqrt{1-x^2}} dx = -\sqrt{1-x^2}", (), Proved),
    (r"\int \sqrt{1-x^2} dx = \frac{1}{2}(x\sqrt{1-x^2}+\arcsin x)", (), Proved),
    (r"\int \sqrt{1-x^2} dx = \frac{1}{2}(x\sqrt{1-x^2}-\arcsin x)", (), Refuted),
    (r"\int \arcsin x dx = x\arcsin x+\sqrt{1-x^2}", (), Proved),
    (r"\int \frac{1}{\sqrt{a^2-x^2}} dx = \arcsin\frac{x}{a}", ("a > 0",), Proved),
    (r"\int \frac{1}{\sqrt{a^2-x^2}} dx = \frac1a\arcsin\frac{x}{a}", ("a > 0",), Refuted),
)


@pytest.mark.parametrize(("latex", "given", "expected"), CLAIMS)
def test_an_antiderivative_is_one_inside_the_interval(latex, given, expected):
    assert isinstance(decide(claim_of(latex, given)), expected)
