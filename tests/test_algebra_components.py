"""Index calculus: entries and reductions have the values of the array operations they stand for."""

import itertools

import numpy as np
import pytest
from array_values import value

from derive.algebra.components import component, indices_of, scalarize
from derive.algebra.contraction import contract
from derive.algebra.shapes import shape_of
from derive.core.sort import INTEGER, REAL, matrix, vector
from derive.core.term import (
    HALF,
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
    index,
    multiply,
    power,
    subterms,
)

K, D = index("K"), index("d")
I, J, L = map(index, "ijl")
A, B, S = Symbol("A", matrix(K, D)), Symbol("B", matrix(D, K)), Symbol("S", matrix(D, D))
X, Y, Z = Symbol("x", vector(D)), Symbol("y", vector(K)), Symbol("z", vector(D))
R = Symbol("r", matrix(ONE, D))
C = Symbol("c", REAL)
a = Apply


def two(p, q, r, s):
    return a("matrix", a("vector", p, q), a("vector", r, s))


ARRAYS = [
    a("matmul", A, B),
    a("matmul", A, X),
    a("matmul", A, B, A),
    a("matmul", a("transpose", A), Y),
    a("matmul", X, a("transpose", Z)),
    a("matmul", X, a("matmul", a("transpose", Z), X)),
    a("matmul", a("diagonal", Y), A),
    a("matmul", A, a("diagonal", X)),
    a("matmul", A, a("identity", D)),
    a("transpose", a("matmul", A, B)),
    a("transpose", X),
    a("matmul", R, S),
    a("transpose", R),
    add(X, Z, C),
    add(multiply(C, X), multiply(MINUS_ONE, Z)),
    multiply(a("norm", X), X, power(C, 2)),
    a("hadamard", X, Z),
    a("exp", X),
    a("sigmoid", add(a("matmul", S, X), Z)),
    a("max", ZERO, X),
    a("softmax", X),
    a("softmax", R),
    a("log_softmax", R, C),
    a("softmax", a("matmul", A, X), C),
    a("log_softmax", X),
    a("ones", D),
    a("ones", K, D),
    a("diagonal", X),
    a("diagonal", S),
    a("cases", X, a("le", ONE, TWO), Z),
    a("power", S, Number(3)),
    a("power", S, ZERO),
    a("vector", C, ONE, HALF),
    two(C, ONE, TWO, C),
    a("matmul", two(C, ONE, TWO, HALF), a("vector", C, ONE)),
    a("inverse", two(C, ONE, TWO, Number(7))),
    a("inverse", a("matmul", a("diagonal", X), a("identity", D))),
    bind("sum", J, multiply(J, add(X, Component(A, J))), ONE, K),
    bind("tabulate", J, add(Component(Y, J), a("norm", X)), K),
    bind("tabulate", I, bind("tabulate", J, multiply(Component(X, J), Component(Y, I)), D), K),
]
NUMBERS = [
    a("matmul", a("transpose", X), Z),
    a("matmul", a("transpose", Y), a("matmul", A, X)),
    a("matmul", a("transpose", X), S, Z),
    a("matmul", R, X),
    a("inner", X, Z),
    a("inner", S, S),
    a("trace", S),
    a("trace", a("matmul", A, B)),
    a("trace", a("matmul", X, a("transpose", Z))),
    a("norm", add(X, multiply(MINUS_ONE, Z))),
    a("norm", A),
    a("determinant", S),
    a("determinant", two(C, ONE, TWO, C)),
    a("determinant", a("matmul", S, S)),
    a("determinant", multiply(C, S)),
    a("determinant", a("diagonal", X)),
    a("determinant", a("transpose", a("inverse", S))),
    a("lse", X),
    a("lse", R),
    a("cross_entropy", X, Z),
    a("lse", a("matmul", A, X), C),
    a("mean", X),
    a("max", X),
    a("min", a("matmul", A, X)),
    Component(a("softmax", X), TWO),
    Component(a("matmul", A, B), ONE, TWO),
    Component(R, TWO),
    add(a("exp", a("norm", X)), a("matmul", a("transpose", X), X)),
    bind("sum", J, multiply(a("norm", Component(A, J)), Component(Y, J)), ONE, K),
    bind("sum", J, Component(a("softmax", Y), J), ONE, K),
]


def point(k, d):
    generator = np.random.default_rng(100 * k + d)
    arrays = {A: (k, d), B: (d, k), S: (d, d), X: d, Y: k, Z: d, R: (1, d)}
    at = {s: generator.integers(1, 9, shape) / 4.0 for s, shape in arrays.items()}
    at[S] = at[S] + 5 * np.eye(d)
    return {**at, K: k, D: d, C: 1.5}


def array_operations(term):
    opaque = ("inverse", "determinant", "power")
    for t in subterms(term):
        if isinstance(t, Binder | Component) or getattr(t, "head", None) in opaque:
            continue
        if isinstance(t, Apply) and shape_of(t):
            yield t


