"""The hyperbolic cotangent."""

from derive.core.term import ONE, ZERO, Apply, add, divide, power
from derive.theory.function import Function
from derive.theory.shorthand import absolute, exp, lt, minus, ne, sinh

FUNCTION = Function(
    name="coth",
    spellings=("\\coth",),
    meaning=lambda m, x: m.coth(x),
    source="DLMF 4.28",
    definition=lambda x: divide(add(exp(x), exp(minus(x))), add(exp(x), minus(exp(minus(x))))),
    domain=lambda x: (ne(x, ZERO),),
    derivative=(lambda x: minus(power(sinh(x), -2)),),
    parity=-1,
    facts=lambda x: (lt(ONE, absolute(Apply("coth", x))),),
    ball=lambda x: x.coth(),
    sympy="coth",
)
