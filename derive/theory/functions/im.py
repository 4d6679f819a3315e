"""The imaginary part, which is 0 for real numbers."""

from derive.core.term import ZERO
from derive.theory.function import Function, interval

FUNCTION = Function(
    name="im",
    spellings=("\\Im", "im"),
    meaning=lambda m, z: m.im(z),
    source="DLMF 1.9",
    analytic=False,
    derivative=(lambda _: ZERO,),
    range=interval(ZERO, ZERO, "lh"),
    ball=lambda z: 0 * z,
    principal=lambda z: z.imag,
    sympy="im",
)
