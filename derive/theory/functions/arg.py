"""The argument of a complex number, with values in (-pi, pi]; 0 or pi for real numbers."""

from derive.core.term import PI, ZERO, Apply
from derive.theory.function import Function, interval
from derive.theory.shorthand import minus, ne

FUNCTION = Function(
    name="arg",
    spellings=("\\arg",),
    meaning=lambda m, z: m.arg(z),
    source="DLMF 1.9",
    analytic=False,
    definition=lambda x: Apply("atan2", ZERO, x),
    domain=lambda x: (ne(x, ZERO),),
    derivative=(lambda _: ZERO,),
    range=interval(minus(PI), PI, "h"),
    ball=lambda x: type(x).atan2(0 * x, x),
    principal=lambda z: z.arg(),
    principal_domain=lambda z: (ne(z, ZERO),),
    sympy="arg",
)
