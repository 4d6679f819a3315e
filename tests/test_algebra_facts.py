"""Facts: what follows from hypotheses, what nearly does, and never anything that is false."""

import random
from fractions import Fraction

import pytest
from random_terms import rational_points, scalar_term

from derive.algebra.balls import Indeterminate, Undefined, evaluate, truth
from derive.algebra.facts import Facts, facts_from
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.signs import NEGATIVE, NONNEGATIVE, NONZERO, POSITIVE
from derive.core.sort import COMPLEX, INTEGER, REAL, vector
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
    negative,
    power,
    subtract,
)

E = Apply
x, y, z = (Symbol(s, REAL) for s in "xyz")
K, i, j, k, n = (index(s) for s in "Kijkn")
v = Symbol("v", vector(K))
c = Symbol("c", COMPLEX)


def exp(t):
    return E("exp", t)


def log(t):
    return E("log", t)


def lt(a, b):
    return E("lt", a, b)


def le(a, b):
    return E("le", a, b)


def ne(a, b):
    return E("ne", a, b)


def eq(a, b):
    return E("eq", a, b)


def each(conclusion):
    return bind("forall", k, E("implies", E("and", le(ONE, k), le(k, K)), conclusion))


QUARTER = Number(Fraction(1, 4))
S = bind("sum", k, exp(Component(v, k)), ONE, K)
SIGMA = E("sigmoid", x)
LARGEST = bind("maximum", k, Component(v, k), ONE, K)
IN_RANGE = [le(ONE, K), le(ONE, i), le(i, K)]
POSITIVE_ENTRIES = each(lt(ZERO, Component(v, k)))
SQUARES = add(power(x, 2), power(y, 2))
DESCENT = E("and", le(ONE, j), lt(j, k), le(k, K))
FALLING = bind("forall", j, bind("forall", k, E("implies", DESCENT, le(Component(v, k), Component(v, j)))))
SIGNS = E("member", y, E("finite_set", MINUS_ONE, ONE))

FOLLOWS = [
    ([], lt(ZERO, add(ONE, exp(negative(x))))),
    ([], ne(add(ONE, exp(negative(x))), ZERO)),
    ([], lt(SIGMA, ONE)),
    ([], lt(power(E("tanh", x), 2), ONE)),
    ([], le(ONE, E("cosh", x))),
    ([], le(E("sin", x), ONE)),
    ([], le(ZERO, power(x, HALF))),
    ([], le(x, E("abs", x))),
    ([], le(x, E("max", x, y))),
    ([], le(log(x), subtract(x, ONE))),
    ([], le(multiply(SIGMA, subtract(ONE, SIGMA)), QUARTER)),
    ([], le(divide(exp(negative(x)), power(add(ONE, exp(negative(x))), 2)), QUARTER)),
    ([], le(multiply(TWO, x, y), SQUARES)),
    ([], lt(multiply(TWO, x, y), add(SQUARES, ONE))),
    ([], lt(ZERO, add(power(x, 4), negative(x), ONE))),
    ([], E("or", lt(x, ZERO), le(ZERO, x))),
    ([], lt(x, INFINITY)),
    ([lt(ZERO, x)], lt(ZERO, log(add(ONE, x)))),
    ([lt(ONE, x)], lt(ZERO, log(x))),
    ([lt(ZERO, x)], E("member", x, E("interval", ZERO, INFINITY, ZERO, ZERO))),
    ([lt(y, x), lt(ZERO, y)], lt(ZERO, log(divide(x, y)))),
    ([lt(y, x), lt(z, y)], lt(z, x)),
    ([lt(y, x)], lt(exp(y), exp(x))),
    ([lt(y, x)], lt(E("atan", y), E("atan", x))),
    ([lt(y, x)], lt(ZERO, multiply(subtract(x, y), exp(x)))),
    ([lt(power(x, 2), ONE)], lt(x, ONE)),
    ([ne(x, ZERO)], lt(ZERO, power(x, 2))),
    ([ne(x, ONE)], ne(subtract(power(x, 2), multiply(TWO, x)), MINUS_ONE)),
    ([ne(x, ONE), lt(ZERO, x)], ne(subtract(power(x, 2), ONE), ZERO)),
    ([lt(ZERO, multiply(x, y))], ne(x, ZERO)),
    ([le(ONE, K)], le(ZERO, subtract(K, ONE))),
    ([le(ONE, K), ne(K, ONE)], le(TWO, K)),
    ([lt(ONE, n)], le(TWO, n)),
    ([SIGNS], eq(power(y, 2), ONE)),
    ([le(ONE, K)], lt(ZERO, S)),
    (IN_RANGE, le(exp(Component(v, i)), S)),
    (IN_RANGE, le(divide(exp(Component(v, i)), S), ONE)),
    (IN_RANGE, le(Component(v, i), LARGEST)),
    ([POSITIVE_ENTRIES, *IN_RANGE], lt(ZERO, Component(v, i))),
    ([POSITIVE_ENTRIES, le(ONE, K)], lt(ZERO, bind("sum", k, Component(v, k), ONE, K))),
    ([FALLING, le(ONE, i), lt(i, n), le(n, K)], le(Component(v, n), Component(v, i))),
    ([E("implies", lt(ZERO, x), lt(ONE, y)), lt(ZERO, x)], lt(ZERO, log(y))),
    ([], each(lt(ZERO, exp(Component(v, k))))),
]


