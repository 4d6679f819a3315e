"""Defined functions are replaced by their definitions, as deep as there are any."""

from derive.algebra.unfold import expand, unfold
from derive.core.sort import REAL, vector
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Component,
    Symbol,
    add,
    bind,
    divide,
    index,
    multiply,
    negative,
    power,
)

a = Apply
X, L = Symbol("x", REAL), Symbol(r"\lambda", REAL)
K, I, J = map(index, "Kij")
V, W = Symbol("v", vector(K)), Symbol("w", vector(K))


def sigmoid(x):
    return power(add(ONE, a("exp", negative(x))), -1)


def test_a_function_is_replaced_by_its_definition():
    assert unfold(a("sigmoid", X)) is sigmoid(X)


def test_functions_inside_functions_are_too():
    assert unfold(a("sigmoid", a("sigmoid", X))) is sigmoid(sigmoid(X))
    assert unfold(a("relu", a("tan", X))) is a("max", ZERO, divide(a("sin", X), a("cos", X)))


def test_elementary_functions_stay():
    term = add(a("exp", X), a("max", X, ONE), a("gamma", X))
    assert unfold(term) is term
    assert expand(a("exp", X)) is None


def test_functions_of_vectors_know_their_length():
    total = bind("sum", I, a("exp", multiply(L, Component(V, I))), ONE, K)
    assert unfold(a("lse", V, L)) is divide(a("log", total), L)


def test_definitions_with_binders_capture_nothing_under_binders():
    """The row of a softmax inside a sum over the other index."""
    shifted = add(V, multiply(J, W))
    term = bind("sum", J, Component(a("softmax", shifted), J), ONE, K)
    weights = a("exp", Component(shifted, I))
    table = bind("tabulate", I, divide(weights, bind("sum", I, weights, ONE, K)), K)
    assert unfold(term) is bind("sum", J, Component(table, J), ONE, K)


def test_parameters_of_binders_are_unfolded():
    term = bind("integral", X, X, ZERO, a("sigmoid", L))
    assert unfold(term) is bind("integral", X, X, ZERO, sigmoid(L))
