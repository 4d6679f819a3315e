"""The complementary error function."""

from derive.core.term import ONE, PI, TWO, ZERO, add, multiply, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, exp, minus, number, square

FUNCTION = Function(
    name="erfc",
    spellings=("erfc",),
    meaning=lambda m, x: m.erfc(x),
    source="DLMF 7.2",
    definition=lambda x: add(ONE, minus(erf(x))),
    derivative=(lambda x: multiply(number(-2), power(PI, number(-1, 2)), exp(minus(square(x)))),),
    range=interval(ZERO, TWO),
    monotone=(-1,),
    ball=lambda x: x.erfc(),
    sympy="erfc",
)
