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
OVER_ROOT_TWO_PI: Final = power(multiply(TWO, PI), NEGATIVE_HALF)
MINUS_TWO_OVER_ROOT_PI: Final = multiply(Number(-2), power(PI, NEGATIVE_HALF))
Form = Callable[[Term], Term]


@dataclass(frozen=True, slots=True)
class Stable:
    """``written(u) = computed(u)`` for every real ``u`` at which the left side is defined.

    ``slope(u)`` is a stable form of the derivative, where it has one, and ``difference(a, b, a - b)`` of the
    difference of the values at a and b.
    """

    name: str
    written: Form
    computed: Form
    source: str
    slope: Form | None = None
    difference: Callable[[Term, Term, Term], Term] | None = None


def _exp(u: Term) -> Term:
    return Apply("exp", u)


def _decay(u: Term) -> Term:
    return _exp(negative(Apply("abs", u)))


def _is_positive(u: Term) -> Term:
    return Apply("indicator", Apply("ge", u, ZERO))


def _bell(u: Term) -> Term:
    return divide(_decay(u), power(add(ONE, _decay(u)), 2))


def _round_bell(u: Term) -> Term:
    """The same; a call more, and a unit in the last place less than with the square of a rounded sum."""
    below = add(ONE, multiply(_decay(u), add(TWO, _decay(u))))
    return divide(_decay(u), below)


def _normal_cdf(u: Term) -> Term:
    return multiply(HALF, add(ONE, Apply("erf", multiply(u, power(TWO, NEGATIVE_HALF)))))


def _falling(u: Term) -> Term:
    return negative(Apply("abs", u))


def _low(u: Term) -> Term:
    return Apply("min", Apply("abs", u), ONE)


def _high(u: Term) -> Term:
    return Apply("max", Apply("abs", u), ONE)


def _sigmoid(u: Term) -> Term:
    return divide(Apply("max", _decay(u), _is_positive(u)), add(ONE, _decay(u)))


def _distance_of_sigmoids(a: Term, b: Term, d: Term) -> Term:
    """sinh(d/2) / (2 cosh(a/2) cosh(b/2)); left of the exponentials is the smaller of |a| and |b|, or 0."""
    least = Apply("max", Apply("min", a, b), negative(Apply("max", a, b)), ZERO)
    lost = negative(Apply("expm1", negative(Apply("abs", d))))
    over = multiply(Apply("sign", d), lost, _exp(negative(least)))
    return divide(over, multiply(add(ONE, _decay(a)), add(ONE, _decay(b))))


def _distance_of_tanh(a: Term, b: Term, d: Term) -> Term:
    """tanh(u) = 2 sigma(2u) - 1."""
    return multiply(TWO, _distance_of_sigmoids(*(multiply(TWO, t) for t in (a, b, d))))


def _tanh(u: Term) -> Term:
    return Apply("tanh", u)


def _secant(u: Term) -> Term:
    """Half the hyperbolic secant."""
    return divide(_decay(u), add(ONE, _decay(multiply(TWO, u))))


def _cosecant(u: Term) -> Term:
    """Half the hyperbolic cosecant."""
    lost = negative(Apply("expm1", _falling(multiply(TWO, u))))
    return divide(multiply(Apply("sign", u), _decay(u)), lost)


def _inverse_expm1(u: Term) -> Term:
    far = divide(_exp(negative(u)), negative(Apply("expm1", negative(u))))
    return Apply("cases", far, Apply("gt", u, Number(Fraction(40))), divide(ONE, Apply("expm1", u)))


def _inverse_mills(u: Term) -> Term:
    """exp(-u^2/2) over the distribution function of -u."""
    bell = _exp(multiply(NEGATIVE_HALF, power(u, TWO)))
    far = divide(power(multiply(TWO, PI), HALF), Apply("mills_ratio", u))
    return Apply("cases", far, Apply("gt", u, ZERO), divide(bell, Apply("normal_cdf", negative(u))))


