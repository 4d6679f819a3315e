"""Substitution under binders never captures a variable, however deep the value is."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Symbol, Term, bind, multiply, power, replace

I, J, K, F, M = (Symbol(c, INTEGER) for c in "ijkfm")


def nested(value: Term, depth: int) -> Term:
    """Sums over as many variables, each of which occurs in the innermost body."""
    variables = [Symbol(f"v{n}", INTEGER) for n in range(depth)]
    term = multiply(*(power(v, n + 1) for n, v in enumerate(variables)), value)
    for v in variables:
        term = bind("sum", v, term, ONE, M)
    return term


def test_a_value_with_binders_does_not_capture_the_variables_around_it():
    values = [K, bind("sum", K, K, ONE, M), nested(I, 2), nested(J, 3)]
    for depth in (1, 2, 3, 4):
        for value in values:
            assert replace(nested(F, depth), {F: value}) is nested(value, depth), (depth, value)


def test_opening_with_a_deep_value_is_the_same_as_building_with_it():
    value = nested(I, 3)
    assert bind("sum", F, nested(F, 2), ONE, M).open(value) is nested(value, 2)
