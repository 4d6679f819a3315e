"""The complex conjugate."""

from derive.core.term import ONE
from derive.theory.function import Function

FUNCTION = Function(
    name="conj",
    spellings=("conj", "conjugate"),
    meaning=lambda m, z: m.conj(z),
    source="DLMF 1.9",
    analytic=False,
    derivative=(lambda _: ONE,),
    monotone=(1,),
    parity=-1,
    ball=lambda z: z,
    principal=lambda z: z.conjugate(),
    values="complex",
    sympy="conjugate",
)
