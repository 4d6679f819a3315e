"""The inverse hyperbolic cotangent."""

from derive.core.term import MINUS_ONE, ONE, add, divide
from derive.theory.function import Function
from derive.theory.shorthand import absolute, half, inverse, log, lt, minus, square

FUNCTION = Function(
    name="arcoth",
    spellings=("arcoth", "acoth", "arccoth"),
    meaning=lambda m, x: m.log((x + 1) / (x - 1)) / 2,
    source="DLMF 4.37",
    definition=lambda x: half(log(divide(add(x, ONE), add(x, MINUS_ONE)))),
    domain=lambda x: (lt(ONE, absolute(x)),),
    derivative=(lambda x: inverse(add(ONE, minus(square(x)))),),
    parity=-1,
    ball=lambda x: ((x + 1) / (x - 1)).log() / 2,
    sympy="acoth",
)
