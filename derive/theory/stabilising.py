"""Forms that lose no digits, beside the forms in which formulas are written.

Each row is an identity in one variable; the stable side is the one to compute with.
``E`` stands for an exponential of a negative number, so nothing overflows, and small
results are not differences of large ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
    subtract,
)

Form = Callable[[Term], Term]


@dataclass(frozen=True, slots=True)
class Stable:
    """``written(u) = computed(u)`` for every real ``u`` at which the left side is defined."""

    name: str
    written: Form
    computed: Form
    source: str


def _exp(u: Term) -> Term:
    return Apply("exp", u)


def _decay(u: Term) -> Term:
    return _exp(negative(Apply("abs", u)))


def _is_positive(u: Term) -> Term:
    return Apply("indicator", Apply("ge", u, ZERO))


def _bell(u: Term) -> Term:
    return divide(_decay(u), power(add(ONE, _decay(u)), 2))


STABLE: Final = (
    Stable(
        "sigmoid",
        lambda u: divide(ONE, add(ONE, _exp(negative(u)))),
        lambda u: divide(
            Apply("max", _decay(u), Apply("indicator", Apply("ge", u, ZERO))), add(ONE, _decay(u))
        ),
        "1 or e^-|u| above the bar: no exponent is positive, and results below 2^-1022 are kept too",
    ),
    Stable(
        "sigmoid-derivative",
        lambda u: divide(_exp(negative(u)), power(add(ONE, _exp(negative(u))), 2)),
        _bell,
        "even in u, so the exponential may be the small one",
    ),
    Stable(
        "softplus",
        lambda u: Apply("log", add(ONE, _exp(u))),
        lambda u: add(Apply("max", u, ZERO), Apply("log1p", _decay(u))),
        "log(1+e^u) = u + log(1+e^-u)",
    ),
    Stable(
        "tanh",
        lambda u: divide(subtract(_exp(u), _exp(negative(u))), add(_exp(u), _exp(negative(u)))),
        lambda u: Apply("tanh", u),
        "definition",
    ),
    Stable(
        "tanh-derivative",
        lambda u: divide(Number(4), power(add(_exp(u), _exp(negative(u))), 2)),
        lambda u: multiply(Number(4), _bell(multiply(TWO, u))),
        "tanh'(u) = 4 sigma'(2u)",
    ),
    Stable("expm1", lambda u: subtract(_exp(u), ONE), lambda u: Apply("expm1", u), "definition"),
    Stable("log1p", lambda u: Apply("log", add(ONE, u)), lambda u: Apply("log1p", u), "definition"),
    Stable(
        "sinh",
        lambda u: multiply(HALF, subtract(_exp(u), _exp(negative(u)))),
        lambda u: Apply("sinh", u),
        "definition",
    ),
    Stable(
        "cosh",
        lambda u: multiply(HALF, add(_exp(u), _exp(negative(u)))),
        lambda u: Apply("cosh", u),
        "definition",
    ),
    Stable(
        "root of a square",
        lambda u: power(power(u, 2), HALF),
        lambda u: Apply("abs", u),
        "the square may overflow or vanish",
    ),
    Stable(
        "square-root difference",
        lambda u: subtract(power(add(u, ONE), HALF), power(u, HALF)),
        lambda u: power(add(power(add(u, ONE), HALF), power(u, HALF)), MINUS_ONE),
        "multiplied by the sum of the roots",
    ),
)
