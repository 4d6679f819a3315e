"""The inverse hyperbolic tangent."""

from derive.core.term import MINUS_ONE, ONE, add, divide
from derive.theory.function import Function
from derive.theory.shorthand import half, inverse, log, lt, minus, square

FUNCTION = Function(
    name="artanh",
    spellings=("artanh", "atanh", "arctanh"),
    meaning=lambda m, x: m.atanh(x),
    source="DLMF 4.37",
    definition=lambda x: half(log(divide(add(ONE, x), add(ONE, minus(x))))),
    domain=lambda x: (lt(MINUS_ONE, x), lt(x, ONE)),
    derivative=(lambda x: inverse(add(ONE, minus(square(x)))),),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x.atanh(),
    sympy="atanh",
)
