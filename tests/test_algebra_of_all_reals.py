"""Statements about all real numbers, of functions that are given."""

import pytest

from derive.algebra.of_all_reals import holds_for_all
from derive.core.sort import REAL
from derive.core.term import HALF, ONE, TWO, ZERO, Apply, Symbol, add, bind, multiply, negative, power

X, Y, T = (Symbol(name, REAL) for name in "xyt")
FUNCTIONS = {
    "square": lambda t: power(t, TWO),
    "cosine": lambda t: Apply("cos", t),
    "sine": lambda t: Apply("sin", t),
    "exponential": lambda t: Apply("exp", t),
    "logarithm": lambda t: Apply("log", t),
    "half": lambda t: multiply(HALF, t),
    "nothing": lambda _: ZERO,
}


def of_all(statement, *variables):
    for variable in reversed(variables):
        statement = bind("forall", variable, statement)
    return statement


EVEN = (lambda f: of_all(Apply("eq", f(negative(X)), f(X)), X), "square cosine nothing")
ODD = (lambda f: of_all(Apply("eq", f(negative(X)), negative(f(X))), X), "sine half nothing")
ADDITIVE = (lambda f: of_all(Apply("eq", f(add(X, Y)), add(f(X), f(Y))), X, Y), "half nothing")
RISING = (
    lambda f: of_all(Apply("implies", Apply("lt", X, Y), Apply("lt", f(X), f(Y))), X, Y),
    "exponential half",
)
OWN_SLOPE = (
    lambda f: of_all(Apply("eq", bind("derivative", T, f(T), X), f(X)), X),
    "exponential nothing",
)
BOUNDED = (lambda f: of_all(Apply("le", Apply("abs", f(X)), ONE), X), "cosine sine nothing")
OF_PRODUCTS = (
    lambda f: of_all(
        Apply(
            "implies",
            Apply("and", Apply("lt", ZERO, X), Apply("lt", ZERO, Y)),
            Apply("eq", f(multiply(X, Y)), add(f(X), f(Y))),
        ),
        *(X, Y),
    ),
    "logarithm nothing",
)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("row", [EVEN, ODD, ADDITIVE, RISING, OWN_SLOPE, BOUNDED, OF_PRODUCTS])
def test_a_property_is_seen_of_the_functions_that_have_it_and_of_no_other(name, row):
    statement, having = row
    assert holds_for_all(statement(FUNCTIONS[name])) == (name in having.split())


def test_a_side_that_is_not_defined_everywhere_is_not_equal_to_itself_for_all():
    assert not holds_for_all(of_all(Apply("eq", Apply("log", X), Apply("log", X)), X))
