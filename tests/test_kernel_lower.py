"""Lowering: index notation becomes whole-array code with the same values."""

import numpy as np
import pytest

from derive.core.sort import REAL, matrix, vector
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
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
from derive.kernel.backends.numpy import BACKEND
from derive.kernel.lower import LoweringError, lower
from derive.kernel.program import Argument

K, D, I, J, M = (index(n) for n in ("K", "d", "i", "j", "m"))
X, Y, L = (Symbol(n, REAL) for n in ("x", "y", "l"))
S = Symbol("s", vector(K))
W = Symbol("W", matrix(D, D))
V, U = Symbol("v", vector(D)), Symbol("u", vector(D))
ARGUMENTS = {
    X: Argument("x", X),
    Y: Argument("y", Y),
    L: Argument("l", L),
    S: Argument("s", S, ("K",)),
    W: Argument("W", W, ("d", "d")),
    V: Argument("v", V, ("d",)),
    U: Argument("u", U, ("d",)),
}
EXP_SUM = bind("sum", J, Apply("exp", multiply(L, Component(S, J))), ONE, K)
WIDE = ((I, D), (J, D))
W_V = bind("sum", J, multiply(Component(W, I, J), Component(V, J)), ONE, D)


def compiled(term, symbols, output=()):
    program = lower([(term, output)], tuple(ARGUMENTS[a] for a in symbols))
    namespace = {}
    exec(BACKEND.emit(program, "kernel", ['"""A kernel."""']), namespace)  # noqa: S102  # our own source is what is tested
    return namespace["kernel"]


RNG = np.random.default_rng(1)
x, y, l = RNG.normal(size=(3, 7))
s = RNG.normal(size=(7, 4))
w, v, u = RNG.normal(size=(3, 3)), RNG.normal(size=(7, 3)), RNG.normal(size=(7, 3))
e_x = np.exp(-x)

CASES = {
    "quotients": (divide(X, add(ONE, Apply("exp", negative(X)))), (X,), (), (x,), x / (1 + e_x)),
    "differences": (add(Y, negative(X), MINUS_ONE), (X, Y), (), (x, y), y - x - 1),
    "negative powers": (multiply(Y, power(X, -2)), (X, Y), (), (x, y), y / x**2),
    "choices": (Apply("cases", X, Apply("gt", X, Y), Y), (X, Y), (), (x, y), np.maximum(x, y)),
    "sums along the last axis, batched": (
        divide(Apply("log", EXP_SUM), L), (S, L), (), (s, l), np.log(np.exp(l[:, None] * s).sum(-1)) / l,
    ),
    "output indices": (
        divide(Apply("exp", multiply(L, Component(S, I))), EXP_SUM), (S, L), ((I, K),), (s, l),
        np.exp(l[:, None] * s) / np.exp(l[:, None] * s).sum(-1, keepdims=True),
    ),
    "contractions": (W_V, (W, V), ((I, D),), (w, v), v @ w.T),
    "transposed entries": (Component(W, J, I), (W,), WIDE, (w,), w.T),
    "outer products": (
        multiply(Component(V, I), Component(U, J)), (V, U), WIDE, (v, u), v[:, :, None] * u[:, None, :],
    ),
    "bilinear forms": (
        bind("sum", I, multiply(Component(U, I), W_V), ONE, D), (W, V, U), (), (w, v, u),
        np.einsum("ni,ij,nj->n", u, w, v),
    ),
    "deltas": (
        multiply(Apply("delta", I, J), Component(V, I)), (V,), WIDE, (v,), v[:, :, None] * np.eye(3),
    ),
    "lengths as numbers": (multiply(TWO, K), (S,), (), (s,), 8.0),
    "sums and maxima from the second entry": (
        add(bind("sum", J, Component(S, J), TWO, K), bind("maximum", M, Component(S, M), TWO, K)),
        (S,), (), (s,), s[:, 1:].sum(-1) + s[:, 1:].max(-1),
    ),
    "entries at fixed places": (
        multiply(Component(W, I, TWO), Component(V, ONE)), (W, V), ((I, D),), (w, v), w[:, 1] * v[:, :1],
    ),
    "the same along an axis": (L, (S, L), ((I, K),), (s, l), np.repeat(l[:, None], 4, axis=1)),
    "sums of what has no index": (bind("sum", J, L, ONE, K), (S, L), (), (s, l), 4 * l),
    "products and maxima": (
        multiply(bind("product", J, Component(S, J), ONE, K), bind("maximum", M, Component(S, M), ONE, K)),
        (S,), (), (s,), s.prod(-1) * s.max(-1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_lowered_code_has_the_values_of_the_formula(case):
    term, symbols, output, values, expected = case
    np.testing.assert_allclose(compiled(term, symbols, output)(*values), expected, rtol=1e-13)


def test_blocked_kernels_work_across_blocks_and_on_strided_input():
    kernel = compiled(CASES["differences"][0], (X, Y))
    wide = RNG.normal(size=(3, 40_000))
    np.testing.assert_array_equal(kernel(wide[:, ::2], wide[:, 1::2]), wide[:, 1::2] - wide[:, ::2] - 1)
    np.testing.assert_array_equal(kernel(wide[0], 2.0), 2.0 - wide[0] - 1)


def test_blocked_kernels_write_into_what_is_given():
    out = np.empty((2, 3)).T
    assert compiled(CASES["differences"][0], (X, Y))(np.ones((3, 2)), 5.0, out=out) is out
    np.testing.assert_array_equal(out, np.full((3, 2), 3.0))


def test_arrays_whose_lengths_disagree_are_refused_by_name():
    with pytest.raises(ValueError, match="v has shape"):
        compiled(W_V, (W, V), ((I, D),))(np.eye(3), np.ones(4))


@pytest.mark.parametrize(
    ("term", "part"),
    [
        (Component(S, add(I, ONE)), "plain running index"),
        (Apply("gamma", X), "gamma"),
    ],
)
def test_what_has_no_array_instruction_is_refused_with_its_name(term, part):
    with pytest.raises(LoweringError, match=part):
        lower([(term, ((I, K),))], (ARGUMENTS[S], ARGUMENTS[X]))
