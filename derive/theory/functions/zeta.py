"""The Riemann zeta function."""

from derive.core.term import ONE
from derive.theory.function import Function
from derive.theory.shorthand import ne

FUNCTION = Function(
    name="zeta",
    spellings=("zeta",),
    letters=("\\zeta",),
    meaning=lambda m, s: m.zeta(s),
    source="DLMF 25.2",
    domain=lambda s: (ne(s, ONE),),
    ball=lambda s: s.zeta(),
    sympy="zeta",
    conventional=True,
)
