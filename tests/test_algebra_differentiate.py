"""Derivatives against difference quotients, indices that must not clash, and where rules are valid."""

import itertools

import mpmath
import numpy as np
import pytest
from array_values import value
from theory_values import evaluate, holds

from derive.algebra.components import scalarize
from derive.algebra.differentiate import DerivativeError, differentiate, resolve, smoothness
from derive.algebra.shapes import shape_of
from derive.core.sort import COMPLEX, REAL, FunctionSort, matrix, vector
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
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
)

a = Apply
T, U = Symbol("t", REAL), Symbol("u", REAL)
V = Symbol("v", REAL)
K, D, I, J, L = map(index, "Kdijk")
X, Y, B = Symbol("x", vector(D)), Symbol("y", vector(K)), Symbol("b", vector(K))
A, S = Symbol("A", matrix(K, D)), Symbol("S", matrix(D, D))

SIGMOID = divide(ONE, add(ONE, a("exp", negative(T))))
THIRD = Number(3)

SCALAR = [
    SIGMOID,
    power(T, 5),
    power(T, HALF),
    power(T, T),
    power(TWO, T),
    power(T, Number(-3)),
    power(add(T, ONE), U),
    power(U, multiply(T, T)),
    a("root", T, THIRD),
    multiply(T, a("sin", T), a("exp", multiply(U, T))),
    a("log", a("cosh", multiply(TWO, T))),
    a("tanh", a("tan", T)),
    a("abs", add(T, negative(U))),
    a("max", T, U, power(T, 2)),
    a("min", T, multiply(TWO, U), ONE),
    a("cases", power(T, 2), a("lt", T, ONE), add(multiply(TWO, T), MINUS_ONE)),
    a("cases", T, a("lt", T, ZERO), power(T, 2), a("lt", T, TWO), a("exp", T)),
    a("atan2", T, U),
    a("normal_pdf", T, U, add(T, U)),
    a("log_base", U, add(TWO, T)),
    a("gamma", T),
    a("erf", power(T, 2)),
    a("leaky_relu", T, U),
    a("clip", T, ZERO, ONE),
    a("mod", T, U),
    bind("sum", J, power(T, J), ONE, Number(4)),
    bind("sum", J, a("exp", multiply(J, T)), ZERO, THIRD),
    bind("product", J, add(T, J), ONE, Number(4)),
    bind("product", J, U, ONE, TWO),
]


def slope(term, at, variable):
    return mpmath.diff(lambda t: evaluate(term, {**at, variable: t}), at[variable])


@pytest.mark.parametrize("term", SCALAR, ids=repr)
def test_derivative_is_the_slope_wherever_the_smoothness_holds(term):
    derivative, conditions = differentiate(term, T), smoothness(term, T)
    tested = 0
    with mpmath.workdps(50):
        for t, u in itertools.product((-1.75, -0.5, 0, 0.25, 0.75, 1, 1.5, 2.125), (0.625, 1.75)):
            at = {T: mpmath.mpf(t), U: mpmath.mpf(u)}
            if not all(holds(c, at) for c in conditions) or evaluate(term, at) is None:
                continue
            exact = evaluate(derivative, at)
            if exact is None:
                continue
            assert abs(exact - slope(term, at, T)) < mpmath.mpf(10) ** -15 * (1 + abs(exact)), at
            tested += 1
    assert tested >= 3


@pytest.mark.parametrize(
    ("term", "kinks"),
    [
        (a("abs", T), [0]),
        (a("relu", add(T, negative(ONE))), [1]),
        (a("max", T, power(T, 2)), [0, 1]),
        (a("cases", T, a("lt", T, ONE), ZERO), [1]),
        (a("indicator", a("lt", T, TWO)), [2]),
        (a("floor", T), [0, 1, 2]),
        (power(power(T, 2), HALF), [0]),
        (a("asin", T), [1, 2]),
        (bind("sum", J, a("abs", add(T, negative(J))), ONE, TWO), [1, 2]),
        (a("cases", a("abs", T), a("lt", T, ONE), T), [0, 1]),
    ],
    ids=repr,
)
def test_kinks_are_excluded_and_nothing_else(term, kinks):
    conditions = smoothness(term, T)
    for t in (-0.5, 0, 0.25, 1, 2):
        assert all(holds(c, {T: mpmath.mpf(t)}) for c in conditions) == (t not in kinks)


def test_a_condition_under_a_sum_holds_for_all_its_indices():
    (condition,) = smoothness(bind("sum", J, a("abs", Component(X, J)), ONE, D), X)
    bounds = a("and", a("le", ONE, J), a("le", J, D))
    assert condition is bind("forall", J, a("implies", bounds, a("ne", Component(X, J), ZERO)))


