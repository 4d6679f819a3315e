"""Hyperbolic functions and the sigmoid."""

from functools import partial

from derive.core.term import MINUS_ONE, ONE, TWO, ZERO, Apply, add, divide, multiply, power
from derive.theory.rule import Rule, X, Y
from derive.theory.shorthand import cosh, exp, half, inverse, le, log, minus, root, sinh, square

tanh = partial(Apply, "tanh")
sigmoid = partial(Apply, "sigmoid")
softplus = partial(Apply, "softplus")

_SUM, _DOUBLE = add(X, Y), multiply(TWO, X)

RULES = (
    Rule("hyperbola", add(square(cosh(X)), minus(square(sinh(X)))), ONE, MINUS_ONE),
    Rule("tanh-by-quotient", tanh(X), divide(sinh(X), cosh(X)), divide(cosh(X), sinh(X))),
    Rule("square-of-tanh", add(ONE, minus(square(tanh(X)))), power(cosh(X), -2), power(sinh(X), -2)),
    Rule("exp-by-hyperbolics", exp(X), add(cosh(X), sinh(X)), add(cosh(X), minus(sinh(X)))),
    Rule(
        "sinh-of-sum",
        sinh(_SUM),
        add(multiply(sinh(X), cosh(Y)), multiply(cosh(X), sinh(Y))),
        add(multiply(sinh(X), cosh(Y)), minus(multiply(cosh(X), sinh(Y)))),
    ),
    Rule(
        "cosh-of-sum",
        cosh(_SUM),
        add(multiply(cosh(X), cosh(Y)), multiply(sinh(X), sinh(Y))),
        add(multiply(cosh(X), cosh(Y)), minus(multiply(sinh(X), sinh(Y)))),
    ),
    Rule(
        "tanh-of-sum",
        tanh(_SUM),
        divide(add(tanh(X), tanh(Y)), add(ONE, multiply(tanh(X), tanh(Y)))),
        divide(add(tanh(X), tanh(Y)), add(ONE, minus(multiply(tanh(X), tanh(Y))))),
    ),
    Rule("sinh-of-double", sinh(_DOUBLE), multiply(TWO, sinh(X), cosh(X)), multiply(TWO, sinh(X))),
    Rule(
        "cosh-of-double",
        cosh(_DOUBLE),
        add(ONE, multiply(TWO, square(sinh(X)))),
        add(ONE, minus(multiply(TWO, square(sinh(X))))),
    ),
    Rule(
        "square-of-cosh", square(cosh(X)), half(add(cosh(_DOUBLE), ONE)), half(add(cosh(_DOUBLE), MINUS_ONE))
    ),
    Rule("sigmoid-flip", sigmoid(minus(X)), add(ONE, minus(sigmoid(X))), minus(sigmoid(X))),
    Rule(
        "sigmoid-by-exp",
        sigmoid(X),
        divide(exp(X), add(ONE, exp(X))),
        divide(exp(minus(X)), add(ONE, exp(X))),
    ),
    Rule("sigmoid-by-tanh", sigmoid(X), half(add(ONE, tanh(half(X)))), half(add(ONE, tanh(X)))),
    Rule("tanh-by-sigmoid", tanh(X), add(multiply(TWO, sigmoid(_DOUBLE)), MINUS_ONE), sigmoid(_DOUBLE)),
    Rule(
        "slope-of-sigmoid",
        multiply(sigmoid(X), add(ONE, minus(sigmoid(X)))),
        inverse(multiply(TWO, TWO, square(cosh(half(X))))),
        inverse(multiply(TWO, square(cosh(half(X))))),
    ),
    Rule("softplus-flip", softplus(X), add(X, softplus(minus(X))), add(X, softplus(X))),
    Rule("log-of-sigmoid", log(sigmoid(X)), minus(softplus(minus(X))), minus(softplus(X))),
    Rule("sinh-of-arsinh", sinh(Apply("arsinh", X)), X, minus(X)),
    Rule("cosh-of-arsinh", cosh(Apply("arsinh", X)), root(add(square(X), ONE)), add(square(X), ONE)),
    Rule("arcosh-of-cosh", Apply("arcosh", cosh(X)), X, minus(X), (le(ZERO, X),)),
    Rule("tanh-of-artanh", tanh(Apply("artanh", X)), X, minus(X)),
    Rule("logit-of-sigmoid", Apply("logit", sigmoid(X)), X, minus(X)),
)
