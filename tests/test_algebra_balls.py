"""Ball evaluation: what is exact, what is undefined, what cannot be told."""

import random
import timeit
from fractions import Fraction

import mpmath
import pytest
from random_terms import VALUES, scalar_term

from derive.algebra.balls import Indeterminate, Undefined, evaluate, rational, truth
from derive.core.sort import INTEGER, REAL, FunctionSort, matrix, vector
from derive.core.term import (
    HALF,
    INFINITY,
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
    subterms,
    subtract,
)
from derive.theory.function import function

F = Fraction
x, y = Symbol("x", REAL), Symbol("y", REAL)
n, K, k, j = index("n"), index("K"), index("k"), index("j")
v = Symbol("v", vector(K))
A = Symbol("A", matrix(TWO, TWO))
E = Apply


def total(body, low=ONE, high=K, kind="sum"):
    return bind(kind, k, body, low, high)


EXACT = [
    (divide(x, add(x, ONE)), {x: 1}, F(1, 2)),
    (power(x, HALF), {x: F(4, 9)}, F(2, 3)),
    (power(x, Number(F(-3, 2))), {x: F(4, 9)}, F(27, 8)),
    (E("root", x, Number(3)), {x: -8}, F(-2)),
    (E("root", x, Number(3)), {x: 0}, F(0)),
    (power(x, 0), {x: 0}, F(1)),
    (power(x, y), {x: -2, y: 3}, F(-8)),
    (power(x, y), {x: 0, y: 3}, F(0)),
    (E("exp", x), {x: 0}, F(1)),
    (E("log", x), {x: 1}, F(0)),
    (E("sigmoid", x), {x: 0}, F(1, 2)),
    (E("abs", x), {x: F(-1, 3)}, F(1, 3)),
    (E("sign", x), {x: F(-1, 3)}, F(-1)),
    (E("floor", x), {x: F(-1, 3)}, F(-1)),
    (E("max", x, y), {x: F(1, 3), y: F(1, 7)}, F(1, 3)),
    (E("factorial", x), {x: 5}, F(120)),
    (total(k), {K: 4}, F(10)),
    (total(k), {K: 0}, F(0)),
    (total(k, kind="product"), {K: 4}, F(24)),
    (total(k, kind="product"), {K: 0}, F(1)),
    (total(Component(v, k), kind="maximum"), {K: 3, v: (1, 5, 2)}, F(5)),
    (total(multiply(E("delta", k, n), divide(ONE, subtract(k, ONE))), ONE, K), {K: 3, n: 3}, F(1, 2)),
    (E("cases", divide(ONE, x), E("ne", x, ZERO), ZERO), {x: 0}, F(0)),
    (multiply(E("indicator", E("lt", ZERO, x)), E("log", x)), {x: -1}, F(0)),
    (E("norm", v), {K: 2, v: (3, 4)}, F(5)),
    (E("determinant", A), {A: ((1, 2), (3, 4))}, F(-2)),
    (Component(E("inverse", A), ONE, TWO), {A: ((1, 2), (3, 4))}, F(1)),
    (Component(E("matmul", A, E("transpose", A)), ONE, TWO), {A: ((1, 2), (3, 4))}, F(11)),
]


@pytest.mark.parametrize(("term", "at", "expected"), EXACT)
def test_rational_values_are_exact(term, at, expected):
    assert rational(term, at) == expected


UNDEFINED = [
    (divide(x, subtract(x, ONE)), {x: 1}),
    (multiply(ZERO, divide(ONE, x)), {x: 0}),
    (E("log", x), {x: 0}),
    (E("log", x), {x: -1}),
    (E("log", negative(E("exp", x))), {x: 1}),
    (power(x, HALF), {x: -1}),
    (power(x, negative(HALF)), {x: 0}),
    (power(x, y), {x: 0, y: 0}),
    (power(x, y), {x: -2, y: F(1, 3)}),
    (power(x, PI), {x: -2}),
    (E("factorial", x), {x: -1}),
    (E("factorial", x), {x: HALF}),
    (total(Component(v, k), kind="maximum"), {K: 0, v: ()}),
    (Component(v, Number(3)), {K: 2, v: (1, 2)}),
    (Component(v, ZERO), {K: 2, v: (1, 2)}),
    (E("inverse", A), {A: ((1, 2), (2, 4))}),
    (total(k, ONE, Number(-1)), {}),
    (total(divide(ONE, subtract(k, TWO))), {K: 3}),
]


@pytest.mark.parametrize(("term", "at"), UNDEFINED)
def test_what_has_no_value_is_undefined(term, at):
    with pytest.raises(Undefined):
        evaluate(term, at)


