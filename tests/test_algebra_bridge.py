"""The border with SymPy: what goes over comes back the same, and nothing is evaluated on the way."""

import subprocess
import sys
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.algebra.sympy_bridge import BridgeError, Table, antiderivative, from_sympy, to_sympy
from derive.core.sort import COMPLEX, REAL, FunctionSort, matrix, vector
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
    power,
)

a = Apply
X, Y, Z = Symbol("x", REAL), Symbol(r"\hat{y}; import os", REAL), Symbol("z", COMPLEX)
K, I, J = map(index, "Kij")
V, A = Symbol("v", vector(K)), Symbol("A", matrix(K, K))
F = Symbol("f", FunctionSort((REAL,), REAL))

FIXED = [
    divide(X, X),
    power(power(X, TWO), HALF),
    add(X, multiply(MINUS_ONE, X)),
    a("exp", a("log", X)),
    a("exp", ONE),
    a("log", a("exp", X)),
    multiply(ZERO, X),
    add(ONE, TWO, X),
    a("abs", a("abs", X)),
    a("atan2", X, Y),
    a("lambert_w", X),
    a("polygamma", ONE, X),
    a("binomial", K, J),
    a("factorial", K),
    a("mod", X, TWO),
    a("conj", Z),
    multiply(a("imaginary"), PI, Z),
    a("delta", I, J),
    a("cases", X, a("lt", X, ONE), power(X, 2)),
    a("cases", X, a("and", a("lt", ZERO, X), a("lt", X, ONE)), ONE, a("ge", X, TWO)),
    a("apply", F, a("sin", X)),
    bind("sum", J, Component(V, J), ONE, K),
    bind("sum", J, bind("sum", I, multiply(Component(A, I, J), Component(V, I)), ONE, J), ONE, K),
    bind("product", J, add(J, X), ONE, K),
    bind("maximum", J, Component(V, J), ONE, K),
    bind("minimum", J, multiply(X, Component(V, J)), TWO, K),
    bind("integral", X, a("exp", multiply(X, Y)), ZERO, Y),
    bind("integral", X, a("exp", multiply(MINUS_ONE, power(X, 2))), multiply(MINUS_ONE, INFINITY), INFINITY),
    bind("antiderivative", X, a("cos", X), X),
    bind("limit", X, divide(a("sin", X), X), ZERO, ZERO),
    bind("limit", X, divide(a("sin", X), X), ZERO, MINUS_ONE),
    bind("limit", X, a("atan", X), INFINITY, ZERO),
    bind("derivative", X, a("sin", X), X),
    bind("derivative", X, a("sin", X), add(Y, ONE)),
    bind("derivative", X, bind("derivative", Y, a("sin", multiply(X, Y)), Y), X),
    bind("derivative", X, a("apply", F, X), X),
    bind("derivative", V, bind("sum", J, a("exp", Component(V, J)), ONE, K), V, I),
    a("eq", X, X),
    a("implies", a("lt", X, Y), a("not", a("le", Y, X))),
    a("member", X, a("interval", ZERO, TWO, ONE, ZERO)),
    a("member", X, a("integers")),
]


@pytest.mark.parametrize("term", FIXED, ids=repr)
def test_a_term_comes_back_as_it_went(term):
    assert from_sympy(*to_sympy(term)) is term


def numbers():
    values = st.fractions(-5, 5, max_denominator=6)
    return values.map(Number)


def grown(children):
    two = st.tuples(children, children)
    unary = st.sampled_from(("exp", "log", "sin", "cosh", "abs", "gamma", "erf", "sign", "floor"))
    return st.one_of(
        two.map(lambda t: add(*t)),
        two.map(lambda t: multiply(*t)),
        two.map(lambda t: power(*t)),
        st.builds(a, unary, children),
        two.map(lambda t: a("cases", t[0], a("lt", X, Y), t[1])),
        two.map(lambda t: bind("sum", J, multiply(t[0], Component(V, J)), ONE, K)),
        children.map(lambda t: bind("integral", X, t, ZERO, Y)),
        children.map(lambda t: bind("derivative", Y, t, X)),
        children.map(lambda t: bind("limit", X, t, ONE, ONE)),
    )


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.recursive(st.one_of(numbers(), st.sampled_from((X, Y, K, PI))), grown, max_leaves=8))
def test_any_term_comes_back_as_it_went(term):
    assert from_sympy(*to_sympy(term)) is term


