"""The real part."""

from derive.core.term import ONE
from derive.theory.function import Function

FUNCTION = Function(
    name="re",
    spellings=("\\Re", "re"),
    meaning=lambda m, z: m.re(z),
    source="DLMF 1.9",
    analytic=False,
    derivative=(lambda _: ONE,),
    monotone=(1,),
    parity=-1,
    ball=lambda z: z,
    principal=lambda z: z.real,
    sympy="re",
)
