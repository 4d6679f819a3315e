"""The inverse sine, with values in [-pi/2, pi/2]."""

from derive.core.term import MINUS_ONE, ONE, PI, add, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import half, le, lt, minus, number, square

FUNCTION = Function(
    name="asin",
    spellings=("\\arcsin", "asin"),
    meaning=lambda m, x: m.asin(x),
    source="DLMF 4.23",
    domain=lambda x: (le(MINUS_ONE, x), le(x, ONE)),
    derivative=(lambda x: power(add(ONE, minus(square(x))), number(-1, 2)),),
    smooth=lambda x: (lt(MINUS_ONE, x), lt(x, ONE)),
    range=interval(minus(half(PI)), half(PI), "lh"),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x.asin(),
    sympy="asin",
)
