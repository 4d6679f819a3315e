"""Rules about order reject what is not an instance of them, however plausible the conclusion is."""

import pytest

from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL, vector
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    multiply,
    power,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

X, Y = Symbol("x", REAL), Symbol("y", REAL)
N, K, J = Symbol("n", INTEGER), Symbol("k", INTEGER), Symbol("j", INTEGER)
V = Symbol("v", vector(N))
M = Symbol("m", INTEGER)


def lt(a, b):
    return Apply("lt", a, b)


def le(a, b):
    return Apply("le", a, b)


def node(rule, hypotheses, goal, *premises, arguments=()):
    below = tuple(ProofTree("hypothesis", Sequent(tuple(h), g)) for h, g in premises)
    return ProofTree(rule, Sequent(tuple(hypotheses), goal), below, tuple(arguments))


def accepted(tree):
    try:
        rules()[tree.rule](tree, Tables(Effort(10**6)))
    except RejectedError:
        return False
    return True


SQUARE = power(X, TWO)
SLOPE = multiply(TWO, X)
RANGE = (le(ONE, J), le(J, N))
TOTAL = bind("sum", K, Component(V, K), ONE, N)
LARGEST = bind("maximum", K, Component(V, K), ONE, N)
ODD = Number(3)


def scaled(hypotheses):
    goal = le(ZERO, multiply(Y, X))
    gap = Apply("eq", subtract(multiply(Y, X), ZERO), multiply(Y, subtract(X, ZERO)))
    return node("moved", hypotheses, goal, ([], gap), ([], le(ZERO, X)), arguments=(Y,))


ROWS = [
    (
        "a slope from an end",
        True,
        node(
            "mean-value",
            [le(ZERO, X)],
            le(ZERO, SQUARE),
            ([le(ZERO, X), lt(ZERO, X)], le(ZERO, SLOPE)),
            ([], le(ZERO, power(ZERO, TWO))),
            arguments=(X, ZERO),
        ),
    ),
    (
        "a strict conclusion at the end itself",
        False,
        node(
            "mean-value",
            [le(ZERO, X)],
            lt(ZERO, SQUARE),
            ([le(ZERO, X), lt(ZERO, X)], lt(ZERO, SLOPE)),
            ([], le(ZERO, power(ZERO, TWO))),
            arguments=(X, ZERO),
        ),
    ),
    (
        "a slope on the wrong side",
        False,
        node(
            "mean-value",
            [le(X, ZERO)],
            le(ZERO, SQUARE),
            ([le(X, ZERO)], le(ZERO, SLOPE)),
            ([], le(ZERO, power(ZERO, TWO))),
            arguments=(X, ZERO),
        ),
    ),
    (
        "a slope over a pole",
        False,
        node(
            "mean-value",
            [le(MINUS_ONE, X)],
            le(ZERO, power(X, MINUS_ONE)),
            ([le(MINUS_ONE, X), lt(MINUS_ONE, X)], le(ZERO, multiply(MINUS_ONE, power(X, Number(-2))))),
            ([], le(ZERO, power(MINUS_ONE, MINUS_ONE))),
            arguments=(X, MINUS_ONE),
        ),
    ),
    (
        "balls on the whole interval",
        True,
        node("enclosed", [le(ONE, X), le(X, TWO)], lt(ZERO, SQUARE), arguments=(X, ONE, TWO)),
    ),
    (
        "balls on a part of the interval",
        False,
        node("enclosed", [le(ZERO, X), le(X, TWO)], lt(ZERO, SQUARE), arguments=(X, ONE, TWO)),
    ),
    ("a positive factor", True, scaled([lt(ZERO, Y)])),
    ("a factor of unknown sign", False, scaled([])),
    (
        "a period",
        True,
        node(
            "periodic",
            [],
            le(Apply("sin", X), ONE),
            ([le(ZERO, X), le(X, multiply(TWO, Apply("pi")))], le(Apply("sin", X), ONE)),
            arguments=(X, ONE),
        ),
    ),
    (
        "half a period",
        False,
        node(
            "periodic",
            [],
            le(ZERO, Apply("sin", X)),
            ([le(ZERO, X), le(X, multiply(ONE, Apply("pi")))], le(ZERO, Apply("sin", X))),
            arguments=(X, ONE),
        ),
    ),
    ("an odd power", True, node("odd-power", [], lt(power(X, ODD), power(Y, ODD)), ([], lt(X, Y)))),
    ("an even power", False, node("odd-power", [], lt(power(X, TWO), power(Y, TWO)), ([], lt(X, Y)))),
    ("a step between integers", True, node("integer-step", [], le(N, M), ([], lt(N, add(M, ONE))))),
    ("a step between real numbers", False, node("integer-step", [], le(X, Y), ([], lt(X, add(Y, ONE))))),
    (
        "one of the largest",
        True,
        node("one-of-all", [le(ONE, M), le(M, N)], le(Component(V, M), LARGEST), arguments=(M,)),
    ),
    (
        "an index out of range",
        False,
        node("one-of-all", [le(ONE, M)], le(Component(V, M), LARGEST), arguments=(M,)),
    ),
    (
        "one term of a sum",
        True,
        node(
            "one-term",
            [le(ONE, M), le(M, N)],
            le(Component(V, M), TOTAL),
            (RANGE, le(ZERO, Component(V, J))),
            ([], le(Component(V, M), Component(V, M))),
            arguments=(J, M),
        ),
    ),
    (
        "one term, strictly, of perhaps one",
        False,
        node(
            "one-term",
            [le(ONE, M), le(M, N)],
            lt(Component(V, M), TOTAL),
            (RANGE, lt(ZERO, Component(V, J))),
            ([], le(Component(V, M), Component(V, M))),
            arguments=(J, M),
        ),
    ),
    (
        "a sign that alternates, over the real numbers",
        False,
        node(
            "relaxed",
            [le(ONE, N)],
            le(ZERO, power(MINUS_ONE, N)),
            ([le(ONE, X)], le(ZERO, power(MINUS_ONE, X))),
            arguments=(N, X),
        ),
    ),
    ("an outer product", False, node("gram", [], le(ZERO, Apply("matmul", V, Apply("transpose", V))))),
    ("the square of a norm", True, node("gram", [], le(ZERO, Apply("inner", V, V)))),
    (
        "the negation of a goal refutes a hypothesis",
        True,
        node(
            "contradiction",
            [lt(SQUARE, X)],
            lt(X, ONE),
            ([Apply("ge", X, ONE)], Apply("ge", SQUARE, X)),
            arguments=(lt(SQUARE, X),),
        ),
    ),
    (
        "a contradiction from nothing",
        False,
        node(
            "contradiction",
            [],
            lt(X, ONE),
            ([Apply("ge", X, ONE)], Apply("ge", SQUARE, X)),
            arguments=(lt(SQUARE, X),),
        ),
    ),
]


@pytest.mark.parametrize(("name", "wanted", "tree"), ROWS, ids=[r[0] for r in ROWS])
def test_a_rule_accepts_its_instances_only(name, wanted, tree):
    assert accepted(tree) is wanted, name
