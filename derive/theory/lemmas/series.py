"""Power series with their ranges of convergence, and sums of reciprocal powers."""

from derive.core.sort import INTEGER
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Symbol,
    Term,
    add,
    bind,
    divide,
    multiply,
    power,
    subtract,
)
from derive.theory.rule import Rule, X
from derive.theory.shorthand import cos, cosh, exp, inverse, le, log, lt, minus, number, sin, sinh, square

_K = Symbol("k", INTEGER)
_ODD = add(multiply(TWO, _K), ONE)
_EVEN = multiply(TWO, _K)
_SIGN = power(MINUS_ONE, _K)


def _sum(body: Term, lower: Term = ZERO) -> Term:
    return bind("sum", _K, body, lower, INFINITY)


def _factorial(term: Term) -> Term:
    return Apply("factorial", term)


_INSIDE = (lt(MINUS_ONE, X), lt(X, ONE))
_REST = subtract(ONE, X)
_EXPONENTIAL = divide(power(X, _K), _factorial(_K))

LEMMAS = (
    Rule("geometric", _sum(power(X, _K)), inverse(_REST), divide(X, _REST), _INSIDE, "DLMF 1.2"),
    Rule(
        "geometric-mean",
        _sum(multiply(_K, power(X, _K))),
        divide(X, square(_REST)),
        inverse(square(_REST)),
        _INSIDE,
        "derivative of the geometric series",
    ),
    Rule(
        "geometric-square",
        _sum(multiply(square(_K), power(X, _K))),
        divide(multiply(X, add(ONE, X)), power(_REST, 3)),
        divide(X, power(_REST, 3)),
        _INSIDE,
        "derivative of the geometric series",
    ),
    Rule(
        "geometric-cube",
        _sum(multiply(power(_K, 3), power(X, _K))),
        divide(multiply(X, add(ONE, multiply(number(4), X), square(X))), power(_REST, 4)),
        divide(multiply(X, add(ONE, X)), power(_REST, 4)),
        _INSIDE,
        "derivative of the geometric series",
    ),
    Rule("exponential", _sum(_EXPONENTIAL), exp(X), minus(exp(X)), (), "DLMF 4.2.19"),
    Rule(
        "exponential-mean",
        _sum(multiply(_K, _EXPONENTIAL)),
        multiply(X, exp(X)),
        exp(X),
        (),
        "derivative of the exponential series",
    ),
    Rule(
        "exponential-square",
        _sum(multiply(square(_K), _EXPONENTIAL)),
        multiply(add(square(X), X), exp(X)),
        multiply(square(X), exp(X)),
        (),
        "derivative of the exponential series",
    ),
    Rule(
        "exponential-cube",
        _sum(multiply(power(_K, 3), _EXPONENTIAL)),
        multiply(add(power(X, 3), multiply(number(3), square(X)), X), exp(X)),
        multiply(power(X, 3), exp(X)),
        (),
        "derivative of the exponential series",
    ),
    Rule(
        "sine",
        _sum(divide(multiply(_SIGN, power(X, _ODD)), _factorial(_ODD))),
        sin(X),
        cos(X),
        (),
        "DLMF 4.19.1",
    ),
    Rule(
        "cosine",
        _sum(divide(multiply(_SIGN, power(X, _EVEN)), _factorial(_EVEN))),
        cos(X),
        sin(X),
        (),
        "DLMF 4.19.2",
    ),
    Rule(
        "hyperbolic-sine", _sum(divide(power(X, _ODD), _factorial(_ODD))), sinh(X), cosh(X), (), "DLMF 4.33.1"
    ),
    Rule(
        "hyperbolic-cosine",
        _sum(divide(power(X, _EVEN), _factorial(_EVEN))),
        cosh(X),
        sinh(X),
        (),
        "DLMF 4.33.2",
    ),
    Rule(
        "logarithm",
        _sum(divide(power(X, _K), _K), ONE),
        minus(log(_REST)),
        log(_REST),
        (le(MINUS_ONE, X), lt(X, ONE)),
        "DLMF 4.6.1, with Abel's theorem at -1",
    ),
    Rule(
        "arc-tangent",
        _sum(divide(multiply(_SIGN, power(X, _ODD)), _ODD)),
        Apply("atan", X),
        Apply("artanh", X),
        (le(MINUS_ONE, X), le(X, ONE)),
        "DLMF 4.24.3, with Abel's theorem at the ends",
    ),
    Rule(
        "area-tangent",
        _sum(divide(power(X, _ODD), _ODD)),
        Apply("artanh", X),
        Apply("atan", X),
        _INSIDE,
        "DLMF 4.38.5",
    ),
    Rule(
        "central-binomial",
        _sum(multiply(Apply("binomial", _EVEN, _K), power(X, _K))),
        Apply("power", subtract(ONE, multiply(number(4), X)), number(-1, 2)),
        Apply("power", subtract(ONE, multiply(number(4), X)), HALF),
        (lt(number(-1, 4), X), lt(X, number(1, 4))),
        "DLMF 4.6.7",
    ),
    Rule(
        "basel",
        _sum(inverse(square(_K)), ONE),
        multiply(number(1, 6), square(PI)),
        square(PI),
        (),
        "DLMF 25.6.1",
    ),
    Rule(
        "fourth-powers",
        _sum(inverse(power(_K, 4)), ONE),
        multiply(number(1, 90), power(PI, 4)),
        multiply(number(1, 15), power(PI, 4)),
        (),
        "DLMF 25.6.1",
    ),
    Rule(
        "sixth-powers",
        _sum(inverse(power(_K, 6)), ONE),
        multiply(number(1, 945), power(PI, 6)),
        multiply(number(1, 90), power(PI, 6)),
        (),
        "DLMF 25.6.1",
    ),
    Rule(
        "odd-squares",
        _sum(inverse(square(_ODD))),
        multiply(number(1, 8), square(PI)),
        multiply(number(1, 6), square(PI)),
        (),
        "DLMF 25.6.1",
    ),
    Rule(
        "alternating-squares",
        _sum(divide(_SIGN, square(_K)), ONE),
        multiply(number(-1, 12), square(PI)),
        multiply(number(1, 12), square(PI)),
        (),
        "DLMF 25.2.3",
    ),
    Rule(
        "zeta",
        _sum(power(_K, minus(X)), ONE),
        Apply("zeta", X),
        Apply("zeta", add(X, ONE)),
        (lt(ONE, X),),
        "DLMF 25.2.1",
    ),
)
