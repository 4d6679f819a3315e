"""The smallest integer that is not smaller."""

from derive.core.term import ONE, ZERO, Apply, add
from derive.theory.function import Function
from derive.theory.shorthand import integral, le, lt, negation

FUNCTION = Function(
    name="ceil",
    spellings=("ceil", "ceiling"),
    meaning=lambda m, x: m.ceil(x),
    source="definition",
    analytic=False,
    derivative=(lambda _: ZERO,),
    smooth=lambda x: (negation(integral(x)),),
    monotone=(2,),
    facts=lambda x: (le(x, Apply("ceil", x)), lt(Apply("ceil", x), add(x, ONE))),
    ball=lambda x: x.ceil(),
    values="integer",
    sympy="ceiling",
)