@pytest.mark.parametrize(("hypotheses", "goal"), FOLLOWS)
def test_what_follows_is_found(hypotheses, goal):
    assert Facts(tuple(hypotheses)).proves(goal)


NEARLY = [
    ([], lt(ZERO, power(x, 2))),
    ([], lt(multiply(TWO, x, y), SQUARES)),
    ([], lt(ZERO, subtract(ONE, power(E("sin", x), 2)))),
    ([], lt(ZERO, S)),
    ([], le(x, power(x, 2))),
    ([], ne(x, ZERO)),
    ([], le(ZERO, power(c, 2))),
    ([], lt(ZERO, power(x, 3))),
    ([], lt(x, LARGEST)),
    ([], le(add(x, ONE), E("abs", x))),
    ([lt(y, x)], lt(power(y, 2), power(x, 2))),
    ([lt(y, x)], lt(ZERO, log(divide(x, y)))),
    ([lt(y, x)], lt(E("tan", y), E("tan", x))),
    ([lt(y, x)], lt(divide(ONE, x), divide(ONE, y))),
    ([ne(x, ONE)], ne(subtract(power(x, 2), ONE), ZERO)),
    ([le(ONE, K)], le(TWO, K)),
    ([le(ONE, x), ne(x, ONE)], le(TWO, x)),
    ([SIGNS], eq(y, ONE)),
    (IN_RANGE, lt(divide(exp(Component(v, i)), S), ONE)),
    ([le(ONE, K), le(ONE, i)], le(Component(v, i), LARGEST)),
    ([*IN_RANGE, lt(ZERO, Component(v, i))], lt(ZERO, bind("sum", k, Component(v, k), ONE, K))),
    ([POSITIVE_ENTRIES, le(ONE, i)], lt(ZERO, Component(v, i))),
    ([POSITIVE_ENTRIES], lt(ZERO, bind("sum", k, Component(v, k), ONE, K))),
    ([FALLING, le(ONE, i), lt(i, n)], le(Component(v, n), Component(v, i))),
    ([E("implies", lt(ZERO, x), lt(ONE, y))], lt(ONE, y)),
]


@pytest.mark.parametrize(("hypotheses", "goal"), NEARLY)
def test_what_nearly_follows_is_not_claimed(hypotheses, goal):
    assert not Facts(tuple(hypotheses)).proves(goal)


def test_signs_are_sets():
    facts = Facts((ne(x, ZERO), le(ZERO, y)))
    assert facts.sign(x) == NONZERO
    assert facts.sign(y) == NONNEGATIVE
    assert facts.sign(exp(x)) == POSITIVE


