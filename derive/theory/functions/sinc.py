"""The unnormalised sinc: sin x / x, and 1 at 0."""

from derive.core.term import ONE, ZERO, add, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import cases, cos, minus, ne, sin, square

FUNCTION = Function(
    name="sinc",
    spellings=("sinc",),
    meaning=lambda m, x: m.sinc(x),
    source="DLMF 3.3",
    definition=lambda x: cases(divide(sin(x), x), ne(x, ZERO), ONE),
    derivative=(
        lambda x: cases(divide(add(multiply(x, cos(x)), minus(sin(x))), square(x)), ne(x, ZERO), ZERO),
    ),
    parity=1,
    ball=lambda x: x.sinc(),
    sympy="sinc",
    conventional=True,
)
