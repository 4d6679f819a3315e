"""Every row of the tables of identities holds at sampled points, and its near miss does not."""

import itertools

import mpmath
import pytest
from theory_values import evaluate, holds

from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.theory.rule import rules

ROWS = [pytest.param(r, id=f"{topic}-{r.name}") for topic, rows in rules().items() for r in rows]
REALS = [mpmath.mpf(v) / 64 for v in (-131, -64, -37, -13, 0, 19, 45, 64, 97, 183)]
INTEGERS = [mpmath.mpf(n) for n in (-2, 0, 1, 2, 3, 5)]
NUMBERS = {REAL: REALS, INTEGER: INTEGERS}


def some_function(j):
    return mpmath.cos(3 * j) + j / 7


def points(rule):
    symbols = sorted(rule.left.symbols | rule.right.symbols, key=lambda s: s.name)
    rows = [[some_function] if isinstance(s.sort, FunctionSort) else NUMBERS[s.sort] for s in symbols]
    for values in itertools.product(*rows):
        at = dict(zip(symbols, values, strict=True))
        if all(holds(c, at) for c in rule.conditions):
            yield at


def close(a, b):
    return abs(a - b) <= mpmath.mpf(10) ** -40 * (1 + abs(a) + abs(b))


@pytest.mark.parametrize("rule", ROWS)
def test_row_holds_wherever_both_sides_are_defined(rule):
    tested = 0
    with mpmath.workdps(50):
        for at in points(rule):
            left, right = evaluate(rule.left, at), evaluate(rule.right, at)
            if left is not None and right is not None:
                assert close(left, right), at
                tested += 1
    assert tested >= min(4, len(list(points(rule))))


@pytest.mark.parametrize("rule", ROWS)
def test_near_miss_fails_somewhere(rule):
    with mpmath.workdps(50):
        sides = [(evaluate(rule.left, at), evaluate(rule.miss, at)) for at in points(rule)]
    assert any(a is not None and b is not None and not close(a, b) for a, b in sides)


def test_names_of_rows_are_unique_in_their_topic():
    for rows in rules().values():
        assert len({r.name for r in rows}) == len(rows)
