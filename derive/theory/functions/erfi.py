"""The imaginary error function."""

from derive.core.term import PI, TWO, multiply, power
from derive.theory.function import Function
from derive.theory.shorthand import exp, number, square

FUNCTION = Function(
    name="erfi",
    spellings=("erfi",),
    meaning=lambda m, x: m.erfi(x),
    source="DLMF 7.2",
    derivative=(lambda x: multiply(TWO, power(PI, number(-1, 2)), exp(square(x))),),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x.erfi(),
    sympy="erfi",
)
