"""The sigmoid linear unit, also called swish."""

from derive.core.term import ONE, Apply, add, multiply
from derive.theory.function import Function
from derive.theory.shorthand import exp, inverse, minus

FUNCTION = Function(
    name="silu",
    spellings=("SiLU", "silu", "swish", "Swish"),
    meaning=lambda m, x: x / (1 + m.exp(-x)),
    source="Hendrycks and Gimpel 2016",
    definition=lambda x: multiply(x, inverse(add(ONE, exp(minus(x))))),
    derivative=(lambda x: multiply(Apply("sigmoid", x), add(ONE, multiply(x, Apply("sigmoid", minus(x))))),),
    ball=lambda x: x / (1 + (-x).exp()),
    conventional=True,
)
