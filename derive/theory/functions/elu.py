"""The exponential linear unit."""

from derive.core.term import MINUS_ONE, ONE, ZERO, add, multiply
from derive.theory.function import Function
from derive.theory.shorthand import cases, exp, le, lt, minimum, ne

FUNCTION = Function(
    name="elu",
    spellings=("ELU", "elu"),
    optional=1,
    meaning=lambda m, x, scale=1: x if x >= 0 else scale * (m.exp(x) - 1),
    source="Clevert et al. 2015",
    analytic=False,
    definition=lambda x, scale=ONE: cases(x, le(ZERO, x), multiply(scale, add(exp(x), MINUS_ONE))),
    derivative=(
        lambda x, scale=ONE: cases(ONE, lt(ZERO, x), multiply(scale, exp(x))),
        lambda x, _: minimum(ZERO, add(exp(x), MINUS_ONE)),
    ),
    smooth=lambda x, _=ONE: (ne(x, ZERO),),
    conventional=True,
)
