"""The secant."""

from derive.core.term import ONE, ZERO, Apply, divide
from derive.theory.function import Function
from derive.theory.shorthand import absolute, cos, inverse, le, ne, sin, square

FUNCTION = Function(
    name="sec",
    spellings=("\\sec",),
    meaning=lambda m, x: m.sec(x),
    source="DLMF 4.14",
    definition=lambda x: inverse(cos(x)),
    domain=lambda x: (ne(cos(x), ZERO),),
    derivative=(lambda x: divide(sin(x), square(cos(x))),),
    parity=1,
    facts=lambda x: (le(ONE, absolute(Apply("sec", x))),),
    ball=lambda x: x.sec(),
    sympy="sec",
)
