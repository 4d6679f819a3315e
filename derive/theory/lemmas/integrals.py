"""Improper integrals: Gamma and Beta functions, and integrals of logarithms."""

from derive.core.sort import REAL
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
    negative,
    power,
    subtract,
)
from derive.theory.rule import Rule, X, Y
from derive.theory.shorthand import cos, exp, gamma, half, log, lt, minus, number, root, sin, square

_T = Symbol("t", REAL)
_EULER = "DLMF 5.9.1"
_BASEL = "DLMF 25.5.1, 25.6.1"


def _integral(body: Term, lower: Term = ZERO, upper: Term = INFINITY) -> Term:
    return bind("integral", _T, body, lower, upper)


def _below(term: Term) -> Term:
    return add(term, MINUS_ONE)


_POSITIVE = (lt(ZERO, X), lt(ZERO, Y))
_SIXTH = multiply(number(1, 6), square(PI))
_QUARTER_TURN = half(PI)

LEMMAS = (
    Rule(
        "gamma",
        _integral(multiply(power(_T, _below(X)), exp(minus(multiply(Y, _T))))),
        multiply(gamma(X), power(Y, minus(X))),
        multiply(gamma(X), power(Y, X)),
        _POSITIVE,
        _EULER,
    ),
    Rule(
        "gamma-of-squares",
        _integral(multiply(power(_T, _below(X)), exp(minus(multiply(Y, square(_T)))))),
        multiply(HALF, gamma(half(X)), power(Y, minus(half(X)))),
        multiply(gamma(half(X)), power(Y, minus(half(X)))),
        _POSITIVE,
        _EULER,
    ),
    Rule(
        "beta",
        _integral(multiply(power(_T, _below(X)), power(subtract(ONE, _T), _below(Y))), ZERO, ONE),
        divide(multiply(gamma(X), gamma(Y)), gamma(add(X, Y))),
        divide(multiply(gamma(X), gamma(Y)), gamma(add(X, Y, MINUS_ONE))),
        _POSITIVE,
        "DLMF 5.12.1",
    ),
    Rule(
        "bose",
        _integral(divide(_T, add(exp(_T), MINUS_ONE))),
        _SIXTH,
        half(_SIXTH),
        (),
        _BASEL,
    ),
    Rule(
        "bose-cubed",
        _integral(divide(power(_T, 3), add(exp(_T), MINUS_ONE))),
        multiply(number(1, 15), power(PI, 4)),
        multiply(number(1, 90), power(PI, 4)),
        (),
        _BASEL,
    ),
    Rule(
        "fermi",
        _integral(divide(_T, add(exp(_T), ONE))),
        half(_SIXTH),
        _SIXTH,
        (),
        "DLMF 25.5.3",
    ),
    Rule(
        "softplus",
        _integral(log(add(ONE, exp(minus(_T))))),
        half(_SIXTH),
        _SIXTH,
        (),
        "DLMF 25.12.1",
    ),
    Rule(
        "dilogarithm",
        _integral(divide(log(_T), subtract(ONE, _T)), ZERO, ONE),
        minus(_SIXTH),
        _SIXTH,
        (),
        "DLMF 25.12.2",
    ),
    Rule(
        "dilogarithm-at-one",
        _integral(divide(log(subtract(ONE, _T)), _T), ZERO, ONE),
        minus(_SIXTH),
        minus(half(_SIXTH)),
        (),
        "DLMF 25.12.2",
    ),
    Rule(
        "dilogarithm-at-minus-one",
        _integral(divide(log(add(ONE, _T)), _T), ZERO, ONE),
        half(_SIXTH),
        _SIXTH,
        (),
        "DLMF 25.12.2",
    ),
    Rule(
        "logarithm-of-sine",
        _integral(log(sin(_T)), ZERO, _QUARTER_TURN),
        minus(multiply(_QUARTER_TURN, log(TWO))),
        minus(multiply(PI, log(TWO))),
        (),
        "DLMF 4.26",
    ),
    Rule(
        "logarithm-of-cosine",
        _integral(log(cos(_T)), ZERO, _QUARTER_TURN),
        minus(multiply(_QUARTER_TURN, log(TWO))),
        minus(multiply(PI, log(TWO))),
        (),
        "DLMF 4.26",
    ),
    Rule(
        "dirichlet",
        _integral(divide(sin(multiply(Y, _T)), _T)),
        half(PI),
        PI,
        (lt(ZERO, Y),),
        "DLMF 4.26.12",
    ),
    Rule(
        "fresnel",
        _integral(cos(square(_T))),
        root(multiply(number(1, 8), PI)),
        root(half(PI)),
        (),
        "DLMF 7.2.6",
    ),
    Rule(
        "squared-sine",
        _integral(divide(square(sin(_T)), square(_T))),
        half(PI),
        PI,
        (),
        "DLMF 4.26",
    ),
    Rule(
        "lorentz-wave",
        _integral(divide(cos(multiply(X, _T)), add(ONE, square(_T))), negative(INFINITY), INFINITY),
        multiply(PI, exp(minus(Apply("abs", X)))),
        multiply(half(PI), exp(minus(Apply("abs", X)))),
        (),
        "Fourier transform of the Cauchy distribution",
    ),
    Rule(
        "gaussian-wave",
        _integral(
            multiply(exp(minus(multiply(X, square(_T)))), cos(multiply(Y, _T))), negative(INFINITY), INFINITY
        ),
        multiply(root(divide(PI, X)), exp(minus(divide(square(Y), multiply(number(4), X))))),
        multiply(root(divide(PI, X)), exp(minus(divide(square(Y), multiply(TWO, X))))),
        (lt(ZERO, X),),
        "DLMF 7.4.6",
    ),
    Rule(
        "half-gaussian-wave",
        _integral(multiply(exp(minus(multiply(X, square(_T)))), cos(multiply(Y, _T)))),
        multiply(HALF, root(divide(PI, X)), exp(minus(divide(square(Y), multiply(number(4), X))))),
        multiply(root(divide(PI, X)), exp(minus(divide(square(Y), multiply(number(4), X))))),
        (lt(ZERO, X),),
        "DLMF 7.4.6",
    ),
)