def test_the_largest_of_several_comes_back_in_one_order():
    """SymPy keeps the arguments in a set."""
    terms = [from_sympy(*to_sympy(a("max", *t))) for t in ((X, Y, ONE), (ONE, Y, X))]
    assert terms[0] is terms[1]
    assert set(terms[0].children) == {X, Y, ONE}


def test_names_of_documents_do_not_reach_sympy():
    expression, table = to_sympy(add(X, Y))
    assert {s.name for s in expression.free_symbols} == {"v0", "v1"}
    assert set(table.terms.values()) == {X, Y}


def test_functions_without_a_name_in_sympy_go_over_by_their_definition():
    expression, table = to_sympy(a("sigmoid", X))
    x = table.object_of(X)
    assert sympy.simplify(expression - 1 / (1 + sympy.exp(-x))) == 0


@pytest.mark.parametrize(
    "term",
    [
        V,
        a("norm", a("inverse", A)),
        bind("tabulate", J, J, K),
        a("apply", bind("lambda", X, X), ONE),
    ],
    ids=repr,
)
def test_what_sympy_has_no_word_for_is_refused(term):
    with pytest.raises(BridgeError):
        to_sympy(term)


@pytest.mark.parametrize(
    ("expression", "term"),
    [
        (sympy.E, a("exp", ONE)),
        (sympy.Float("0.25"), Number(Fraction(1, 4))),
        (sympy.Float("0.1"), Number(Fraction(1, 10))),
        (sympy.GoldenRatio, multiply(HALF, add(ONE, power(Number(5), HALF)))),
        (sympy.Integer(-3), Number(-3)),
    ],
    ids=repr,
)
def test_constants_of_authors_are_exact(expression, term):
    assert from_sympy(expression, Table()) is term


def test_sheets_of_authors_are_read_by_their_table():
    table = Table()
    s, k, lam = sympy.IndexedBase("σ"), sympy.Symbol("K", integer=True), sympy.Symbol("λ")
    j = sympy.Symbol("j", integer=True)
    m = sympy.MatrixSymbol("M", 2, 2)
    matrix_symbol = Symbol("M", matrix(TWO, TWO))
    for expression, term in ((s, V), (k, K), (lam, X), (m, matrix_symbol)):
        table.add(expression, term)
    total = sympy.Sum(sympy.exp(s[j]), (j, 1, k))
    assert from_sympy(total, table) is bind("sum", J, a("exp", Component(V, J)), ONE, K)
    gradient = sympy.Derivative(total, s[k])
    assert from_sympy(gradient, table) is bind("derivative", V, from_sympy(total, table), V, K)
    assert from_sympy(m[0, 1], table) is Component(matrix_symbol, ONE, TWO)
    assert from_sympy(m * m.T, table) is a("matmul", matrix_symbol, a("transpose", matrix_symbol))


@pytest.mark.parametrize(
    "expression", [sympy.Symbol("u"), sympy.zoo, sympy.nan, sympy.DiracDelta(sympy.Symbol("u"))]
)
def test_what_is_not_declared_or_has_no_meaning_is_refused(expression):
    with pytest.raises(BridgeError):
        from_sympy(expression, Table())


def test_a_suggested_antiderivative_is_a_term_again():
    assert antiderivative(a("cos", X), X) is a("sin", X)
    assert antiderivative(a("exp", a("exp", power(X, 2))), X) is None


def test_the_term_algebra_does_not_load_sympy():
    code = (
        "import sys, derive.algebra.differentiate, derive.algebra.presentation, derive.algebra.contraction;"
        "print([m for m in ('sympy', 'mpmath', 'numpy') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
