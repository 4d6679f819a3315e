"""The hyperbolic cosine."""

from derive.core.term import INFINITY, ONE, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import cosh, exp, half, le, minus, sinh, square

FUNCTION = Function(
    name="cosh",
    spellings=("\\cosh",),
    meaning=lambda m, x: m.cosh(x),
    source="DLMF 4.28",
    definition=lambda x: half(add(exp(x), exp(minus(x)))),
    derivative=(sinh,),
    range=interval(ONE, INFINITY, "l"),
    parity=1,
    facts=lambda x: (le(add(ONE, half(square(x))), cosh(x)),),
    ball=lambda x: x.cosh(),
    principal=lambda z: z.cosh(),
    sympy="cosh",
)
