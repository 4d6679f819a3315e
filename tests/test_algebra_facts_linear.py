"""Linear consequences: what signs alone rule out is never what the simplex would have found."""

import random

import pytest
from flint import fmpq

from derive.algebra.facts_linear import Constraint, combined, follows
from derive.algebra.facts_polynomials import UNIT, atom
from derive.core.sort import REAL
from derive.core.term import Symbol

SYMBOLS = [Symbol(name, REAL) for name in "xyz"]
MONOMIALS = [UNIT, *(m for s in SYMBOLS for m in atom(s))]


def form(numbers):
    return {m: fmpq(c) for m, c in zip(MONOMIALS, numbers, strict=True) if c}


@pytest.mark.parametrize(
    ("goal", "forms", "expected"),
    [
        ((0, 1, 1, 0), [(0, 1, 0, 0), (0, 0, 1, 0)], True),
        ((0, 1, -1, 0), [(0, 1, 0, -1), (0, 0, -1, 1)], True),
        ((1, 1, 0, 0), [(0, 1, 0, 0)], True),
        ((-1, 1, 0, 0), [(0, 1, 0, 0)], False),
        ((0, 1, 0, 0), [(0, 1, 1, 0)], False),
        ((0, 1, 0, 0), [(0, 1, 1, 0), (0, 0, -1, 1)], False),
        ((0, 1, 0, 0), [(0, 1, 1, 0), (0, 0, -1, 0)], True),
    ],
)
def test_positive_multiples_add_up_to_the_goal_or_do_not(goal, forms, expected):
    assert follows(form(goal), False, [Constraint(form(f), False) for f in forms]) is expected


def test_signs_rule_out_nothing_that_is_a_combination():
    numbers = random.Random(5)
    reached = 0
    for _ in range(300):
        forms = [form(numbers.choices((-2, -1, 0, 0, 1, 2), k=4)) for _ in range(numbers.randint(1, 4))]
        goal = form(numbers.choices((-1, 0, 0, 1, 2), k=4))
        if not goal:
            continue
        constraints = [Constraint(f, False) for f in forms if f]
        known = combined(goal, [*(c.form for c in constraints), {UNIT: fmpq(1)}]) is not None
        assert follows(goal, False, constraints) is known
        reached += known
    assert reached > 20
