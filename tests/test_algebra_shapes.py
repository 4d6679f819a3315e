"""Shapes with symbolic dimensions: what fits, and what does not."""

import pytest

from derive.algebra.shapes import ShapeError, broadcasts, shape_of, sort_of
from derive.core.sort import BOOLEAN, COMPLEX, INTEGER, REAL, FunctionSort, matrix, vector
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    index,
    multiply,
    power,
)

K, D, J = map(index, "KdJ")
A, S = Symbol("A", matrix(K, D)), Symbol("S", matrix(D, D))
X, Y = Symbol("x", vector(D)), Symbol("y", vector(K))
ROW, COLUMN = Symbol("r", matrix(ONE, D)), Symbol("c", matrix(D, ONE))
C, Z = Symbol("c", REAL), Symbol("z", COMPLEX)
F = Symbol("f", FunctionSort((vector(D),), REAL))
a = Apply

FITS = [
    (Component(a("softmax", Symbol("u", vector(ONE))), J), ()),
    (a("matmul", A, X), (K,)),
    (a("matmul", A, COLUMN), (K,)),
    (a("matmul", a("transpose", X), X), ()),
    (a("matmul", X, a("transpose", Y)), (D, K)),
    (a("matmul", X, ROW), (D, D)),
    (a("matmul", ROW, X), ()),
    (a("matmul", C, X), (D,)),
    (a("transpose", X), (ONE, D)),
    (a("transpose", a("transpose", X)), (D,)),
    (COLUMN, (D,)),
    (add(X, C), (D,)),
    (add(X, COLUMN), (D,)),
    (a("sigmoid", X), (D,)),
    (a("softmax", Y, C), (K,)),
    (a("lse", Y), ()),
    (a("lse", ROW), ()),
    (a("softmax", ROW), (ONE, D)),
    (a("max", X), ()),
    (a("max", ZERO, X), (D,)),
    (a("diagonal", X), (D, D)),
    (a("diagonal", S), (D,)),
    (a("inverse", S), (D, D)),
    (a("norm", A), ()),
    (a("identity", D), (D, D)),
    (a("vector", C, ONE, TWO), (Number(3),)),
    (a("matrix", a("vector", C, ONE), a("vector", C, C)), (TWO, TWO)),
    (Component(A, J), (D,)),
    (Component(A, J, J), ()),
    (Component(ROW, J), ()),
    (bind("tabulate", J, Component(X, J), D), (D,)),
    (bind("tabulate", J, X, K), (K, D)),
    (bind("sum", J, multiply(J, X), ONE, K), (D,)),
    (bind("derivative", X, a("lse", X), Symbol("w", vector(D))), (D,)),
    (bind("derivative", X, a("lse", X), Symbol("w", vector(D)), J), ()),
    (a("apply", F, X), ()),
    (a("eq", X, a("exp", X)), ()),
    (a("ones", add(K, ONE)), (add(K, ONE),)),
    (add(a("ones", add(K, ONE)), a("zeros", add(ONE, K))), (add(K, ONE),)),
]

CLASHES = [
    add(X, Y),
    add(X, ROW),
    a("matmul", A, Y),
    a("matmul", X, X),
    a("matmul", A, a("transpose", X)),
    a("matmul", A, A),
    a("inner", X, Y),
    a("hadamard", X, Y),
    a("trace", A),
    a("inverse", A),
    a("determinant", A),
    power(A, 2),
    multiply(X, X),
    a("eq", X, Y),
    a("eq", X, C),
    a("apply", F, Y),
    a("cases", X, a("lt", C, ONE), Y),
    a("matrix", a("vector", C, ONE), a("vector", C)),
    add(a("ones", K), a("ones", add(K, ONE))),
    add(a("vector", C, C), a("vector", C, C, C)),
    Component(C, J),
    Component(X, J, J),
    a("lse", X, C, C),
    a("softmax", A),
    a("cross_entropy", X, Y),
    a("norm", add(X, Y)),
    a("delta", ONE, a("inner", X, Y)),
    a("and", a("lt", C, ONE), a("eq", X, Y)),
    a("no such function", X),
]


@pytest.mark.parametrize(("term", "shape"), FITS, ids=repr)
def test_shape_is_inferred(term, shape):
    assert shape_of(term) == shape


@pytest.mark.parametrize("term", CLASHES, ids=repr)
def test_clash_is_an_error(term):
    with pytest.raises(ShapeError):
        sort_of(term)


def test_the_error_carries_the_part_and_both_shapes():
    part = add(X, Y)
    with pytest.raises(ShapeError) as error:
        sort_of(a("exp", part))
    assert error.value.term is part
    assert error.value.shapes == ((D,), (K,))
    assert "d and K" in str(error.value)


def test_adding_a_number_to_a_vector_is_reported():
    sum_ = add(X, C)
    assert broadcasts(a("norm", add(sum_, X))) == (sum_,)
    assert broadcasts(add(X, X)) == ()


@pytest.mark.parametrize(
    ("term", "sort"),
    [
        (add(J, ONE), INTEGER),
        (add(J, HALF), REAL),
        (power(J, 2), INTEGER),
        (power(J, -1), REAL),
        (a("factorial", J), INTEGER),
        (a("floor", C), INTEGER),
        (a("exp", J), REAL),
        (a("exp", Z), COMPLEX),
        (a("abs", Z), REAL),
        (multiply(Z, C), COMPLEX),
        (bind("sum", J, J, ONE, K), INTEGER),
        (a("lt", C, ONE), BOOLEAN),
        (a("max", J, ONE), INTEGER),
    ],
    ids=repr,
)
def test_fields_are_as_small_as_is_known(term, sort):
    assert sort_of(term) == sort
