"""The cotangent."""

from derive.core.term import ZERO, divide, power
from derive.theory.function import Function
from derive.theory.shorthand import cos, minus, ne, sin

FUNCTION = Function(
    name="cot",
    spellings=("\\cot", "ctg"),
    meaning=lambda m, x: m.cot(x),
    source="DLMF 4.14",
    definition=lambda x: divide(cos(x), sin(x)),
    domain=lambda x: (ne(sin(x), ZERO),),
    derivative=(lambda x: minus(power(sin(x), -2)),),
    parity=-1,
    ball=lambda x: x.cot(),
    sympy="cot",
)
