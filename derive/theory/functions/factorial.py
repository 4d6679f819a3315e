"""The factorial of a natural number."""

from derive.core.term import INFINITY, ONE, ZERO, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import gamma, integral, le

FUNCTION = Function(
    name="factorial",
    spellings=("factorial",),
    meaning=lambda m, n: m.factorial(n),
    source="definition",
    definition=lambda n: gamma(add(n, ONE)),
    domain=lambda n: (integral(n), le(ZERO, n)),
    range=interval(ONE, INFINITY, "l"),
    monotone=(2,),
    ball=lambda n: n.fac(),
    values="integer",
    sympy="factorial",
)
