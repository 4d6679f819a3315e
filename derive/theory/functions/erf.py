"""The error function."""

from derive.core.term import MINUS_ONE, ONE, PI, TWO, multiply, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, minus, number, square

FUNCTION = Function(
    name="erf",
    spellings=("erf",),
    meaning=lambda m, x: m.erf(x),
    source="DLMF 7.2",
    derivative=(lambda x: multiply(TWO, power(PI, number(-1, 2)), exp(minus(square(x)))),),
    range=interval(MINUS_ONE, ONE),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x.erf(),
    sympy="erf",
)
