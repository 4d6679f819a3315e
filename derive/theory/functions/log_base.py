"""The logarithm to a base, which is the second argument."""

from derive.core.term import ONE, ZERO, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt, minus, ne, square

FUNCTION = Function(
    name="log_base",
    spellings=("logbase",),
    arity=2,
    meaning=lambda m, x, b: m.log(x) / m.log(b),
    source="definition",
    definition=lambda x, b: divide(log(x), log(b)),
    domain=lambda x, b: (lt(ZERO, x), lt(ZERO, b), ne(b, ONE)),
    derivative=(
        lambda x, b: inverse(multiply(x, log(b))),
        lambda x, b: minus(divide(log(x), multiply(b, square(log(b))))),
    ),
    ball=lambda x, b: x.log() / b.log(),
)