def test_long_sums_of_powers_have_their_values():
    assert rational(total(k, ONE, Number(10**9)), {}) == 500_000_000_500_000_000


NINE = Number(9)
INDETERMINATE = [
    (divide(ONE, E("sin", PI)), {}),
    (E("log", subtract(power(TWO, HALF), power(TWO, HALF))), {}),
    (power(NINE, power(NINE, power(NINE, NINE))), {}),
    (E("factorial", E("factorial", E("factorial", Number(20)))), {}),
    (total(power(k, Number(-3)), ONE, Number(10**9)), {}),
    (total(E("exp", power(k, HALF)), ONE, Number(10**9)), {}),
    (INFINITY, {}),
    (y, {}),
]


@pytest.mark.parametrize(("term", "at"), INDETERMINATE)
def test_what_cannot_be_told_or_is_too_much_is_indeterminate(term, at):
    with pytest.raises(Indeterminate):
        evaluate(term, at)


def interval(low, high, low_closed=0, high_closed=0):
    return E("interval", low, high, Number(low_closed), Number(high_closed))


RANGE = E("and", E("le", ONE, k), E("lt", k, j), E("le", j, K))
SORTED = bind("forall", k, bind("forall", j, E("implies", RANGE, E("le", Component(v, j), Component(v, k)))))
TRUTHS = [
    (E("lt", E("log", x), x), {x: 2}, True),
    (E("lt", x, x), {x: 2}, False),
    (E("eq", power(add(ONE, x), 2), Number(4)), {x: 1}, True),
    (E("eq", E("exp", x), E("exp", x)), {x: 1}, None),
    (E("eq", E("exp", x), TWO), {x: 1}, False),
    (E("ne", E("exp", x), TWO), {x: 1}, True),
    (E("lt", ZERO, divide(ONE, x)), {x: 0}, None),
    (E("not", E("lt", ZERO, divide(ONE, x))), {x: 0}, None),
    (E("or", E("eq", x, ZERO), E("lt", ZERO, divide(ONE, x))), {x: 0}, True),
    (E("and", E("lt", ZERO, divide(ONE, x)), E("ne", x, ZERO)), {x: 0}, False),
    (E("implies", E("ne", x, ZERO), E("lt", ZERO, divide(ONE, x))), {x: 0}, True),
    (E("iff", E("lt", x, ZERO), E("lt", ONE, x)), {x: HALF}, True),
    (E("member", x, interval(ZERO, ONE, 0, 1)), {x: 1}, True),
    (E("member", x, interval(ZERO, ONE, 1, 0)), {x: 1}, False),
    (E("member", x, interval(negative(INFINITY), INFINITY)), {x: 1}, True),
    (E("member", E("exp", x), E("integers")), {x: 1}, False),
    (E("member", x, E("finite_set", negative(ONE), ONE)), {x: -1}, True),
    (E("member", x, E("finite_set", negative(ONE), ONE)), {x: 0}, False),
    (
        bind("forall", k, E("implies", E("and", E("le", ONE, k), E("le", k, n)), E("lt", k, x))),
        {n: 3, x: 4},
        True,
    ),
    (
        bind("forall", k, E("implies", E("and", E("le", ONE, k), E("le", k, n)), E("lt", k, x))),
        {n: 4, x: 4},
        False,
    ),
    (bind("forall", k, E("and", E("le", ONE, k), E("le", k, n))), {n: 3}, None),
    (bind("exists", k, E("implies", E("and", E("le", ONE, k), E("le", k, n)), E("lt", n, k))), {n: 3}, None),
    (SORTED, {K: 3, v: (3, 2, 2)}, True),
    (SORTED, {K: 3, v: (3, 1, 2)}, False),
    (bind("exists", k, E("and", E("le", ONE, k), E("lt", k, n), E("eq", k, x))), {n: 4, x: 4}, False),
]


@pytest.mark.parametrize(("proposition", "at", "expected"), TRUTHS)
def test_truth_is_established_or_open(proposition, at, expected):
    assert truth(proposition, at) is expected


def test_unknown_functions_take_their_values_from_lambdas():
    f = Symbol("f", FunctionSort((REAL,), REAL))
    square = bind("lambda", y, power(y, 2))
    assert rational(E("apply", f, add(x, ONE)), {f: square, x: 2}) == 9


def test_integer_symbols_are_values_like_others():
    assert rational(multiply(Symbol("m", INTEGER), x), {Symbol("m", INTEGER): 2, x: F(1, 2)}) == 1


def integral(body, low, high):
    return bind("integral", x, body, low, high)