def test_nothing_is_said_of_infinity_complex_numbers_and_arrays():
    facts = Facts((lt(ZERO, x),))
    assert not facts.proves(le(ZERO, add(power(c, 2), x)))
    assert not facts.proves(eq(subtract(INFINITY, INFINITY), ZERO))
    assert not facts.proves(le(ZERO, power(v, 2)))


HYPOTHESES = [
    lt(ZERO, x),
    le(ZERO, x),
    lt(x, y),
    ne(x, ZERO),
    lt(y, ONE),
    ne(y, ONE),
    lt(power(x, 2), Number(4)),
    SIGNS,
    lt(add(x, y), TWO),
    ne(n, ONE),
    lt(ZERO, multiply(x, y)),
    eq(add(x, y), ONE),
    lt(ZERO, Component(v, i)),
    POSITIVE_ENTRIES,
    E("or", lt(x, ZERO), lt(ONE, x)),
]


def _outside(found, value):
    below = found.low is not None and (value < found.low or (not found.low_closed and value == found.low))
    above = found.high is not None and (value > found.high or (not found.high_closed and value == found.high))
    return below or above or (found.nonzero and value == 0)


@pytest.mark.parametrize("seed", range(60))
def test_no_proof_and_no_range_contradicts_ball_arithmetic(seed):
    source = random.Random(seed)
    hypotheses = (*IN_RANGE, *source.sample(HYPOTHESES, source.randint(0, 3)))
    points = [p for p in rational_points(source, (x, y), (n,), v, i) if all(truth(h, p) for h in hypotheses)]
    facts = Facts(hypotheses)
    for _ in range(6):
        left = scalar_term(source, 3, (x, y, n, Component(v, i)), v)
        if not is_real_number(left):
            continue
        right = source.choice([ZERO, ONE, scalar_term(source, 1, (x, y, n), v), add(left, power(x, 2))])
        proved = [
            E(h, left, right) for h in ("lt", "le", "gt", "ge", "ne", "eq") if facts.proves(E(h, left, right))
        ]
        for point in points:
            assert not [p for p in proved if truth(p, point) is False]
            try:
                assert not _outside(facts.range(left), evaluate(left, point))
            except (Undefined, Indeterminate):
                continue


def test_settled_facts_are_shared_and_what_was_asked_of_them_is_not():
    """What is worked out for hypotheses is that of facts made anew, inside other facts too."""
    x, y = Symbol("x", REAL), Symbol("y", REAL)
    known, case = (Apply("lt", Number(0), x), Apply("lt", x, y)), Apply("lt", Number(3), x)
    asked = Apply("lt", Number(0), y)
    first = facts_from(known)
    assert first.proves(asked)
    assert first.assuming(case).proves(Apply("lt", Number(2), y))
    second = facts_from(known)
    assert second is not first
    assert second.range(y) == Facts(known).range(y)
    assert not second.proves(Apply("lt", Number(2), y))
    assert second.assuming(case).range(y) == Facts((case,), within=Facts(known)).range(y)


def test_sines_and_cosines_have_one_sign_between_multiples_of_pi():
    x, n = Symbol("x", REAL), Symbol("n", INTEGER)
    inside = Facts((Apply("lt", Number(0), x), Apply("lt", x, PI)))
    assert inside.sign(Apply("sin", x)) == POSITIVE
    assert inside.sign(Apply("cos", x)) not in (POSITIVE, NEGATIVE)
    closed = Facts((Apply("le", Number(0), x), Apply("le", x, PI)))
    assert closed.sign(Apply("sin", x)) == NONNEGATIVE
    beyond = Facts((Apply("lt", Number(0), x), Apply("lt", x, Number(Fraction(16, 5)))))
    assert beyond.sign(Apply("sin", x)) not in (POSITIVE, NONNEGATIVE)
    turned = Facts((Apply("le", Number(2), x), Apply("le", x, Number(4))))
    assert turned.sign(Apply("cos", x)) == NEGATIVE
    counted = Facts((Apply("le", Number(2), n),))
    assert counted.sign(Apply("sin", divide(PI, n))) == POSITIVE
    assert counted.sign(Apply("cos", divide(PI, n))) == NONNEGATIVE
