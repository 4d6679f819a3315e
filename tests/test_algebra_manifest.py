"""Conditions seen to hold by their form: none that may fail, and none called independent that follows."""

import pytest

from derive.algebra.manifest import are_independent, holds_always, is_open
from derive.elaborate.statement import claim_of

ALWAYS = [
    r"1 + e^x \ne 0",
    r"0 < e^x + x^2",
    r"0 \le x^2 + |y|",
    r"\cosh x + \frac{1}{2} \ne 0",
    r"0 < \frac{e^x}{1+e^{-x}}",
    r"0 < \sigma(x)^3",
]
NOT_SEEN = [
    (r"x^2 \ne 0",),
    (r"0 < x^2",),
    (r"1 - e^x \ne 0",),
    (r"0 < x + e^x",),
    (r"0 \le x^3",),
    (r"x e^x \ne 0",),
    (r"1 + e^z \ne 0", r"z \in \mathbb{C}"),
    (r"1 + z^2 \ne 0", r"z \in \mathbb{C}"),
    (r"e^x \ne 1",),
]


def condition(latex, *given):
    return claim_of(latex, given).proposition


@pytest.mark.parametrize("latex", ALWAYS)
def test_what_is_positive_by_its_form_holds_always(latex):
    assert holds_always(condition(latex))


@pytest.mark.parametrize("row", NOT_SEEN, ids=lambda r: r[0])
def test_what_may_fail_is_not_seen_to_hold(row):
    assert not holds_always(condition(*row))


def test_of_a_real_symbol_alone_nothing_is_known():
    assert all(map(is_open, map(condition, (r"x \ne 0", r"x \ne y", "0 < x", r"x \le 3"))))
    assert not is_open(condition(r"n \ne \frac{1}{2}", r"n \in \mathbb{N}"))
    assert not is_open(condition(r"x + 1 \ne 0"))


def test_only_conditions_about_different_symbols_or_numbers_are_independent():
    def independent(*rows):
        return are_independent(list(map(condition, rows)))

    assert independent(r"x \ne 0", r"x \ne 1", "0 < y")
    assert not independent(r"x \ne 0", "0 < x")
    assert not independent(r"x \ne 0", r"x y \ne 0")
