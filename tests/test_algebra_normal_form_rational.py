"""Equalities told by one polynomial: what they say is right, and they say nothing of anything else."""

import pytest

from derive.algebra.normal_form.rational import MOST_WORK, vanishing_difference
from derive.core.effort import Effort
from derive.elaborate.statement import claim_of

EQUAL = [
    (r"\frac{x^2-y^2}{x-y} = x+y",),
    (r"\frac{1}{x(x+1)} = \frac{1}{x}-\frac{1}{x+1}",),
    (r"\frac{1}{1+e^{-x}} = \frac{e^x}{1+e^x}",),
    (r"\frac{1}{4\cosh^2(x/2)} = \sigma(x)(1-\sigma(x))",),
    (r"e^{x/2}e^{x/3} = e^{5x/6}",),
    (r"e^{-\frac{(x-m)^2}{2s^2}} = e^{-\frac{x^2}{2s^2}} e^{\frac{mx}{s^2}} e^{-\frac{m^2}{2s^2}}",),
    (r"\frac{d}{dx} e^{e^{x/2}} = \frac{1}{2} e^{x/2 + e^{x/2}}",),
    (r"\frac{d}{dx}\tanh x = 1 - \tanh^2 x",),
    (r"(x^2-x)^0 = 1",),
    (r"x_1 (x_2 + x_3) = x_1 x_2 + x_3 x_1", r"x \in \mathbb{R}^3"),
    (r"a+b+c+f+g+h+k+p+q+r = r+q+p+k+h+g+f+c+b+a",),
]
NOT_EQUAL = [
    (r"\frac{x^2-y^2}{x-y} = x-y",),
    (r"\frac{1}{1+e^{-x}} = \frac{e^x}{1-e^x}",),
    (r"e^{x/2}e^{x/3} = e^{4x/5}",),
    (r"e^{xy} = e^x e^y",),
    (r"e^{x^2/s} = e^{x^2/s^2}",),
    (r"e^{2 e^x} = e^{e^{2x}}",),
    (r"x_1 x_2 = x_1 x_3", r"x \in \mathbb{R}^3"),
    (r"x^0 = x",),
]
LEFT_TO_OTHERS = [
    (r"\sqrt{x^2} = x",),
    (r"\log x^2 = 2 \log x",),
    (r"|x|^2 = x^2",),
    (r"x^{a+b} = x^a x^b",),
    (r"\frac{x}{x-x} = \frac{y}{x-x}",),
    (r"(x+y)^{100} (x+y)^{-100} = 1",),
    (r"e^{\frac{1}{1+x}} e^{\frac{x}{1+x}} = e",),
    (r"z \bar{z} = \bar{z} z", r"z \in \mathbb{C}"),
]


def said(row, effort):
    claim = claim_of(row[0], row[1:])
    return vanishing_difference(claim.left, claim.right, effort)


@pytest.mark.parametrize("row", EQUAL, ids=lambda r: r[0])
def test_rational_functions_of_exponentials_are_equal(row):
    assert said(row, Effort(10_000)) is True


@pytest.mark.parametrize("row", NOT_EQUAL + LEFT_TO_OTHERS, ids=lambda r: r[0])
def test_nothing_is_said_of_what_differs_or_is_more_than_rational(row):
    assert said(row, Effort(10_000)) is False


def test_what_becomes_long_is_given_up_and_charged():
    effort = Effort(100_000)
    sums = "".join(rf"(x_1+x_2+x_{k}+1)^7" for k in range(3, 9))
    assert said((rf"{sums} = 1", r"x \in \mathbb{R}^9"), effort) is False
    assert 0 < effort.spent <= MOST_WORK
