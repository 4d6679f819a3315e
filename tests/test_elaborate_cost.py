"""What reading costs, in calls, which no other process on the machine can change."""

import cProfile
import pstats

import pytest

from derive.elaborate.statement import claim_of
from derive.syntax.parser import parse

FORMULAS = (
    (r"\sin(2x) = 2 \sin x \cos x", 280, 810),
    (r"(a^2+b^2)(c^2+d^2) = (ac-bd)^2+(ad+bc)^2", 770, 2050),
    (r"\frac{x^2+1}{2} \ge x", 240, 535),
    (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", 435, 1150),
)
"""Formulas with the most calls for the tree, and for the claim with its context."""


def calls(read, latex):
    """The least of a few counts: what other tests left behind may be taken down in one of them."""
    read(latex)
    return min(_calls_once(read, latex) for _ in range(3))


def _calls_once(read, latex):
    profile = cProfile.Profile()
    profile.runcall(read, latex)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize(("latex", "tree", "claim"), FORMULAS)
def test_reading_a_formula_takes_no_more_calls_than_it_did(latex, tree, claim):
    assert calls(parse, latex) <= tree
    assert calls(claim_of, latex) <= claim
