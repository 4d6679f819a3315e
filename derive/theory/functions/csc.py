"""The cosecant."""

from derive.core.term import ONE, ZERO, Apply, divide
from derive.theory.function import Function
from derive.theory.shorthand import absolute, cos, inverse, le, minus, ne, sin, square

FUNCTION = Function(
    name="csc",
    spellings=("\\csc", "cosec"),
    meaning=lambda m, x: m.csc(x),
    source="DLMF 4.14",
    definition=lambda x: inverse(sin(x)),
    domain=lambda x: (ne(sin(x), ZERO),),
    derivative=(lambda x: minus(divide(cos(x), square(sin(x)))),),
    parity=-1,
    facts=lambda x: (le(ONE, absolute(Apply("csc", x))),),
    ball=lambda x: x.csc(),
    sympy="csc",
)
