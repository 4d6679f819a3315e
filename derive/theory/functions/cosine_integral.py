"""The cosine integral, for positive arguments."""

from derive.core.term import ZERO, divide
from derive.theory.function import Function
from derive.theory.shorthand import cos, lt

FUNCTION = Function(
    name="cosine_integral",
    spellings=("Ci",),
    meaning=lambda m, x: m.ci(x),
    source="DLMF 6.2",
    domain=lambda x: (lt(ZERO, x),),
    derivative=(lambda x: divide(cos(x), x),),
    ball=lambda x: x.ci(),
    sympy="Ci",
)
