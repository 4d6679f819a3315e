"""The logarithm of the odds, the inverse of the sigmoid."""

from derive.core.term import ONE, ZERO, add, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt, minus

FUNCTION = Function(
    name="logit",
    spellings=("logit",),
    meaning=lambda m, x: m.log(x / (1 - x)),
    source="definition",
    definition=lambda x: log(divide(x, add(ONE, minus(x)))),
    domain=lambda x: (lt(ZERO, x), lt(x, ONE)),
    derivative=(lambda x: inverse(multiply(x, add(ONE, minus(x)))),),
    monotone=(1,),
    ball=lambda x: x.log() - (1 - x).log(),
    conventional=True,
)
