"""The inverse tangent, with values in (-pi/2, pi/2)."""

from derive.core.term import ONE, PI, Apply, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute, half, inverse, le, minus, square

FUNCTION = Function(
    name="atan",
    spellings=("\\arctan", "atan", "arctg"),
    meaning=lambda m, x: m.atan(x),
    source="DLMF 4.23",
    derivative=(lambda x: inverse(add(ONE, square(x))),),
    range=interval(minus(half(PI)), half(PI)),
    monotone=(1,),
    parity=-1,
    facts=lambda x: (le(absolute(Apply("atan", x)), absolute(x)),),
    ball=lambda x: x.atan(),
    sympy="atan",
)
