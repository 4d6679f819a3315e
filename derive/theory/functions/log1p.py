"""The logarithm of one plus a number, which keeps its digits near 0."""

from derive.core.term import MINUS_ONE, ONE, add
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt

FUNCTION = Function(
    name="log1p",
    spellings=("log1p",),
    meaning=lambda m, x: m.log1p(x),
    source="IEEE 754, logp1",
    definition=lambda x: log(add(ONE, x)),
    domain=lambda x: (lt(MINUS_ONE, x),),
    derivative=(lambda x: inverse(add(ONE, x)),),
    monotone=(1,),
    ball=lambda x: (1 + x).log(),
)
