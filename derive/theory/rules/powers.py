"""Exponentials, logarithms, powers and roots of positive numbers."""

from derive.core.term import HALF, MINUS_ONE, ONE, TWO, ZERO, Apply, add, divide, multiply, power
from derive.theory.rule import N, Rule, X, Y, Z
from derive.theory.shorthand import absolute, exp, inverse, le, log, lt, minus, ne, root, square

_POSITIVE = (lt(ZERO, X), lt(ZERO, Y))

RULES = (
    Rule("exp-of-sum", exp(add(X, Y)), multiply(exp(X), exp(Y)), add(exp(X), exp(Y))),
    Rule("exp-of-negative", exp(minus(X)), inverse(exp(X)), minus(exp(X))),
    Rule("power-of-exp", power(exp(X), Y), exp(multiply(X, Y)), exp(add(X, Y))),
    Rule("exp-of-log", exp(log(X)), X, log(X)),
    Rule("log-of-exp", log(exp(X)), X, exp(X)),
    Rule("log-of-product", log(multiply(X, Y)), add(log(X), log(Y)), multiply(log(X), log(Y)), _POSITIVE),
    Rule("log-of-quotient", log(divide(X, Y)), add(log(X), minus(log(Y))), divide(log(X), log(Y)), _POSITIVE),
    Rule("log-of-power", log(power(X, Y)), multiply(Y, log(X)), power(log(X), Y), (lt(ZERO, X),)),
    Rule("log-of-square", log(square(X)), multiply(TWO, log(absolute(X))), log(absolute(X)), (ne(X, ZERO),)),
    Rule("log-of-reciprocal", log(inverse(X)), minus(log(X)), inverse(log(X)), (lt(ZERO, X),)),
    Rule(
        "change-of-base",
        Apply("log_base", X, Y),
        divide(Apply("log_base", X, Z), Apply("log_base", Y, Z)),
        divide(log(X), log(Z)),
    ),
    Rule(
        "product-of-powers",
        multiply(power(X, Y), power(X, Z)),
        power(X, add(Y, Z)),
        power(X, multiply(Y, Z)),
        (lt(ZERO, X),),
    ),
    Rule(
        "power-of-power", power(power(X, Y), Z), power(X, multiply(Y, Z)), power(X, add(Y, Z)), (lt(ZERO, X),)
    ),
    Rule(
        "power-of-product",
        power(multiply(X, Y), Z),
        multiply(power(X, Z), power(Y, Z)),
        multiply(power(X, Z), Y),
        _POSITIVE,
    ),
    Rule("power-by-exp", power(X, Y), exp(multiply(Y, log(X))), exp(multiply(X, log(Y))), (lt(ZERO, X),)),
    Rule("negative-exponent", power(X, minus(Y)), inverse(power(X, Y)), minus(power(X, Y)), (lt(ZERO, X),)),
    Rule("root-of-square", root(square(X)), absolute(X), X),
    Rule("square-of-root", square(root(X)), X, absolute(minus(square(X))), (le(ZERO, X),)),
    Rule(
        "root-of-product", root(multiply(X, Y)), multiply(root(X), root(Y)), add(root(X), root(Y)), _POSITIVE
    ),
    Rule(
        "rationalised",
        inverse(add(root(X), root(Y))),
        divide(add(root(X), minus(root(Y))), add(X, minus(Y))),
        divide(add(root(X), root(Y)), add(X, minus(Y))),
        (ne(X, Y), le(ZERO, X), le(ZERO, Y)),
    ),
    Rule("even-power-of-negative", power(minus(X), multiply(TWO, N)), power(X, multiply(TWO, N)), ZERO),
    Rule("signs", power(MINUS_ONE, multiply(TWO, N)), ONE, MINUS_ONE),
    Rule("one-to-a-power", power(ONE, X), ONE, X),
    Rule("half-power", power(X, HALF), power(power(X, Y), divide(HALF, Y)), X, (lt(ZERO, X), ne(Y, ZERO))),
)
