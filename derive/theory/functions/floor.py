"""The largest integer that is not larger."""

from derive.core.term import ONE, ZERO, Apply, add
from derive.theory.function import Function
from derive.theory.shorthand import integral, le, lt, negation

FUNCTION = Function(
    name="floor",
    spellings=("floor",),
    meaning=lambda m, x: m.floor(x),
    source="definition",
    analytic=False,
    derivative=(lambda _: ZERO,),
    smooth=lambda x: (negation(integral(x)),),
    monotone=(2,),
    facts=lambda x: (le(Apply("floor", x), x), lt(x, add(Apply("floor", x), ONE))),
    ball=lambda x: x.floor(),
    values="integer",
    sympy="floor",
)
