"""The inverse hyperbolic cosine."""

from derive.core.term import INFINITY, MINUS_ONE, ONE, ZERO, add, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import le, log, lt, number, root, square

FUNCTION = Function(
    name="arcosh",
    spellings=("arcosh", "acosh", "arccosh"),
    meaning=lambda m, x: m.acosh(x),
    source="DLMF 4.37",
    definition=lambda x: log(add(x, root(add(square(x), MINUS_ONE)))),
    domain=lambda x: (le(ONE, x),),
    derivative=(lambda x: power(add(square(x), MINUS_ONE), number(-1, 2)),),
    smooth=lambda x: (lt(ONE, x),),
    range=interval(ZERO, INFINITY, "l"),
    monotone=(1,),
    ball=lambda x: x.acosh(),
    sympy="acosh",
)
