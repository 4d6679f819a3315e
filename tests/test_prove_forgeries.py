"""Trees made by hand that would prove something false, each rejected by the rule at fault."""

import pytest

from derive.core.effort import Effort
from derive.core.sort import COMPLEX, INTEGER, REAL, matrix, vector
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    bind,
    divide,
    multiply,
    power,
    subtract,
)
from derive.core.verdict import Assignment, ProofTree, Sequent
from derive.prove.calculus.growth import is_continuous
from derive.prove.observe import is_well_sorted
from derive.prove.replay import replay
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

THREE = Number(3)
x, y = Symbol("x", REAL), Symbol("y", REAL)
z, w = Symbol("z", COMPLEX), Symbol("w", COMPLEX)
i, j, k, n, K = (Symbol(name, INTEGER) for name in "ijknK")
u, v = Symbol("u", vector(K)), Symbol("v", vector(K))
A, B = Symbol("A", matrix(TWO, TWO)), Symbol("B", matrix(TWO, TWO))


def eq(a, b):
    return Apply("eq", a, b)


def node(rule, hypotheses, goal, *premises, arguments=()):
    return ProofTree(rule, Sequent(hypotheses, goal), premises, arguments)


def given(goal, *others):
    return node("hypothesis", (goal, *others), goal)


def premise(goal, *hypotheses):
    """A premise that is taken for granted: only the rule above it is under test."""
    return node("hypothesis", hypotheses, goal)


LOOSE = Symbol("#0", INTEGER)
LATER = bind("forall", i, bind("exists", j, Apply("lt", i, j)))
CAUGHT = bind("exists", j, Apply("lt", j, j))
LESS, NOT_LESS = Apply("lt", u, v), Apply("ge", u, v)
SIGNS = eq(power(MINUS_ONE, n), Number(5))
SQUARED = eq(power(A, TWO), power(B, TWO))
POSITIVE = (Apply("ge", A, ZERO), Apply("ge", B, ZERO), SQUARED)
CUBED = eq(power(z, THREE), power(w, THREE))
EXPONENTIALS = eq(Apply("exp", z), Apply("exp", w))
INFINITE = eq(bind("limit", x, x, INFINITY, ZERO), INFINITY)
PARTIAL = bind("sum", j, power(Component(u, j), TWO), ONE, k)
WHOLE = Apply("inner", u, u)
BELOW = Apply("le", power(subtract(z, w), TWO), multiply(ONE, subtract(x, y)))

EVERY = bind("forall", Symbol("x", vector(n)), eq(Apply("inner", Symbol("x", vector(n)), v), ZERO))
POSITIVE_SIZE = (Apply("le", ONE, n), EVERY)
MULTIPLE_OF_SIZE = eq(multiply(n, x), ZERO)
NEXT = eq(multiply(Apply("add", n, ONE), x), ZERO)
ENTRYWISE = eq(Apply("hadamard", u, v), Apply("zeros", K))
GAPS = multiply(ONE, subtract(u, Apply("zeros", K)), subtract(v, Apply("zeros", K)))

IMAGINARY = multiply(Apply("imaginary"), u)
SELF_POWERS = bind("sum", k, divide(power(k, k), Apply("factorial", k)), ZERO, INFINITY)