@pytest.mark.parametrize("dimensions", [(2, 3), (3, 2), (2, 2)])
@pytest.mark.parametrize("term", ARRAYS, ids=repr)
def test_entries_are_those_of_the_array(term, dimensions):
    at = point(*dimensions)
    shape = shape_of(term)
    indices = indices_of(term)
    entry = component(term, *indices)
    whole = value(term, at)
    assert np.shape(whole) == tuple(round(value(s, at)) for s in shape)
    for place in itertools.product(*map(range, np.shape(whole))):
        here = at | {i: n + 1 for i, n in zip(indices, place, strict=True)}
        assert value(entry, here) == pytest.approx(whole[place], rel=1e-9)


@pytest.mark.parametrize("dimensions", [(2, 3), (3, 2)])
@pytest.mark.parametrize("term", NUMBERS, ids=repr)
def test_numbers_keep_their_value(term, dimensions):
    at = point(*dimensions)
    assert value(scalarize(term), at) == pytest.approx(value(term, at), rel=1e-9)


@pytest.mark.parametrize("term", NUMBERS, ids=repr)
def test_no_array_operation_is_left(term):
    left = [t for t in array_operations(scalarize(term)) if t not in (S, a("inverse", S))]
    assert left == []


def test_new_indices_never_clash_with_those_around():
    entry = component(a("matmul", A, B), J, J)
    assert value(entry, point(2, 3) | {J: 2}) == pytest.approx(value(a("matmul", A, B), point(2, 3))[1, 1])
    inside = bind("sum", J, Component(a("matmul", A, B), J, J), ONE, K)
    assert value(scalarize(inside), point(3, 2)) == pytest.approx(
        np.trace(value(a("matmul", A, B), point(3, 2)))
    )


DELTAS = [
    multiply(a("delta", I, L), Component(X, I)),
    multiply(Component(X, I), a("delta", L, I)),
    multiply(add(a("delta", I, L), multiply(MINUS_ONE, Component(X, L))), Component(Z, I)),
    multiply(a("delta", add(I, ONE), L), Component(X, I)),
    multiply(a("delta", I, L), a("delta", I, L), Component(X, I)),
    multiply(a("delta", I, ONE), Component(X, I)),
    bind("sum", J, multiply(a("delta", I, L), Component(S, I, J)), ONE, D),
    bind("sum", J, multiply(a("delta", I, J), Component(S, L, J)), ONE, D),
    bind("sum", J, multiply(a("delta", I, J), Component(S, L, J)), I, D),
    add(a("delta", I, L), Component(X, I)),
    Component(X, I),
    power(add(a("delta", I, L), ONE), 2),
]


@pytest.mark.parametrize("body", DELTAS, ids=repr)
@pytest.mark.parametrize("upper", [D, add(D, MINUS_ONE)], ids=repr)
def test_contraction_keeps_the_value_also_where_the_index_is_out_of_range(body, upper):
    term = bind("sum", I, body, ONE, upper)
    for place in (0, 1, 2, 3):
        at = point(2, 3) | {L: place}
        needed = {Component(X, L), Component(S, L, J)}
        if place == 0 and any(t in needed for t in subterms(body)):
            continue
        assert value(contract(term), at) == pytest.approx(value(term, at)), place


def test_a_delta_with_a_fraction_is_not_contracted():
    """It is 0 for all indices where k/2 is no integer."""
    term = bind("sum", I, multiply(a("delta", I, multiply(L, power(TWO, -1))), I), ONE, D)
    assert contract(term) is term


def test_contraction_drops_the_guard_only_where_the_range_is_proved():
    term = bind("sum", I, multiply(a("delta", I, L), Component(X, I)), ONE, D)
    assert contract(term, {a("le", ONE, L), a("le", L, D)}.__contains__) is Component(X, L)
    assert contract(term, {a("le", ONE, L)}.__contains__) is a("cases", Component(X, L), a("le", L, D), ZERO)
    shorter = bind("sum", I, multiply(a("delta", I, L), Component(X, I)), TWO, D)
    assert contract(shorter, {a("le", ONE, L), a("le", L, D)}.__contains__) is not Component(X, L)


def test_a_hypothesis_about_a_free_index_says_nothing_about_a_bound_one():
    """The index of the outer table runs to K, though a free j is known to be at most d."""
    table = bind("tabulate", J, bind("sum", I, multiply(a("delta", I, J), Component(X, I)), ONE, D), K)
    known = {a("le", ONE, J), a("le", J, D)}
    opened = contract(table, known.__contains__)
    assert any(getattr(t, "head", "") == "cases" for t in subterms(opened))


def test_an_inner_index_is_known_to_lie_in_the_range_of_its_own_sum():
    inner = bind("sum", I, multiply(a("delta", I, J), Component(X, I)), ONE, D)
    assert contract(bind("sum", J, inner, ONE, D)) is bind("sum", J, Component(X, J), ONE, D)
    assert Symbol("j", INTEGER) is J