def test_smooth_functions_need_no_condition():
    assert smoothness(SIGMOID, T) == ()
    assert smoothness(a("abs", U), T) == ()
    assert smoothness(a("lse", X), X) == ()


X_1, X_2 = Component(X, ONE), Component(X, TWO)

ARRAYS = [
    (a("lse", X), X),
    (a("softmax", X), X),
    (a("log_softmax", X), X),
    (a("norm", X), X),
    (a("matmul", A, X), X),
    (a("matmul", A, X), A),
    (add(a("matmul", A, X), B), B),
    (a("matmul", a("transpose", X), S, X), X),
    (a("matmul", a("transpose", X), S, X), S),
    (a("trace", a("matmul", S, S)), S),
    (a("inner", X, X), X),
    (a("sigmoid", X), X),
    (a("matmul", a("transpose", Y), a("sigmoid", add(a("matmul", A, X), B))), A),
    (a("sigmoid", a("matmul", a("transpose", Y), a("tanh", add(a("matmul", A, X), B)))), X),
    (bind("sum", I, Component(X, I), ONE, D), X),
    (bind("sum", I, multiply(I, power(Component(X, I), 2)), TWO, D), X),
    (bind("product", I, Component(X, I), ONE, D), X),
    (
        a(
            "determinant",
            a("matrix", a("vector", Component(X, ONE), ONE), a("vector", TWO, Component(X, TWO))),
        ),
        X,
    ),
    (a("lse", a("matmul", A, X), Number(2)), X),
]


def numeric_gradient(term, variable, at):
    base = at[variable]
    h = 1e-6
    result = np.empty((*np.shape(value(term, at)), *base.shape))
    for place in np.ndindex(base.shape):
        step = np.zeros_like(base)
        step[place] = h
        change = np.array(value(term, {**at, variable: base + step})) - value(
            term, {**at, variable: base - step}
        )
        result[(..., *place)] = change / (2 * h)
    return result


@pytest.mark.parametrize("dimensions", [(2, 3), (3, 2)])
@pytest.mark.parametrize(("term", "variable"), ARRAYS, ids=repr)
def test_gradients_and_jacobians_have_the_indices_of_the_term_first(term, variable, dimensions):
    k, d = dimensions
    generator = np.random.default_rng(7)
    at = {X: generator.normal(size=d), Y: generator.normal(size=k), B: generator.normal(size=k), K: k, D: d}
    at |= {A: generator.normal(size=(k, d)), S: generator.normal(size=(d, d))}
    derivative = differentiate(term, variable)
    assert shape_of(derivative) == (*shape_of(term), *shape_of(variable))
    assert value(derivative, at) == pytest.approx(numeric_gradient(term, variable, at), rel=1e-5, abs=1e-7)


def test_a_bound_index_never_clashes_with_a_free_one():
    """The derivative of sum_i x_i by x_i is one for the free i, and not K."""
    total = bind("sum", I, Component(X, I), ONE, D)
    derivative = differentiate(total, X, I)
    assert derivative is bind("sum", J, a("delta", J, I), ONE, D)
    assert value(derivative, {D: 3, I: 2}) == 1


def test_an_entry_of_an_inverse():
    at = {S: np.array([[3.0, 1.0], [0.5, 2.0]]), D: 2}
    inverse = Component(a("inverse", S), ONE, TWO)
    derivative = differentiate(inverse, S, TWO, ONE)
    h = 1e-6
    step = np.array([[0, 0], [h, 0]])
    up, down = (np.linalg.inv(at[S] + sign * step)[0, 1] for sign in (1, -1))
    assert value(derivative, at) == pytest.approx((up - down) / (2 * h), rel=1e-6)
    assert value(differentiate(a("determinant", S), S, TWO, ONE), at) == pytest.approx(-1.0)


F1 = Symbol("f", FunctionSort((REAL,), REAL))
F2 = Symbol("g", FunctionSort((REAL, REAL), REAL))
FV = Symbol("J", FunctionSort((vector(K),), REAL))


def prime(f, at):
    return bind("derivative", V, a("apply", f, V), at)


def test_the_chain_rule_reaches_through_unknown_functions_once():
    inner = a("sin", T)
    assert differentiate(a("apply", F1, inner), T) is multiply(prime(F1, inner), a("cos", T))
    assert differentiate(prime(F1, T), T) is bind("derivative", V, prime(F1, V), T)
    assert resolve(bind("derivative", V, a("apply", F1, power(V, 2)), T)) is multiply(
        prime(F1, power(T, 2)), multiply(TWO, T)
    )


