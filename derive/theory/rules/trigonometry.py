"""Trigonometric functions: Pythagoras, sums, multiples, products, reflections, inverse functions."""

from functools import partial

from derive.core.term import MINUS_ONE, ONE, PI, TWO, ZERO, Apply, add, divide, multiply, power
from derive.theory.rule import N, Rule, X, Y
from derive.theory.shorthand import cos, half, le, lt, minus, root, sin, square

tan = partial(Apply, "tan")
asin = partial(Apply, "asin")
acos = partial(Apply, "acos")
atan = partial(Apply, "atan")

_SUM, _DIFFERENCE = add(X, Y), add(X, minus(Y))
_DOUBLE, _HALF = multiply(TWO, X), half(X)

RULES = (
    Rule("pythagoras", add(square(sin(X)), square(cos(X))), ONE, add(ONE, minus(square(sin(X))))),
    Rule("secant", add(ONE, square(tan(X))), power(cos(X), -2), minus(power(cos(X), -2))),
    Rule(
        "sine-of-sum", sin(_SUM), add(multiply(sin(X), cos(Y)), multiply(cos(X), sin(Y))), add(sin(X), sin(Y))
    ),
    Rule(
        "cosine-of-sum",
        cos(_SUM),
        add(multiply(cos(X), cos(Y)), minus(multiply(sin(X), sin(Y)))),
        add(multiply(cos(X), cos(Y)), multiply(sin(X), sin(Y))),
    ),
    Rule(
        "tangent-of-sum",
        tan(_SUM),
        divide(add(tan(X), tan(Y)), add(ONE, minus(multiply(tan(X), tan(Y))))),
        divide(add(tan(X), tan(Y)), add(ONE, multiply(tan(X), tan(Y)))),
    ),
    Rule("sine-of-double", sin(_DOUBLE), multiply(TWO, sin(X), cos(X)), multiply(TWO, sin(X))),
    Rule(
        "cosine-of-double",
        cos(_DOUBLE),
        add(ONE, minus(multiply(TWO, square(sin(X))))),
        multiply(TWO, cos(X)),
    ),
    Rule(
        "tangent-of-double",
        tan(_DOUBLE),
        divide(multiply(TWO, tan(X)), add(ONE, minus(square(tan(X))))),
        divide(multiply(TWO, tan(X)), add(ONE, square(tan(X)))),
    ),
    Rule("square-of-sine", square(sin(X)), half(add(ONE, minus(cos(_DOUBLE)))), half(add(ONE, cos(_DOUBLE)))),
    Rule("square-of-cosine", square(cos(X)), half(add(ONE, cos(_DOUBLE))), half(add(ONE, cos(X)))),
    Rule(
        "tangent-of-half",
        tan(_HALF),
        divide(sin(X), add(ONE, cos(X))),
        divide(sin(X), add(ONE, minus(cos(X)))),
    ),
    Rule(
        "product-of-sines",
        multiply(sin(X), sin(Y)),
        half(add(cos(_DIFFERENCE), minus(cos(_SUM)))),
        half(add(cos(_SUM), minus(cos(_DIFFERENCE)))),
    ),
    Rule(
        "product-of-cosines",
        multiply(cos(X), cos(Y)),
        half(add(cos(_DIFFERENCE), cos(_SUM))),
        add(cos(_DIFFERENCE), cos(_SUM)),
    ),
    Rule(
        "sine-times-cosine",
        multiply(sin(X), cos(Y)),
        half(add(sin(_SUM), sin(_DIFFERENCE))),
        half(add(sin(_SUM), minus(sin(_DIFFERENCE)))),
    ),
    Rule(
        "sum-of-sines",
        add(sin(X), sin(Y)),
        multiply(TWO, sin(half(_SUM)), cos(half(_DIFFERENCE))),
        multiply(TWO, sin(_SUM), cos(_DIFFERENCE)),
    ),
    Rule("sine-is-odd", sin(minus(X)), minus(sin(X)), sin(X)),
    Rule("cosine-is-even", cos(minus(X)), cos(X), minus(cos(X))),
    Rule("complement", sin(add(half(PI), minus(X))), cos(X), minus(cos(X))),
    Rule("supplement", sin(add(PI, minus(X))), sin(X), minus(sin(X))),
    Rule("half-turn", cos(add(X, PI)), minus(cos(X)), cos(X)),
    Rule("period", sin(add(X, multiply(TWO, N, PI))), sin(X), minus(sin(X))),
    Rule("half-periods", cos(multiply(N, PI)), power(MINUS_ONE, N), ONE),
    Rule("zeros-of-sine", sin(multiply(N, PI)), ZERO, cos(multiply(N, PI))),
    Rule("sine-of-arcsine", sin(asin(X)), X, minus(X)),
    Rule(
        "arcsine-of-sine",
        asin(sin(X)),
        X,
        add(PI, minus(X)),
        (le(minus(half(PI)), X), le(X, half(PI))),
    ),
    Rule("cosine-of-arcsine", cos(asin(X)), root(add(ONE, minus(square(X)))), add(ONE, minus(square(X)))),
    Rule("tangent-of-arctangent", tan(atan(X)), X, minus(X)),
    Rule("arcsine-and-arccosine", add(asin(X), acos(X)), half(PI), PI),
    Rule(
        "arctangent-of-reciprocal",
        add(atan(X), atan(power(X, -1))),
        half(PI),
        minus(half(PI)),
        (lt(ZERO, X),),
    ),
    Rule(
        "sine-by-tangent-of-half",
        sin(X),
        divide(multiply(TWO, tan(_HALF)), add(ONE, square(tan(_HALF)))),
        divide(multiply(TWO, tan(_HALF)), add(ONE, minus(square(tan(_HALF))))),
    ),
)
