"""The hyperbolic tangent."""

from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, add, divide
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute, exp, le, minus, ne, square

FUNCTION = Function(
    name="tanh",
    spellings=("\\tanh",),
    meaning=lambda m, x: m.tanh(x),
    source="DLMF 4.28",
    definition=lambda x: divide(add(exp(x), minus(exp(minus(x)))), add(exp(x), exp(minus(x)))),
    derivative=(lambda x: add(ONE, minus(square(Apply("tanh", x)))),),
    range=interval(MINUS_ONE, ONE),
    monotone=(1,),
    parity=-1,
    facts=lambda x: (le(absolute(Apply("tanh", x)), absolute(x)),),
    ball=lambda x: x.tanh(),
    principal=lambda z: z.tanh(),
    principal_domain=lambda z: (ne(Apply("cosh", z), ZERO),),
    sympy="tanh",
)
