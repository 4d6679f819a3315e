"""The natural logarithm."""

from derive.core.term import MINUS_ONE, ZERO, add
from derive.theory.function import Function
from derive.theory.shorthand import inverse, le, log, lt, ne

FUNCTION = Function(
    name="log",
    spellings=(
        "\\log",
        "\\ln",
    ),
    meaning=lambda m, x: m.log(x),
    source="DLMF 4.2",
    domain=lambda x: (lt(ZERO, x),),
    derivative=(inverse,),
    monotone=(1,),
    facts=lambda x: (le(log(x), add(x, MINUS_ONE)),),
    ball=lambda x: x.log(),
    principal=lambda z: z.log(),
    principal_domain=lambda z: (ne(z, ZERO),),
    sympy="log",
)
