"""Large terms: what is too much is declined before it is begun, what is long is told by fingerprint."""

import random

import pytest
from plain_formulas import term

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import equal
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    ONE,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    subtract,
)

EFFORT = 2_000_000
LETTERS = [Symbol(f"x_{i}", REAL) for i in range(200)]


def judged(left: Term, right: Term) -> tuple[str | None, int]:
    effort = Effort(EFFORT)
    found = equal(left, right, Facts(), effort)
    return found and found.trust, effort.spent


def exp(t: Term) -> Term:
    return Apply("exp", t)


def softmax_sum(letters: list[Symbol], shift: Term | None = None) -> Term:
    arguments = [x if shift is None else add(x, shift) for x in letters]
    total = add(*map(exp, arguments))
    return add(*(divide(exp(a), total) for a in arguments))


def sigmoids(letters: list[Symbol]) -> Term:
    return add(*(Apply("sigmoid", x) for x in letters))


def mirrored(letters: list[Symbol]) -> Term:
    return add(*(subtract(ONE, Apply("sigmoid", negative(x))) for x in letters))


def shared(seed: int, count: int) -> Term:
    chance = random.Random(seed)
    pool: list[Term] = [*LETTERS[:6], *map(exp, LETTERS[:6])]
    while len(pool) < count:
        a, b = chance.choice(pool[-400:]), chance.choice(pool[-400:])
        pool.append(chance.choice((add, multiply, divide))(a, b))
    return pool[-1]


@pytest.mark.parametrize("count", [10, 50])
def test_softmax_sums_are_decided_exactly(count):
    letters = LETTERS[:count]
    assert judged(softmax_sum(letters), softmax_sum(letters, term("c")))[0] == "exact"


def test_long_sums_are_decided_by_fingerprint():
    assert judged(softmax_sum(LETTERS), softmax_sum(LETTERS, term("c")))[0] is not None
    assert judged(sigmoids(LETTERS[:64]), mirrored(LETTERS[:64]))[0] is not None


def test_a_wrong_letter_in_a_long_sum_is_seen():
    changed = [*LETTERS[:63], LETTERS[0]]
    assert judged(sigmoids(LETTERS[:64]), mirrored(changed))[0] is None


def test_five_thousand_shared_nodes():
    t = shared(1, 5000)
    turned = Apply("add", negative(ONE), t, ONE)
    verdict, spent = judged(t, turned)
    assert verdict is not None
    assert spent < 400_000
    assert judged(t, add(t, ONE))[0] is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2^61 - 1", "0"),
        ("(2^61 - 1)*x", "0"),
        ("2^127 - 1", "0"),
        ("x^(2^61-2)", "1"),
        ("x^2305843009213693950", "1"),
        ("x^(2^61-1)", "x"),
        ("x^18446744073709551557", "x"),
        ("(x+y)^2305843009213693951", "x^2305843009213693951 + y^2305843009213693951"),
        ("(x+y)^100000", "x^100000"),
        ("10^30*x + 1", "10^30*x"),
    ],
)
def test_forgeries_of_the_fingerprint_fail(left, right):
    assert judged(term(left), term(right))[0] is None


def test_repeated_squaring_fails():
    t: Term = LETTERS[0]
    for _ in range(256):
        t = multiply(t, t)
    assert judged(t, ONE)[0] is None
    assert judged(t, LETTERS[0])[0] is None


@pytest.mark.parametrize(
    ("left", "right"),
    [("2^(10^10)", "0"), ("2^(2^(2^100))", "1"), ("factorial(10^8)", "1"), ("binomial(10^9, 5*10^8)", "1")],
)
def test_what_is_too_large_is_declined_cheaply(left, right):
    verdict, spent = judged(term(left), term(right))
    assert verdict is None
    assert spent <= EFFORT


def test_a_power_that_cannot_be_expanded_is_compared_by_fingerprint():
    left = power(add(term("a"), term("b")), 100_000)
    right = multiply(power(add(term("a"), term("b")), 99_999), add(term("b"), term("a")))
    assert judged(left, right)[0] == "probabilistic"


def test_effort_is_the_same_in_every_run():
    pair = (sigmoids(LETTERS[:20]), mirrored(LETTERS[:20]))
    assert judged(*pair) == judged(*pair)


def test_deep_terms_do_not_overflow():
    t: Term = LETTERS[0]
    for k in range(3000):
        t = add(t, Number(k)) if k % 2 else multiply(t, Number(1))
    assert judged(t, add(t, ONE))[0] is None