INTEGRALS = [
    (power(x, 2), ZERO, ONE, Number(F(1, 3))),
    (divide(ONE, x), ONE, TWO, E("log", TWO)),
    (E("log", add(ONE, x)), ZERO, ONE, subtract(multiply(TWO, E("log", TWO)), ONE)),
    (E("sin", x), ZERO, PI, TWO),
    (multiply(x, y), ONE, ZERO, multiply(negative(HALF), y)),
    (E("relu", x), negative(ONE), ONE, HALF),
]


@pytest.mark.parametrize(("body", "low", "high", "value"), INTEGRALS)
def test_integrals_are_enclosed(body, low, high, value):
    found, expected = (evaluate(t, {y: 3}) for t in (integral(body, low, high), value))
    assert found.overlaps(expected)
    assert found.rad() < 1e-12


NO_INTEGRALS = [
    (divide(ONE, x), negative(ONE), TWO, Undefined),
    (E("log", x), Number(-2), negative(ONE), Undefined),
    (divide(ONE, x), ONE, INFINITY, Undefined),
    (E("sin", x), ZERO, INFINITY, Indeterminate),
]


@pytest.mark.parametrize(("body", "low", "high", "reason"), NO_INTEGRALS)
def test_integrals_over_poles_and_those_that_diverge_are_not_evaluated(body, low, high, reason):
    with pytest.raises(reason):
        evaluate(integral(body, low, high), {})


def derivative(body, at):
    return bind("derivative", x, body, at)


def test_derivatives_are_those_of_the_body_at_the_point():
    assert rational(derivative(power(x, 3), y), {y: 2}) == 12
    assert rational(derivative(E("abs", x), y), {y: -2}) == -1
    inside_a_sum = total(derivative(multiply(k, power(x, 2)), k))
    assert rational(inside_a_sum, {K: 3}) == 2 + 8 + 18


@pytest.mark.parametrize(("body", "reason"), [(E("abs", x), Indeterminate), (E("log", x), Undefined)])
def test_derivatives_need_a_body_that_is_defined_and_smooth_there(body, reason):
    with pytest.raises(reason):
        evaluate(derivative(body, y), {y: 0})


def _reference(term, point):
    """The value by mpmath with 60 digits, from the records' own meaning; None where that fails."""
    with mpmath.workdps(60):
        try:
            found = MEANINGS[type(term)](term, point)
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):  # TypeError: it is complex
            return None
        return found if isinstance(found, mpmath.mpf) and mpmath.isfinite(found) else None


def _apply(term, point):
    if term.head in ARITHMETIC:
        return ARITHMETIC[term.head](*(_value(c, point) for c in term.children))
    return mpmath.mpf(function(term.head).meaning(mpmath.mp, *(_value(c, point) for c in term.children)))


def _value(term, point):
    found = MEANINGS[type(term)](term, point)
    if isinstance(found, mpmath.mpf):
        return found
    raise ZeroDivisionError


def _number(value):
    return mpmath.mpf(value.numerator) / value.denominator


ARITHMETIC = {
    "add": lambda *terms: mpmath.fsum(terms),
    "multiply": lambda *factors: mpmath.fprod(factors),
    "power": mpmath.power,
}
MEANINGS = {
    Number: lambda term, _: _number(term.value),
    Symbol: lambda term, point: _number(F(point[term])),
    Apply: _apply,
}


@pytest.mark.parametrize("precision", [53, 128, 512])
@pytest.mark.parametrize("seed", range(12))
def test_balls_contain_the_values_of_mpmath(seed, precision):
    source = random.Random(seed)
    for _ in range(12):
        term = scalar_term(source, 3, (x, y))
        if any(isinstance(t, Apply) and t.head == "cases" for t in subterms(term)):
            continue
        point = {x: source.choice(VALUES), y: source.choice(VALUES)}
        reference = _reference(term, point)
        if reference is None or abs(reference) > 10**30:
            continue
        try:
            ball = evaluate(term, point, precision)
        except (Undefined, Indeterminate):
            continue
        with mpmath.workdps(60):
            distance = abs(_dyadic(ball.mid()) - reference)
            assert distance <= 2 * _dyadic(ball.rad()) + (1 + abs(reference)) * mpmath.mpf(10) ** -45


def _dyadic(ball):
    mantissa, exponent = ball.man_exp()
    return mpmath.ldexp(mpmath.mpf(int(mantissa)), int(exponent))


def test_a_term_of_fifty_nodes_takes_microseconds():
    sigma = divide(ONE, add(ONE, E("exp", negative(x))))
    term = add(
        multiply(sigma, subtract(ONE, sigma)),
        E("log", add(ONE, power(x, 2))),
        multiply(y, E("sin", add(x, y))),
    )
    point = {x: F(1, 3), y: F(2)}
    evaluate(term, point)
    best = min(timeit.repeat(lambda: evaluate(term, point), number=200, repeat=5)) / 200
    assert best < 500e-6
