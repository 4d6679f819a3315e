"""The exponential function."""

from derive.core.term import INFINITY, ONE, ZERO, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, le

FUNCTION = Function(
    name="exp",
    spellings=("\\exp",),
    meaning=lambda m, x: m.exp(x),
    source="DLMF 4.2",
    derivative=(exp,),
    range=interval(ZERO, INFINITY),
    monotone=(1,),
    facts=lambda x: (le(add(ONE, x), exp(x)),),
    ball=lambda x: x.exp(),
    principal=lambda z: z.exp(),
    values="complex",
    sympy="exp",
)
