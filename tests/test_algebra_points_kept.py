"""Points that were found before are found again at the same cost."""

from itertools import islice

import pytest

from derive.algebra.points import points
from derive.algebra.points_kept import ROOM, kept_points
from derive.core.effort import Effort, OutOfEffortError
from derive.elaborate.statement import claim_of

CONTEXTS = (
    ("x + y = y", ("x > 0", "y > x")),
    ("x = y", ("x^2 + y^2 = 1",)),
    (r"\sum_{j=1}^{K} p_j = 1", (r"p \in \mathbb{R}^K", "p_j > 0", r"\sum_{j=1}^{K} p_j = 1")),
    ("n = 1", (r"n \in \mathbb{Z}", "n > 2")),
    ("x = 1", ("x > 2", "x < 1")),
)


def asked(latex, given):
    context = claim_of(latex, given).context
    return context.symbols, context.propositions


@pytest.mark.parametrize(("latex", "given"), CONTEXTS)
@pytest.mark.parametrize("generic", [True, False])
def test_kept_points_are_those_of_the_search_and_cost_the_same(latex, given, generic):
    """Also when they are asked for again, in parts, or by two at a time."""
    symbols, propositions = asked(latex, given)
    for most in (2, 5, 3, None):
        first, second = Effort(10**6), Effort(10**6)
        expected = list(islice(points(symbols, propositions, first, generic=generic), most))
        assert list(islice(kept_points(symbols, propositions, second, generic=generic), most)) == expected
        assert second.spent == first.spent
    pair = [kept_points(symbols, propositions, Effort(10**6), generic=generic) for _ in range(2)]
    assert list(zip(*pair, strict=True)) == [(p, p) for p in expected]


def test_what_cannot_be_paid_is_not_found():
    """A search that is broken off begins anew, and what is known is not given away."""
    symbols, propositions = asked(*CONTEXTS[2])
    symbols = (*symbols, *asked("u = v", ("u > v",))[0])
    whole = Effort(10**6)
    expected = list(points(symbols, propositions, whole))
    assert whole.spent > ROOM
    for spare in (0, ROOM, -1):
        effort = Effort(ROOM + 1 if spare >= 0 else 5)
        with pytest.raises(OutOfEffortError):
            list(kept_points(symbols, propositions, effort))
        assert effort.spent > effort.limit
        assert list(kept_points(symbols, propositions, Effort(10**6))) == expected
