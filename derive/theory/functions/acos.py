"""The inverse cosine, with values in [0, pi]."""

from derive.core.term import MINUS_ONE, ONE, PI, ZERO, Apply, add, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import half, le, lt, minus, number, square

FUNCTION = Function(
    name="acos",
    spellings=("\\arccos", "acos"),
    meaning=lambda m, x: m.acos(x),
    source="DLMF 4.23",
    definition=lambda x: add(half(PI), minus(Apply("asin", x))),
    domain=lambda x: (le(MINUS_ONE, x), le(x, ONE)),
    derivative=(lambda x: minus(power(add(ONE, minus(square(x))), number(-1, 2))),),
    smooth=lambda x: (lt(MINUS_ONE, x), lt(x, ONE)),
    range=interval(ZERO, PI, "lh"),
    monotone=(-1,),
    ball=lambda x: x.acos(),
    sympy="acos",
)
