"""The logarithm to base 10."""

from derive.core.term import ZERO, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt, number

FUNCTION = Function(
    name="lg",
    spellings=("\\lg",),
    meaning=lambda m, x: m.log(x) / m.log(10),
    source="ISO 80000-2 item 13.8",
    definition=lambda x: divide(log(x), log(number(10))),
    domain=lambda x: (lt(ZERO, x),),
    derivative=(lambda x: inverse(multiply(x, log(number(10)))),),
    monotone=(1,),
    ball=lambda x: x.log() / x.const_log10(),
    conventional=True,
)
