"""The absolute value, for complex numbers the modulus."""

from derive.core.term import INFINITY, ZERO, Apply
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute, le, minus, ne

FUNCTION = Function(
    name="abs",
    spellings=("abs",),
    meaning=lambda m, x: m.fabs(x),
    source="definition",
    analytic=False,
    derivative=(lambda x: Apply("sign", x),),
    smooth=lambda x: (ne(x, ZERO),),
    range=interval(ZERO, INFINITY, "l"),
    parity=1,
    facts=lambda x: (le(x, absolute(x)), le(minus(x), absolute(x))),
    ball=abs,
    principal=abs,
    sympy="Abs",
)
