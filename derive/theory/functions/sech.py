"""The hyperbolic secant."""

from derive.core.term import ONE, TWO, ZERO, add, divide
from derive.theory.function import Function, interval
from derive.theory.shorthand import cosh, exp, minus, sinh, square

FUNCTION = Function(
    name="sech",
    spellings=("sech",),
    meaning=lambda m, x: m.sech(x),
    source="DLMF 4.28",
    definition=lambda x: divide(TWO, add(exp(x), exp(minus(x)))),
    derivative=(lambda x: minus(divide(sinh(x), square(cosh(x)))),),
    range=interval(ZERO, ONE, "h"),
    parity=1,
    ball=lambda x: x.sech(),
    sympy="sech",
)
