"""Differences of values of one function, in forms that lose no digits where the arguments are close."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
)

CUBE: Final = Number(3)
NEGATIVE_HALF: Final = Number(Fraction(-1, 2))
Form = Callable[[Term], Term]


@dataclass(frozen=True, slots=True)
class Difference:
    """``f(a) - f(b) = computed(a, b, a - b)`` for real ``a`` and ``b`` at which the left side is defined."""

    name: str
    function: Form
    computed: Callable[[Term, Term, Term], Term]
    source: str


def _log_ratio(a: Term, b: Term, d: Term) -> Term:
    """The smaller number is below the bar, so that log1p gets no negative number."""
    is_more = Apply("ge", Apply("abs", a), Apply("abs", b))
    above = Apply("cases", d, is_more, negative(d))
    below = Apply("cases", b, is_more, a)
    sign = Apply("cases", ONE, is_more, MINUS_ONE)
    return multiply(sign, Apply("log1p", divide(above, below)))


def _distance_of_exponentials(a: Term, b: Term, d: Term) -> Term:
    lost = negative(Apply("expm1", negative(Apply("abs", d))))
    half = Apply("exp", multiply(HALF, Apply("max", a, b)))
    return Apply("multiply", multiply(Apply("sign", d), half, lost), half)


def _distance_of_squared_reciprocals(a: Term, b: Term, d: Term) -> Term:
    """As (1/a - 1/b) (1/a + 1/b)."""
    return multiply(_distance_of_reciprocals(a, b, d), _distance_of_reciprocals(a, negative(b), add(a, b)))


def _halves(a: Term, b: Term, d: Term) -> tuple[Term, Term]:
    return add(multiply(HALF, a), multiply(HALF, b)), multiply(HALF, d)


def _distance_of_sines(a: Term, b: Term, d: Term) -> Term:
    middle, half = _halves(a, b, d)
    return multiply(TWO, Apply("cos", middle), Apply("sin", half))


def _distance_of_cosines(a: Term, b: Term, d: Term) -> Term:
    middle, half = _halves(a, b, d)
    return multiply(Number(-2), Apply("sin", middle), Apply("sin", half))


def _distance_of_roots(a: Term, b: Term, d: Term) -> Term:
    """Where both roots are 0, so is their difference."""
    total = add(power(a, HALF), power(b, HALF))
    if a.symbols and b.symbols:
        return Apply("cases", divide(d, total), Apply("gt", total, ZERO), ZERO)
    return divide(d, total)


def _distance_of_reciprocals(a: Term, b: Term, d: Term) -> Term:
    if isinstance(d, Number):
        return negative(multiply(d, power(a, MINUS_ONE), power(b, MINUS_ONE)))
    is_more = Apply("ge", Apply("abs", a), Apply("abs", b))
    large, small = Apply("cases", a, is_more, b), Apply("cases", b, is_more, a)
    return negative(Apply("multiply", divide(d, large), power(small, MINUS_ONE)))


DIFFERENCES: Final = (
    Difference(
        "exponentials", lambda a: Apply("exp", a), _distance_of_exponentials, "the larger one is taken out"
    ),
    Difference("logarithms", lambda a: Apply("log", a), _log_ratio, "log(a/b) = log1p((a - b)/b)"),
    Difference(
        "roots",
        lambda a: power(a, HALF),
        _distance_of_roots,
        "multiplied by the sum of the roots",
    ),
    Difference(
        "reciprocals",
        lambda a: power(a, MINUS_ONE),
        _distance_of_reciprocals,
        "one fraction; what is divided by the larger one first cannot overflow",
    ),
    Difference(
        "reciprocals of roots",
        lambda a: power(a, NEGATIVE_HALF),
        lambda a, b, d: divide(
            negative(d), multiply(power(a, HALF), power(b, HALF), add(power(a, HALF), power(b, HALF)))
        ),
        "one fraction, multiplied by the sum of the roots",
    ),
    Difference(
        "reciprocals of squares",
        lambda a: power(a, Number(-2)),
        _distance_of_squared_reciprocals,
        "the difference of the reciprocals times their sum",
    ),
    Difference("sines", lambda a: Apply("sin", a), _distance_of_sines, "sum to product"),
    Difference("cosines", lambda a: Apply("cos", a), _distance_of_cosines, "sum to product"),
    Difference(
        "squares",
        lambda a: power(a, TWO),
        lambda a, b, d: multiply(d, add(a, b)),
        "(a - b)(a + b)",
    ),
    Difference(
        "cubes",
        lambda a: power(a, CUBE),
        lambda a, b, d: multiply(d, add(power(a, TWO), multiply(a, b), power(b, TWO))),
        "(a - b)(a^2 + ab + b^2)",
    ),
)
LOG_RATIO: Final = next(d for d in DIFFERENCES if d.name == "logarithms")
