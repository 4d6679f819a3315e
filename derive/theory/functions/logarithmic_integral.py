"""The logarithmic integral li, from 0."""

from derive.core.term import ONE, ZERO
from derive.theory.function import Function
from derive.theory.shorthand import inverse, log, lt, ne

FUNCTION = Function(
    name="logarithmic_integral",
    spellings=("li",),
    meaning=lambda m, x: m.li(x),
    source="DLMF 6.2",
    domain=lambda x: (lt(ZERO, x), ne(x, ONE)),
    derivative=(lambda x: inverse(log(x)),),
    ball=lambda x: x.li(),
    sympy="li",
)
