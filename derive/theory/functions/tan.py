"""The tangent."""

from derive.core.term import ZERO, divide, power
from derive.theory.function import Function
from derive.theory.shorthand import cos, ne, sin

FUNCTION = Function(
    name="tan",
    spellings=(
        "\\tan",
        "tg",
    ),
    meaning=lambda m, x: m.tan(x),
    source="DLMF 4.14",
    definition=lambda x: divide(sin(x), cos(x)),
    domain=lambda x: (ne(cos(x), ZERO),),
    derivative=(lambda x: power(cos(x), -2),),
    parity=-1,
    ball=lambda x: x.tan(),
    principal=lambda z: z.tan(),
    principal_domain=lambda z: (ne(cos(z), ZERO),),
    sympy="tan",
)
