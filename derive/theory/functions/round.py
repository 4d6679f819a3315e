"""The nearest integer, halves upwards."""

from derive.core.term import HALF, ZERO, Apply, add
from derive.theory.function import Function
from derive.theory.shorthand import integral, negation

FUNCTION = Function(
    name="round",
    spellings=("round",),
    meaning=lambda m, x: m.floor(x + m.mpf(1) / 2),
    source="definition",
    analytic=False,
    definition=lambda x: Apply("floor", add(x, HALF)),
    derivative=(lambda _: ZERO,),
    smooth=lambda x: (negation(integral(add(x, HALF))),),
    monotone=(2,),
    ball=lambda x: (x + 0.5).floor(),
    values="integer",
)
