"""The inverse hyperbolic sine."""

from derive.core.term import ONE, add, power
from derive.theory.function import Function
from derive.theory.shorthand import log, number, root, square

FUNCTION = Function(
    name="arsinh",
    spellings=("arsinh", "asinh", "arcsinh"),
    meaning=lambda m, x: m.asinh(x),
    source="DLMF 4.37",
    definition=lambda x: log(add(x, root(add(square(x), ONE)))),
    derivative=(lambda x: power(add(square(x), ONE), number(-1, 2)),),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x.asinh(),
    sympy="asinh",
)
