"""The sine integral, the integral of sin t / t from 0."""

from derive.core.term import Apply
from derive.theory.function import Function

FUNCTION = Function(
    name="sine_integral",
    spellings=("Si",),
    meaning=lambda m, x: m.si(x),
    source="DLMF 6.2",
    derivative=(lambda x: Apply("sinc", x),),
    parity=-1,
    ball=lambda x: x.si(),
    sympy="Si",
)