def test_mixed_partial_derivatives_of_unknown_functions_commute():
    g = a("apply", F2, T, U)
    assert differentiate(differentiate(g, T), U) is differentiate(differentiate(g, U), T)
    assert differentiate(g, T) is not differentiate(g, U)
    assert differentiate(a("apply", F2, T, T), T).head == "add"


def test_an_unknown_function_of_a_vector_sums_over_its_components():
    """dJ/dA_ij with J = J(Ax + b) is sum_m J_m delta(m, i) x_j."""
    y = add(a("matmul", A, X), B)
    derivative = differentiate(a("apply", FV, y), A, I, J)
    (outer,) = [t for t in subterms(derivative) if isinstance(t, Binder) and t.kind == "derivative"][:1]
    assert outer.parameters[0] is y
    assert isinstance(derivative, Binder)
    assert derivative.parameters == (ONE, K)


def test_derivatives_inside_terms_are_worked_out_by_resolve():
    twice = bind("derivative", V, bind("derivative", U, power(U, 3), V), T)
    with mpmath.workdps(30):
        assert evaluate(resolve(twice), {T: mpmath.mpf(2)}) == 12
    entry = bind("derivative", Symbol("w", vector(D)), a("lse", Symbol("w", vector(D))), X, L)
    at = {X: np.array([1.0, 2.0]), D: 2, L: 1}
    assert value(resolve(entry), at) == pytest.approx(1 / (1 + np.e))
    under = bind("sum", J, bind("derivative", V, power(V, J), T), ONE, K)
    assert value(resolve(under), {T: 2.0, K: 3}) == pytest.approx(1 + 4 + 12)
    applied = a("apply", bind("lambda", V, bind("derivative", U, power(U, 2), V)), T)
    assert value(resolve(applied), {T: 3.0}) == 6


def test_leibniz_rule_with_moving_ends():
    moving = bind("integral", V, power(multiply(V, T), 2), T, power(T, 2))
    derivative = differentiate(moving, T)
    expected = [
        multiply(power(multiply(power(T, 2), T), 2), multiply(TWO, T)),
        multiply(MINUS_ONE, power(multiply(T, T), 2)),
    ]
    assert all(part in derivative.children for part in expected)
    assert derivative.children[0].kind == "integral"


def test_leibniz_rule_over_an_infinite_range_needs_a_bound_of_the_derivative():
    decay = multiply(MINUS_ONE, T)
    improper = bind("integral", V, a("exp", multiply(decay, V)), ZERO, INFINITY)
    assert differentiate(improper, T).kind == "integral"
    (condition,) = smoothness(improper, T)
    assert condition == a("lt", decay, ZERO)


def test_an_integrand_with_a_kink_or_pole_at_a_moving_end_is_conditional():
    jump = bind("integral", V, a("floor", V), ZERO, T)
    assert a("not", a("member", T, a("integers"))) in smoothness(jump, T)
    pole = bind("integral", V, a("log", V), ONE, T)
    assert a("lt", ZERO, T) in smoothness(pole, T)


@pytest.mark.parametrize(
    "term",
    [
        a("factorial", T),
        bind("sum", J, J, ONE, T),
        bind("maximum", J, multiply(J, T), ONE, K),
        bind("limit", V, power(V, T), ONE, ZERO),
        bind("integral", V, multiply(a("sin", multiply(T, V)), power(V, -1)), ZERO, INFINITY),
        bind("integral", V, power(add(ONE, multiply(power(T, 2), power(V, 2))), -1), ZERO, INFINITY),
    ],
    ids=repr,
)
def test_what_has_no_rule_is_refused(term):
    with pytest.raises(DerivativeError):
        differentiate(term, T)


@pytest.mark.parametrize("head", ["conj", "re", "abs", "max"])
def test_what_is_not_analytic_has_no_derivative_by_a_complex_variable(head):
    z = Symbol("z", COMPLEX)
    with pytest.raises(DerivativeError):
        differentiate(a(head, multiply(z, z)), z)
    assert differentiate(a("exp", z), z) is a("exp", z)


def test_what_does_not_contain_the_variable_has_derivative_zero():
    assert differentiate(bind("limit", V, power(V, U), ONE, ZERO), T) is ZERO
    assert differentiate(bind("sum", T, T, ONE, K), T) is ZERO
    assert differentiate(Component(X, I), Y, J) is ZERO
    assert scalarize(differentiate(X, T)) is not ZERO