FORGED = {
    "a loose variable is caught by a binder": node(
        "instance", (LATER,), CAUGHT, given(CAUGHT, LATER), arguments=(LATER, LOOSE)
    ),
    "an index that is a dimension": node(
        "termwise",
        (),
        eq(bind("sum", k, PARTIAL, ONE, THREE), bind("sum", k, WHOLE, ONE, THREE)),
        premise(eq(bind("sum", j, power(Component(u, j), TWO), ONE, K), WHOLE)),
        arguments=(K,),
    ),
    "vectors in neither order": node(
        "split", (), eq(x, y), premise(eq(x, y), LESS), premise(eq(x, y), NOT_LESS), arguments=(LESS,)
    ),
    "an exponent that is no integer symbol any more": node(
        "rewriting",
        (eq(n, x),),
        SIGNS,
        premise(eq(power(MINUS_ONE, x), Number(5)), eq(n, x)),
        arguments=(n, x),
    ),
    "squares of matrices": node("squared", POSITIVE, eq(A, B), given(SQUARED, *POSITIVE)),
    "cubes of complex numbers": node("odd-root", (CUBED,), eq(z, w), given(CUBED), arguments=(THREE,)),
    "exponentials of complex numbers": node(
        "cancelled", (EXPONENTIALS,), eq(z, w), given(EXPONENTIALS), arguments=(Apply("exp", z),)
    ),
    "squares of complex numbers are not above 0": node(
        "null-square",
        (eq(x, y), BELOW),
        eq(z, w),
        given(BELOW, eq(x, y)),
        arguments=(eq(x, y), ONE),
    ),
    "the square of an imaginary vector": node(
        "gram", (), Apply("le", ZERO, Apply("inner", IMAGINARY, IMAGINARY)), arguments=()
    ),
    "a symbol named like the index of a lemma": node(
        "value-lemma",
        (),
        eq(SELF_POWERS, Apply("exp", k)),
        arguments=(Symbol("exponential", REAL), ZERO, ZERO, k),
    ),
    "induction on a dimension of a bound variable": node(
        "induction",
        POSITIVE_SIZE,
        MULTIPLE_OF_SIZE,
        premise(eq(multiply(ONE, x), ZERO), EVERY),
        premise(NEXT, *POSITIVE_SIZE, MULTIPLE_OF_SIZE),
        arguments=(n, ONE),
    ),
    "a dimension of a bound variable as a real number": node(
        "relaxed",
        POSITIVE_SIZE,
        Apply("lt", ZERO, n),
        premise(Apply("lt", ZERO, x), Apply("le", ONE, x), EVERY),
        arguments=(n, x),
    ),
    "a dimension of a bound variable as an index": node(
        "generalisation",
        (EVERY,),
        bind("forall", k, eq(k, x)),
        premise(eq(n, x), EVERY),
        arguments=(n,),
    ),
    "arrays whose product is 0": node(
        "factored",
        (ENTRYWISE,),
        eq(x, y),
        premise(eq(subtract(*ENTRYWISE.children), GAPS), ENTRYWISE),
        premise(eq(x, y), eq(u, Apply("zeros", K))),
        premise(eq(x, y), eq(v, Apply("zeros", K))),
        arguments=(ENTRYWISE, ONE, eq(u, Apply("zeros", K)), eq(v, Apply("zeros", K))),
    ),
    "a matrix that is not 0 is cancelled": node(
        "scaled",
        (Apply("ne", ZERO, A),),
        eq(B, power(B, TWO)),
        premise(eq(multiply(A, B), multiply(A, power(B, TWO))), Apply("ne", ZERO, A)),
        arguments=(A,),
    ),
    "multiples of infinity": node(
        "combination",
        (INFINITE,),
        eq(x, y),
        premise(eq(subtract(x, y), multiply(ONE, subtract(*INFINITE.children))), INFINITE),
        arguments=(INFINITE, ONE),
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_the_rule_rejects(name):
    tree = FORGED[name]
    with pytest.raises(RejectedError):
        replay(tree, Tables(Effort(10**6)))


@pytest.mark.parametrize("name", [n for n in FORGED if "loose" not in n])
def test_the_rule_itself_rejects(name):
    tree = FORGED[name]
    with pytest.raises(RejectedError):
        rules()[tree.rule](tree, Tables(Effort(10**6)))


def test_a_series_may_jump():
    body = divide(power(x, TWO), power(Apply("add", ONE, power(x, TWO)), k))
    assert not is_continuous(bind("sum", k, body, ZERO, INFINITY), x)
    assert is_continuous(bind("sum", k, body, ZERO, n), x)


@pytest.mark.parametrize("value", [INFINITY, Apply("imaginary"), power(ZERO, MINUS_ONE)])
def test_no_such_value_of_a_real_symbol(value):
    assert not is_well_sorted(Assignment(((x, value),)))
    assert is_well_sorted(Assignment(((x, power(TWO, Number(3))),)))
