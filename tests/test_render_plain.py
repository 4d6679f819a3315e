"""Terms as a person reads them in a sentence."""

from fractions import Fraction

import pytest

from derive.core.sort import INTEGER, REAL, FunctionSort, vector
from derive.core.term import (
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    divide,
    multiply,
    negative,
    power,
    subtract,
)
from derive.render.plain import plain

x, y, lam = Symbol("x", REAL), Symbol("y", REAL), Symbol(r"\lambda", REAL)
K, j = Symbol("K", INTEGER), Symbol("j", INTEGER)
s = Symbol(r"\sigma", vector(K))
f = Symbol("f", FunctionSort((REAL,), REAL))
POSITIVE_REALS = Apply("interval", Number(0), Apply("infinity"), Number(0), Number(0))
DIFFERENT = Apply("or", Apply("lt", y, x), Apply("lt", x, y))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Number(Fraction(-1, 2)), "-1/2"),
        (Apply("ne", x, Number(1)), "x != 1"),
        (Apply("gt", lam, Number(0)), "lambda > 0"),
        (Symbol(r"\hat{x}", REAL), "hat(x)"),
        (Apply("lt", Number(0), x), "x > 0"),
        (Apply("lt", Number(0), Number(1)), "0 < 1"),
        (subtract(x, y), "x - y"),
        (subtract(x, add(x, y)), "x - (x + y)"),
        (add(x, Number(-3)), "x - 3"),
        (multiply(Number(2), x, y), "2*x*y"),
        (multiply(Number(2), add(x, y)), "2*(x + y)"),
        (divide(x, add(x, y)), "x/(x + y)"),
        (divide(Number(1), x), "1/x"),
        (divide(x, multiply(x, y)), "x/(x*y)"),
        (divide(divide(x, y), x), "x/(y*x)"),
        (power(x, 2), "x^2"),
        (power(negative(x), 2), "(-x)^2"),
        (power(Number(-1), 2), "(-1)^2"),
        (power(Number(Fraction(1, 3)), 2), "(1/3)^2"),
        (negative(power(x, 2)), "-x^2"),
        (multiply(Number(Fraction(-1, 2)), x), "-x/2"),
        (multiply(multiply(x, Number(Fraction(1, 2))), power(y, -1)), "x/(2*y)"),
        (multiply(Number(-2), Number(-3)), "2*3"),
        (multiply(Number(Fraction(3, 2)), power(x, 2), power(y, -1)), "3*x^2/(2*y)"),
        (power(x, Number(Fraction(1, 2))), "sqrt(x)"),
        (power(x, Number(Fraction(1, 3))), "x^(1/3)"),
        (Apply("exp", Number(1)), "e"),
        (Apply("exp", negative(x)), "e^(-x)"),
        (Apply("log", add(x, Number(1))), "log(x + 1)"),
        (Apply("apply", f, x), "f(x)"),
        (Component(s, j), "sigma_j"),
        (Component(s, add(j, Number(1))), "sigma_(j + 1)"),
        (bind("sum", j, Component(s, j), Number(1), K), "sum(sigma_k, k = 1..K)"),
        (bind("lambda", x, power(x, 2)), "(k -> k^2)"),
        (Apply("member", x, POSITIVE_REALS), "x in (0, infinity)"),
        (Apply("and", Apply("gt", x, Number(0)), DIFFERENT), "x > 0 and (y < x or x < y)"),
        (Apply("vector", Number(1), Number(2)), "(1, 2)"),
        (Apply("cases", x, Apply("gt", x, Number(0)), Number(0)), "{x if x > 0; 0 otherwise}"),
    ],
)  # fmt: skip
def test_term_reads_as(term, text):
    assert plain(term) == text
