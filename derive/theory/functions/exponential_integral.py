"""The exponential integral Ei."""

from derive.core.term import ZERO, divide
from derive.theory.function import Function
from derive.theory.shorthand import exp, ne

FUNCTION = Function(
    name="exponential_integral",
    spellings=("Ei",),
    meaning=lambda m, x: m.ei(x),
    source="DLMF 6.2",
    domain=lambda x: (ne(x, ZERO),),
    derivative=(lambda x: divide(exp(x), x),),
    ball=lambda x: x.ei(),
    sympy="Ei",
)
