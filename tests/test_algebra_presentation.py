"""Terms are shown in the notation that is read: brackets where needed, letters that are free."""

from fractions import Fraction

import pytest

from derive.algebra.presentation import surface_of
from derive.core.sort import REAL, FunctionSort, matrix, vector
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    divide,
    index,
    multiply,
    negative,
    power,
    subtract,
)
from derive.syntax.latex import write

a = Apply
X, C, T = Symbol("x", REAL), Symbol("c", REAL), Symbol("t", REAL)
D, I, J, K = map(index, "dijk")
V, W, A = Symbol("v", vector(D)), Symbol("w", vector(D)), Symbol("A", matrix(D, D))
F = Symbol("f", FunctionSort((REAL,), REAL))


def total(body, variable=J):
    return bind("sum", variable, body, ONE, D)


SHOWN = [
    (power(add(ONE, a("exp", negative(X))), -1), r"\frac{1}{1 + e^{-x}}"),
    (subtract(X, add(C, ONE)), r"x - (c + 1)"),
    (negative(add(X, C)), r"-(x + c)"),
    (negative(negative(X)), r"-(-x)"),
    (multiply(X, negative(C)), r"x \cdot (-c)"),
    (power(negative(X), 2), r"(-x)^{2}"),
    (negative(power(X, 2)), r"-x^{2}"),
    (power(power(X, 2), C), r"(x^{2})^{c}"),
    (power(X, power(C, 2)), r"x^{c^{2}}"),
    (power(Number(Fraction(1, 2)), 2), r"\left( \frac{1}{2} \right)^{2}"),
    (multiply(TWO, Number(3)), r"2 \cdot 3"),
    (multiply(TWO, X), r"2 x"),
    (multiply(X, TWO), r"x \cdot 2"),
    (multiply(X, add(X, ONE)), r"x \cdot (x + 1)"),
    (multiply(HALF, X), r"\frac{x}{2}"),
    (divide(ONE, multiply(X, C)), r"\frac{1}{x c}"),
    (divide(a("sin", X), power(X, 2)), r"\frac{\sin(x)}{x^{2}}"),
    (power(X, HALF), r"\sqrt{x}"),
    (a("root", X, Number(3)), r"\sqrt[3]{x}"),
    (power(a("sin", X), 2), r"(\sin(x))^{2}"),
    (multiply(total(Component(V, J)), X), r"\left( \sum_{j = 1}^{d} v_{j} \right) \cdot x"),
    (multiply(X, total(Component(V, J))), r"x \cdot \sum_{j = 1}^{d} v_{j}"),
    (add(X, total(Component(V, J))), r"x + \sum_{j = 1}^{d} v_{j}"),
    (power(Component(V, J), 2), r"v_{j}^{2}"),
    (power(Symbol("x_1", REAL), 2), r"x_{1}^{2}"),
    (power(Symbol("a^*", REAL), 2), r"(a^{*})^{2}"),
    (Component(Symbol("W_1", matrix(D, D)), I, J), r"(W_{1})_{i j}"),
    (Component(A, I, add(J, ONE)), r"A_{i, j + 1}"),
    (bind("integral", T, multiply(T, X), ZERO, X), r"\int_{0}^{x} t x \,dt"),
    (bind("limit", T, divide(a("sin", T), T), ZERO, ONE), r"\lim_{t \to 0^{+}} \frac{\sin(t)}{t}"),
    (bind("derivative", T, a("apply", F, T), X), r"f'(x)"),
    (
        a("cases", X, a("lt", ZERO, X), ZERO),
        r"\begin{cases} x & \text{if } 0 < x \\ 0 & \text{otherwise} \end{cases}",
    ),
    (a("matmul", a("transpose", V), W), r"v^{T} w"),
    (a("inverse", A), r"A^{-1}"),
    (a("softmax", V, X), r"\operatorname{softmax}(v; x)"),
    (a("gamma", X), r"\Gamma(x)"),
    (a("abs", X), r"\lvert x \rvert"),
    (a("factorial", add(K, ONE)), r"(k + 1)!"),
    (a("not", a("member", X, a("integers"))), r"x \notin \mathbb{Z}"),
    (a("member", X, a("interval", ZERO, INFINITY, ONE, ZERO)), r"x \in \left[ 0, \infty \right)"),
    (multiply(MINUS_ONE, PI), r"-\pi"),
]


@pytest.mark.parametrize(("term", "latex"), SHOWN, ids=lambda v: v if isinstance(v, str) else "")
def test_term_is_shown_as(term, latex):
    assert write(surface_of(term)) == latex


def test_bound_variables_get_letters_that_are_free():
    taken = total(multiply(Component(V, J), Component(W, I)), I)
    assert write(surface_of(taken)) == r"\sum_{k = 1}^{d} v_{j} w_{k}"


def test_nested_sums_get_different_letters():
    inner = total(multiply(Component(A, I, J), Component(V, J)))
    assert write(surface_of(total(inner, I))) == r"\sum_{k = 1}^{d} \sum_{j = 1}^{d} A_{k j} v_{j}"


def test_a_letter_is_found_when_all_are_taken():
    letters = [Symbol(c, J.sort) for c in "jkilmnpqrs"]
    bound = Symbol("b", J.sort)
    assert r"j_{1}" in write(surface_of(total(multiply(bound, *letters), bound)))
