"""Definedness: readable conditions that are sufficient everywhere, and necessary where they promise it."""

import random
from fractions import Fraction

import pytest
from random_terms import rational_points, scalar_term

from derive.algebra.balls import Indeterminate, Undefined, evaluate, truth
from derive.algebra.definedness import definedness
from derive.algebra.definedness_forms import readable
from derive.core.sort import REAL, matrix, vector
from derive.core.term import (
    HALF,
    INFINITY,
    ONE,
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
from derive.elaborate.statement import proposition_of, term_of

E = Apply
x, y, z = (Symbol(s, REAL) for s in "xyz")
K, i, k, n = (index(s) for s in "Kikn")
v = Symbol("v", vector(K))
M = Symbol("M", matrix(K, K))


def lt(a, b):
    return E("lt", a, b)


def le(a, b):
    return E("le", a, b)


def ne(a, b):
    return E("ne", a, b)


def total(body):
    return bind("sum", k, body, ONE, K)


def each(conclusion):
    return bind("forall", k, E("implies", E("and", le(ONE, k), le(k, K)), conclusion))


CONDITIONS = [
    (add(x, ONE), []),
    (divide(x, subtract(x, ONE)), [ne(x, ONE)]),
    (divide(ONE, add(multiply(TWO, x), ONE)), [ne(x, Number(Fraction(-1, 2)))]),
    (divide(ONE, subtract(power(x, 2), ONE)), [ne(x, Number(-1)), ne(x, ONE)]),
    (divide(ONE, add(power(x, 2), ONE)), []),
    (divide(ONE, subtract(power(x, 2), TWO)), [ne(add(power(x, 2), Number(-2)), ZERO)]),
    (divide(ONE, subtract(x, y)), [ne(x, y)]),
    (divide(ONE, multiply(x, y, power(z, 3))), [ne(x, ZERO), ne(y, ZERO), ne(z, ZERO)]),
    (divide(ONE, add(ONE, E("exp", negative(x)))), []),
    (E("log", x), [lt(ZERO, x)]),
    (E("log", subtract(ONE, x)), [lt(x, ONE)]),
    (E("log", power(x, 2)), [ne(x, ZERO)]),
    (E("log", subtract(x, y)), [lt(y, x)]),
    (E("log", add(ONE, E("exp", x))), []),
    (E("log", E("log", x)), [lt(ZERO, x), lt(ONE, x)]),
    (power(subtract(x, TWO), HALF), [le(TWO, x)]),
    (power(subtract(x, TWO), negative(HALF)), [lt(TWO, x)]),
    (power(power(x, 2), HALF), []),
    (E("root", x, Number(3)), []),
    (power(x, y), [lt(ZERO, x)]),
    (power(x, n), [E("or", ne(x, ZERO), lt(ZERO, n))]),
    (E("tan", x), [ne(E("cos", x), ZERO)]),
    (E("asin", x), [le(Number(-1), x), le(x, ONE)]),
    (E("factorial", n), [le(ZERO, n)]),
    (E("softmax", v), []),
    (E("lse", v, x), [ne(x, ZERO)]),
    (E("log", v), [each(lt(ZERO, Component(v, k)))]),
    (E("inverse", M), [ne(E("determinant", M), ZERO)]),
    (Component(v, i), [le(ONE, i), le(i, K)]),
    (total(Component(v, k)), []),
    (total(divide(ONE, Component(v, k))), [each(ne(Component(v, k), ZERO))]),
    (total(divide(Component(v, k), x)), [ne(x, ZERO)]),
    (total(divide(ONE, k)), [le(ZERO, K)]),
    (bind("maximum", k, multiply(k, x), ONE, n), [le(ONE, n)]),
    (bind("maximum", k, Component(v, k), ONE, K), []),
    (E("cases", divide(ONE, x), ne(x, ZERO), ONE), []),
    (E("cases", divide(ONE, y), lt(ZERO, x), x), [E("implies", lt(ZERO, x), ne(y, ZERO))]),
    (multiply(E("delta", i, n), divide(ONE, x)), [E("implies", E("eq", i, n), ne(x, ZERO))]),
    (bind("integral", y, divide(ONE, y), ONE, TWO), []),
    (bind("derivative", y, E("abs", y), x), [ne(x, ZERO)]),
]


@pytest.mark.parametrize(("term", "conditions"), CONDITIONS)
def test_conditions_are_as_people_write_them(term, conditions):
    assert list(definedness(term)) == conditions


def test_an_integral_over_a_pole_is_not_called_defined():
    assert definedness(bind("integral", y, divide(ONE, y), negative(ONE), ONE))


@pytest.mark.parametrize("process", [("sum", INFINITY), ("integral", INFINITY)])
def test_limit_processes_ask_for_convergence(process):
    kind, end = process
    variable = k if kind == "sum" else y
    term = bind(kind, variable, divide(ONE, power(variable, 2)), ONE, end)
    assert E("converges", term) in definedness(term)


def _powers_are_literal(term):
    heads = [t for t in _subterms(term) if isinstance(t, Apply) and t.head == "power"]
    return all(isinstance(t.children[1], Number) for t in heads)


def _subterms(term):
    yield term
    for child in term.children:
        yield from _subterms(child)


@pytest.mark.parametrize("seed", range(60))
def test_conditions_agree_with_evaluation(seed):
    source = random.Random(seed)
    for _ in range(8):
        term = scalar_term(source, 3, (x, y, n, Component(v, i)), v)
        conditions = definedness(term)
        for point in rational_points(source, (x, y), (n,), v, i, count=12):
            truths = [truth(c, point) for c in conditions]
            try:
                evaluate(term, point)
            except Undefined:
                assert not truths or not all(t is True for t in truths)
            except Indeterminate:
                continue
            else:
                assert False not in truths or not _powers_are_literal(term)


@pytest.mark.parametrize(
    ("latex", "condition"),
    [
        (r"\int_0^\infty e^{-ax} dx", "a > 0"),
        (r"\int_{-\infty}^0 x^2 e^{ax} dx", "a > 0"),
        (r"\int_{-\infty}^\infty e^{-ax^2 + bx} dx", "a > 0"),
        (r"\int_0^\infty e^{ax} dx", "a < 0"),
        (r"\int_\infty^0 e^{-ax} dx", "a > 0"),
        (r"\int_0^{-\infty} e^{ax} dx", "a > 0"),
    ],
)
def test_integrals_of_exponentials_say_where_they_converge(latex, condition):
    (found,) = definedness(term_of(latex))
    assert found in set(readable(proposition_of(condition)))


@pytest.mark.parametrize(
    "latex", [r"\int_{-\infty}^\infty e^{ax} dx", r"\int_0^\infty \frac{e^{-ax}}{1+x} dx"]
)
def test_other_integrals_ask_for_convergence(latex):
    assert [c.head for c in definedness(term_of(latex))] == ["converges"]


def test_what_the_integrand_asks_of_its_parameters_is_asked_beside_convergence():
    found = definedness(term_of(r"\int_0^\infty \frac{\log b}{c} e^{-ax} dx"))
    assert set(found) == {r for t in ("a > 0", "b > 0", "c \\ne 0") for r in readable(proposition_of(t))}


@pytest.mark.parametrize(
    "latex", [r"\infty - \infty", r"0 \cdot \infty", r"\frac{\infty}{\infty}", r"e^{-\infty}", r"1 + 2\infty"]
)
def test_infinity_is_no_number_to_calculate_with(latex):
    (condition,) = definedness(term_of(latex))
    assert truth(condition, {}, 64) is False


@pytest.mark.parametrize(
    "latex", [r"-\infty", r"\int_{-\infty}^{\infty} e^{-x^2}\,dx", r"\sum_{k=1}^{\infty} 2^{-k}"]
)
def test_infinity_is_a_bound_and_a_side(latex):
    found = definedness(term_of(latex))
    assert all(isinstance(c, Apply) and c.head == "converges" for c in found)
