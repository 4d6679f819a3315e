"""Forms that lose no digits, beside the forms in which formulas are written.

Each row is an identity in one variable; the stable side is the one to compute with.
``E`` stands for an exponential of a negative number, so nothing overflows, and small
results are not differences of large ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    PI,
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

NEGATIVE_HALF: Final = Number(Fraction(-1, 2))
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


def _normal_cdf(u: Term) -> Term:
    return multiply(HALF, add(ONE, Apply("erf", multiply(u, power(TWO, NEGATIVE_HALF)))))


def _falling(u: Term) -> Term:
    return negative(Apply("abs", u))


def _low(u: Term) -> Term:
    return Apply("min", Apply("abs", u), ONE)


def _high(u: Term) -> Term:
    return Apply("max", Apply("abs", u), ONE)


def _log_one_minus_exp(u: Term) -> Term:
    close = Apply("log", negative(Apply("expm1", u)))
    return Apply("cases", close, Apply("gt", u, Number(Fraction(-7, 10))), Apply("log1p", negative(_exp(u))))


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
        "logarithm of the normal distribution function",
        lambda u: Apply("log", _normal_cdf(u)),
        lambda u: Apply("log_normal_cdf", u),
        "definition",
    ),
    Stable(
        "logarithm of the complementary error function",
        lambda u: Apply("log", subtract(ONE, Apply("erf", u))),
        lambda u: Apply(
            "cases",
            subtract(Apply("log", Apply("erfcx", u)), power(u, TWO)),
            Apply("gt", u, ZERO),
            Apply("log1p", negative(Apply("erf", u))),
        ),
        "the exponential is taken out",
    ),
    Stable(
        "Mills ratio",
        lambda u: multiply(_exp(multiply(HALF, power(u, TWO))), _normal_cdf(negative(u))),
        lambda u: multiply(power(multiply(TWO, PI), NEGATIVE_HALF), Apply("mills_ratio", u)),
        "definition",
    ),
    Stable(
        "inverse Mills ratio",
        lambda u: divide(_exp(negative(multiply(HALF, power(u, TWO)))), _normal_cdf(negative(u))),
        lambda u: Apply(
            "cases",
            divide(power(multiply(TWO, PI), HALF), Apply("mills_ratio", u)),
            Apply("gt", u, ZERO),
            divide(_exp(multiply(Number(Fraction(-1, 2)), power(u, TWO))), Apply("normal_cdf", negative(u))),
        ),
        "definition",
    ),
    Stable(
        "scaled complementary error function",
        lambda u: multiply(_exp(power(u, TWO)), subtract(ONE, Apply("erf", u))),
        lambda u: Apply("erfcx", u),
        "definition",
    ),
    Stable(
        "inverse of that",
        lambda u: divide(_exp(negative(power(u, TWO))), subtract(ONE, Apply("erf", u))),
        lambda u: Apply(
            "cases",
            divide(ONE, Apply("erfcx", u)),
            Apply("gt", u, ZERO),
            divide(_exp(negative(power(u, TWO))), Apply("erfc", u)),
        ),
        "definition",
    ),
    Stable(
        "normal distribution function",
        _normal_cdf,
        lambda u: Apply("normal_cdf", u),
        "definition",
    ),
    Stable(
        "complementary error function",
        lambda u: subtract(ONE, Apply("erf", u)),
        lambda u: Apply("erfc", u),
        "definition",
    ),
    Stable(
        "inverse hyperbolic sine",
        lambda u: Apply("log", add(u, power(add(power(u, TWO), ONE), HALF))),
        lambda u: Apply("arsinh", u),
        "definition",
    ),
    Stable(
        "one minus cosine",
        lambda u: subtract(ONE, Apply("cos", u)),
        lambda u: multiply(TWO, power(Apply("sin", multiply(HALF, u)), TWO)),
        "double angle",
    ),
    Stable(
        "hyperbolic secant",
        lambda u: divide(ONE, add(_exp(u), _exp(negative(u)))),
        lambda u: divide(_decay(u), add(ONE, _decay(multiply(TWO, u)))),
        "even in u, so the exponential may be the small one",
    ),
    Stable(
        "hyperbolic cosecant",
        lambda u: divide(ONE, subtract(_exp(u), _exp(negative(u)))),
        lambda u: divide(
            multiply(Apply("sign", u), _decay(u)), negative(Apply("expm1", _falling(multiply(TWO, u))))
        ),
        "odd in u",
    ),
    Stable(
        "hyperbolic cotangent",
        lambda u: divide(add(_exp(u), _exp(negative(u))), subtract(_exp(u), _exp(negative(u)))),
        lambda u: divide(ONE, Apply("tanh", u)),
        "definition",
    ),
    Stable(
        "inverse of expm1",
        lambda u: divide(ONE, subtract(_exp(u), ONE)),
        lambda u: Apply(
            "cases",
            divide(_exp(negative(u)), negative(Apply("expm1", negative(u)))),
            Apply("gt", u, Number(Fraction(40))),
            divide(ONE, Apply("expm1", u)),
        ),
        "1/(e^u - 1) = e^-u / (1 - e^-u), where e^u may overflow",
    ),
    Stable(
        "logarithm of one minus an exponential",
        lambda u: Apply("log", subtract(ONE, _exp(u))),
        _log_one_minus_exp,
        "Maechler, Accurately computing log(1 - exp(-|a|)), 2012",
    ),
    Stable(
        "logarithm of an exponential minus one",
        lambda u: Apply("log", subtract(_exp(u), ONE)),
        lambda u: add(u, _log_one_minus_exp(negative(u))),
        "log(e^u - 1) = u + log(1 - e^-u)",
    ),
    Stable(
        "logarithm of cosh",
        lambda u: Apply("log", multiply(HALF, add(_exp(u), _exp(negative(u))))),
        lambda u: subtract(add(Apply("abs", u), Apply("log1p", _decay(multiply(TWO, u)))), Apply("log", TWO)),
        "even in u",
    ),
    Stable(
        "logarithm of one plus a square",
        lambda u: Apply("log", add(ONE, power(u, TWO))),
        lambda u: add(
            Apply("log1p", power(divide(_low(u), _high(u)), TWO)), multiply(TWO, Apply("log", _high(u)))
        ),
        "the square of a large number is taken out",
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
    lost = negative(Apply("expm1", _falling(d)))
    half = _exp(multiply(HALF, Apply("max", a, b)))
    return Apply("multiply", multiply(Apply("sign", d), half, lost), half)


def _distance_of_reciprocals(a: Term, b: Term, d: Term) -> Term:
    if isinstance(d, Number):
        return negative(multiply(d, power(a, MINUS_ONE), power(b, MINUS_ONE)))
    is_more = Apply("ge", Apply("abs", a), Apply("abs", b))
    large, small = Apply("cases", a, is_more, b), Apply("cases", b, is_more, a)
    return negative(Apply("multiply", divide(d, large), power(small, MINUS_ONE)))


DIFFERENCES: Final = (
    Difference("exponentials", _exp, _distance_of_exponentials, "the larger one is taken out"),
    Difference("logarithms", lambda a: Apply("log", a), _log_ratio, "log(a/b) = log1p((a - b)/b)"),
    Difference(
        "roots",
        lambda a: power(a, HALF),
        lambda a, b, d: divide(d, add(power(a, HALF), power(b, HALF))),
        "multiplied by the sum of the roots",
    ),
    Difference(
        "reciprocals",
        lambda a: power(a, MINUS_ONE),
        _distance_of_reciprocals,
        "one fraction; what is divided by the larger one first cannot overflow",
    ),
    Difference(
        "squares",
        lambda a: power(a, TWO),
        lambda a, b, d: multiply(d, add(a, b)),
        "(a - b)(a + b)",
    ),
)
LOG_RATIO: Final = next(d for d in DIFFERENCES if d.name == "logarithms")
