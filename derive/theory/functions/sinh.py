"""The hyperbolic sine."""

from derive.core.term import add
from derive.theory.function import Function
from derive.theory.shorthand import absolute, cosh, exp, half, le, minus, sinh

FUNCTION = Function(
    name="sinh",
    spellings=("\\sinh",),
    meaning=lambda m, x: m.sinh(x),
    source="DLMF 4.28",
    definition=lambda x: half(add(exp(x), minus(exp(minus(x))))),
    derivative=(cosh,),
    monotone=(1,),
    parity=-1,
    facts=lambda x: (le(absolute(x), absolute(sinh(x))),),
    ball=lambda x: x.sinh(),
    principal=lambda z: z.sinh(),
    sympy="sinh",
)
