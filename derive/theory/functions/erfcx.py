"""The complementary error function without its exponential factor."""

from derive.core.term import INFINITY, ONE, ZERO, add, multiply
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, exp, minus, square

FUNCTION = Function(
    name="erfcx",
    spellings=("erfcx",),
    meaning=lambda m, x: m.exp(x**2) * m.erfc(x),
    source="DLMF 7.2, Cody 1969",
    definition=lambda x: multiply(exp(square(x)), add(ONE, minus(erf(x)))),
    range=interval(ZERO, INFINITY),
    monotone=(-1,),
    ball=lambda x: (x * x).exp() * x.erfc(),
)
