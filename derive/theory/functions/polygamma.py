"""The derivatives of the digamma function: polygamma(n, x) is the n-th one."""

from derive.core.term import ONE, ZERO, Apply, add
from derive.theory.function import Function
from derive.theory.shorthand import either, integral, le, lt, negation

FUNCTION = Function(
    name="polygamma",
    spellings=("polygamma",),
    arity=2,
    meaning=lambda m, n, x: m.polygamma(n, x),
    source="DLMF 5.15",
    domain=lambda n, x: (integral(n), le(ONE, n), either(lt(ZERO, x), negation(integral(x)))),
    derivative=(None, lambda n, x: Apply("polygamma", add(n, ONE), x)),
    ball=lambda n, x: -n.cos_pi() * n.fac() * (n + 1).zeta(x),
    sympy="polygamma",
)
