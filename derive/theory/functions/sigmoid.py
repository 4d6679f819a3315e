"""The logistic sigmoid."""

from derive.core.term import ONE, ZERO, Apply, add, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, inverse, minus

FUNCTION = Function(
    name="sigmoid",
    spellings=(
        "sigmoid",
        "logistic",
        "expit",
    ),
    letters=("\\sigma",),
    meaning=lambda m, x: 1 / (1 + m.exp(-x)),
    source="definition",
    definition=lambda x: inverse(add(ONE, exp(minus(x)))),
    derivative=(lambda x: multiply(Apply("sigmoid", x), add(ONE, minus(Apply("sigmoid", x)))),),
    range=interval(ZERO, ONE),
    monotone=(1,),
    ball=lambda x: 1 / (1 + (-x).exp()),
    conventional=True,
)
