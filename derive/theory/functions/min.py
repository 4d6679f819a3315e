"""The smallest of its arguments."""

from functools import reduce

from derive.theory.function import Function
from derive.theory.shorthand import le, minimum

FUNCTION = Function(
    name="min",
    spellings=("\\min",),
    variadic=True,
    meaning=lambda m, *x: min(map(m.mpf, x)),
    source="definition",
    analytic=False,
    ball=lambda *x: reduce(lambda a, b: a.min(b), x),
    facts=lambda *x: tuple(le(minimum(*x), v) for v in x),
    sympy="Min",
)
