"""Absolute value, sign, largest and smallest, integer parts."""

from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, add, divide, multiply
from derive.theory.rule import N, Rule, X, Y, Z
from derive.theory.shorthand import absolute, half, le, lt, maximum, minimum, minus, ne, square

RULES = (
    Rule("square-of-modulus", square(absolute(X)), square(X), X),
    Rule("modulus-of-product", absolute(multiply(X, Y)), multiply(absolute(X), absolute(Y)), multiply(X, Y)),
    Rule("modulus-of-quotient", absolute(divide(X, Y)), divide(absolute(X), absolute(Y)), divide(X, Y)),
    Rule("modulus-is-even", absolute(minus(X)), absolute(X), minus(absolute(X))),
    Rule("modulus-of-positive", absolute(X), X, minus(X), (le(ZERO, X),)),
    Rule("modulus-of-negative", absolute(X), minus(X), X, (le(X, ZERO),)),
    Rule("modulus-by-sign", absolute(X), multiply(X, Apply("sign", X)), multiply(X, X)),
    Rule("sign-by-modulus", Apply("sign", X), divide(X, absolute(X)), absolute(X), (ne(X, ZERO),)),
    Rule("modulus-by-maximum", absolute(X), maximum(X, minus(X)), minimum(X, minus(X))),
    Rule(
        "maximum-by-modulus",
        maximum(X, Y),
        half(add(X, Y, absolute(add(X, minus(Y))))),
        half(add(X, Y, minus(absolute(add(X, minus(Y)))))),
    ),
    Rule(
        "minimum-by-modulus",
        minimum(X, Y),
        half(add(X, Y, minus(absolute(add(X, minus(Y)))))),
        half(add(X, Y, absolute(add(X, minus(Y))))),
    ),
    Rule("largest-and-smallest", add(maximum(X, Y), minimum(X, Y)), add(X, Y), X),
    Rule(
        "largest-by-smallest", maximum(X, Y), minus(minimum(minus(X), minus(Y))), minimum(minus(X), minus(Y))
    ),
    Rule("maximum-shifted", maximum(add(X, Z), add(Y, Z)), add(maximum(X, Y), Z), maximum(X, Y)),
    Rule(
        "maximum-scaled",
        maximum(multiply(Z, X), multiply(Z, Y)),
        multiply(Z, maximum(X, Y)),
        minimum(multiply(Z, X), multiply(Z, Y)),
        (lt(ZERO, Z),),
    ),
    Rule("relu-by-maximum", Apply("relu", X), maximum(ZERO, X), minimum(ZERO, X)),
    Rule("positive-and-negative-part", add(Apply("relu", X), minus(Apply("relu", minus(X)))), X, absolute(X)),
    Rule("floor-shifted", Apply("floor", add(X, N)), add(Apply("floor", X), N), Apply("floor", X)),
    Rule("ceiling-by-floor", Apply("ceil", X), minus(Apply("floor", minus(X))), add(Apply("floor", X), ONE)),
    Rule("sign-is-odd", Apply("sign", minus(X)), multiply(MINUS_ONE, Apply("sign", X)), Apply("sign", X)),
)
