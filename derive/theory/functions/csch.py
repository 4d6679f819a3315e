"""The hyperbolic cosecant."""

from derive.core.term import TWO, ZERO, add, divide
from derive.theory.function import Function
from derive.theory.shorthand import cosh, exp, minus, ne, sinh, square

FUNCTION = Function(
    name="csch",
    spellings=("csch", "cosech"),
    meaning=lambda m, x: m.csch(x),
    source="DLMF 4.28",
    definition=lambda x: divide(TWO, add(exp(x), minus(exp(minus(x))))),
    domain=lambda x: (ne(x, ZERO),),
    derivative=(lambda x: minus(divide(cosh(x), square(sinh(x)))),),
    parity=-1,
    ball=lambda x: x.csch(),
    sympy="csch",
)
