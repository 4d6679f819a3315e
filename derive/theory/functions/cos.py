"""The cosine."""

from derive.core.term import MINUS_ONE, ONE, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import cos, half, le, minus, sin, square

FUNCTION = Function(
    name="cos",
    spellings=("\\cos",),
    meaning=lambda m, x: m.cos(x),
    source="DLMF 4.14",
    derivative=(lambda x: minus(sin(x)),),
    range=interval(MINUS_ONE, ONE, "lh"),
    parity=1,
    facts=lambda x: (le(add(ONE, minus(half(square(x)))), cos(x)),),
    ball=lambda x: x.cos(),
    principal=lambda z: z.cos(),
    sympy="cos",
)
