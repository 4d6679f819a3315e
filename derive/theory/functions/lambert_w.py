"""The principal branch of the Lambert W function, the inverse of w exp(w)."""

from derive.core.term import INFINITY, MINUS_ONE, ONE, Apply, add, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, inverse, le, lt, minus

FUNCTION = Function(
    name="lambert_w",
    spellings=("LambertW", "lambertw"),
    meaning=lambda m, x: m.lambertw(x),
    source="DLMF 4.13",
    domain=lambda x: (le(minus(exp(MINUS_ONE)), x),),
    derivative=(lambda x: inverse(multiply(exp(Apply("lambert_w", x)), add(ONE, Apply("lambert_w", x)))),),
    smooth=lambda x: (lt(minus(exp(MINUS_ONE)), x),),
    range=interval(MINUS_ONE, INFINITY, "l"),
    monotone=(1,),
    ball=lambda x: x.lambertw(),
    sympy="LambertW",
)
