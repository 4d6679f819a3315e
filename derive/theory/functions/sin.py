"""The sine."""

from derive.core.term import MINUS_ONE, ONE
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute, cos, le, sin

FUNCTION = Function(
    name="sin",
    spellings=("\\sin",),
    meaning=lambda m, x: m.sin(x),
    source="DLMF 4.14",
    derivative=(cos,),
    range=interval(MINUS_ONE, ONE, "lh"),
    parity=-1,
    facts=lambda x: (le(absolute(sin(x)), absolute(x)),),
    ball=lambda x: x.sin(),
    principal=lambda z: z.sin(),
    sympy="sin",
)