def _inverse_erfcx(u: Term) -> Term:
    near = divide(_exp(negative(power(u, TWO))), Apply("erfc", u))
    return Apply("cases", divide(ONE, Apply("erfcx", u)), Apply("gt", u, ZERO), near)


def _density(u: Term) -> Term:
    return multiply(OVER_ROOT_TWO_PI, _exp(multiply(NEGATIVE_HALF, power(u, TWO))))


def log_one_minus_exp(u: Term) -> Term:
    """For u < 0 (Maechler, Accurately computing log(1 - exp(-|a|)), 2012)."""
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
        _bell,
        _distance_of_sigmoids,
    ),
    Stable(
        "sigmoid-derivative",
        lambda u: divide(_exp(negative(u)), power(add(ONE, _exp(negative(u))), 2)),
        _bell,
        "even in u, so the exponential may be the small one",
        lambda u: multiply(MINUS_ONE, _bell(u), _tanh(multiply(HALF, u))),
    ),
    Stable(
        "softplus",
        lambda u: Apply("log", add(ONE, _exp(u))),
        lambda u: add(Apply("max", u, ZERO), Apply("log1p", _decay(u))),
        "log(1+e^u) = u + log(1+e^-u)",
        _sigmoid,
    ),
    Stable(
        "tanh",
        lambda u: divide(subtract(_exp(u), _exp(negative(u))), add(_exp(u), _exp(negative(u)))),
        lambda u: Apply("tanh", u),
        "definition",
        lambda u: Apply("multiply", multiply(Number(4), _secant(u)), _secant(u)),
        _distance_of_tanh,
    ),
    Stable(
        "tanh-derivative",
        lambda u: divide(Number(4), power(add(_exp(u), _exp(negative(u))), 2)),
        lambda u: multiply(Number(4), _round_bell(multiply(TWO, u))),
        "tanh'(u) = 4 sigma'(2u)",
        lambda u: Apply("multiply", multiply(Number(-8), _tanh(u), _secant(u)), _secant(u)),
    ),
    Stable("expm1", lambda u: subtract(_exp(u), ONE), lambda u: Apply("expm1", u), "definition"),
    Stable("log1p", lambda u: Apply("log", add(ONE, u)), lambda u: Apply("log1p", u), "definition"),
    Stable(
        "sinh",
        lambda u: multiply(HALF, subtract(_exp(u), _exp(negative(u)))),
        lambda u: Apply("sinh", u),
        "definition",
        lambda u: Apply("cosh", u),
    ),
    Stable(
        "cosh",
        lambda u: multiply(HALF, add(_exp(u), _exp(negative(u)))),
        lambda u: Apply("cosh", u),
        "definition",
        lambda u: Apply("sinh", u),
    ),
    Stable(
        "logarithm of the normal distribution function",
        lambda u: Apply("log", _normal_cdf(u)),
        lambda u: Apply("log_normal_cdf", u),
        "definition",
        lambda u: multiply(OVER_ROOT_TWO_PI, _inverse_mills(negative(u))),
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
        lambda u: multiply(MINUS_TWO_OVER_ROOT_PI, _inverse_erfcx(u)),
    ),
    Stable(
        "Mills ratio",
        lambda u: multiply(_exp(multiply(HALF, power(u, TWO))), _normal_cdf(negative(u))),
        lambda u: multiply(power(multiply(TWO, PI), NEGATIVE_HALF), Apply("mills_ratio", u)),
        "definition",
        lambda u: multiply(OVER_ROOT_TWO_PI, subtract(multiply(u, Apply("mills_ratio", u)), ONE)),
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
        lambda u: multiply(_inverse_mills(u), subtract(multiply(OVER_ROOT_TWO_PI, _inverse_mills(u)), u)),
    ),
    Stable(
        "scaled complementary error function",
        lambda u: multiply(_exp(power(u, TWO)), subtract(ONE, Apply("erf", u))),
        lambda u: Apply("erfcx", u),
        "definition",
        lambda u: add(multiply(TWO, u, Apply("erfcx", u)), MINUS_TWO_OVER_ROOT_PI),
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
        lambda u: multiply(
            Number(-2), _inverse_erfcx(u), add(u, multiply(MINUS_TWO_OVER_ROOT_PI, HALF, _inverse_erfcx(u)))
        ),
    ),
    Stable(
        "normal distribution function",
        _normal_cdf,
        lambda u: Apply("normal_cdf", u),
        "definition",
        _density,
    ),
    Stable(
        "complementary error function",
        lambda u: subtract(ONE, Apply("erf", u)),
        lambda u: Apply("erfc", u),
        "definition",
        lambda u: multiply(MINUS_TWO_OVER_ROOT_PI, _exp(negative(power(u, TWO)))),
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
        lambda u: multiply(MINUS_ONE, _secant(u), _tanh(u)),
    ),
    Stable(
        "hyperbolic cosecant",
        lambda u: divide(ONE, subtract(_exp(u), _exp(negative(u)))),
        lambda u: divide(
            multiply(Apply("sign", u), _decay(u)), negative(Apply("expm1", _falling(multiply(TWO, u))))
        ),
        "odd in u",
        lambda u: divide(negative(_cosecant(u)), _tanh(u)),
    ),
    Stable(
        "hyperbolic cotangent",
        lambda u: divide(add(_exp(u), _exp(negative(u))), subtract(_exp(u), _exp(negative(u)))),
        lambda u: divide(ONE, Apply("tanh", u)),
        "definition",
        lambda u: Apply("multiply", multiply(Number(-4), _cosecant(u)), _cosecant(u)),
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
        lambda u: negative(multiply(_cosecant(multiply(HALF, u)), _cosecant(multiply(HALF, u)))),
    ),
    Stable(
        "logarithm of one minus an exponential",
        lambda u: Apply("log", subtract(ONE, _exp(u))),
        log_one_minus_exp,
        "Maechler, Accurately computing log(1 - exp(-|a|)), 2012",
        lambda u: negative(_inverse_expm1(negative(u))),
    ),
    Stable(
        "logarithm of an exponential minus one",
        lambda u: Apply("log", subtract(_exp(u), ONE)),
        lambda u: add(u, log_one_minus_exp(negative(u))),
        "log(e^u - 1) = u + log(1 - e^-u)",
        lambda u: divide(MINUS_ONE, Apply("expm1", negative(u))),
    ),
    Stable(
        "logarithm of cosh",
        lambda u: Apply("log", multiply(HALF, add(_exp(u), _exp(negative(u))))),
        lambda u: subtract(add(Apply("abs", u), Apply("log1p", _decay(multiply(TWO, u)))), Apply("log", TWO)),
        "even in u",
        _tanh,
    ),
    Stable(
        "logarithm of tanh",
        lambda u: Apply("log", divide(subtract(_exp(u), _exp(negative(u))), add(_exp(u), _exp(negative(u))))),
        lambda u: Apply(
            "cases",
            Apply("log", _tanh(u)),
            Apply("lt", u, HALF),
            Apply(
                "log1p",
                divide(
                    multiply(Number(-2), _exp(multiply(Number(-2), u))),
                    add(ONE, _exp(multiply(Number(-2), u))),
                ),
            ),
        ),
        "tanh(u) = 1 - 2 e^-2u / (1 + e^-2u)",
        lambda u: multiply(Number(4), _cosecant(multiply(TWO, u))),
    ),
    Stable(
        "logarithm of sinh",
        lambda u: Apply("log", multiply(HALF, subtract(_exp(u), _exp(negative(u))))),
        lambda u: subtract(add(u, log_one_minus_exp(multiply(Number(-2), u))), Apply("log", TWO)),
        "the exponential is taken out",
        lambda u: divide(ONE, Apply("tanh", u)),
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
        lambda u: multiply(
            NEGATIVE_HALF,
            power(add(power(add(u, ONE), HALF), power(u, HALF)), MINUS_ONE),
            power(u, NEGATIVE_HALF),
            power(add(u, ONE), NEGATIVE_HALF),
        ),
    ),
)
