"""The logarithm to base 2."""

from derive.core.term import TWO, ZERO, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt

FUNCTION = Function(
    name="lb",
    spellings=("lb", "ld"),
    meaning=lambda m, x: m.log(x) / m.log(2),
    source="ISO 80000-2 item 13.9",
    definition=lambda x: divide(log(x), log(TWO)),
    domain=lambda x: (lt(ZERO, x),),
    derivative=(lambda x: inverse(multiply(x, log(TWO))),),
    monotone=(1,),
    ball=lambda x: x.log() / x.const_log2(),
    conventional=True,
)
