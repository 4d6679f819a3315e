"""The remainder of division, with the sign of the divisor."""

from derive.core.term import ZERO, Apply, add, divide, multiply
from derive.theory.function import Function
from derive.theory.shorthand import minus, ne

FUNCTION = Function(
    name="mod",
    spellings=("mod",),
    arity=2,
    meaning=lambda m, a, b: a - b * m.floor(a / b),
    source="Knuth, The Art of Computer Programming 1.2.4",
    analytic=False,
    definition=lambda a, b: add(a, minus(multiply(b, Apply("floor", divide(a, b))))),
    domain=lambda _, b: (ne(b, ZERO),),
    ball=lambda a, b: a - b * (a / b).floor(),
    sympy="Mod",
)
