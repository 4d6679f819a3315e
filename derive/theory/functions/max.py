"""The largest of its arguments."""

from functools import reduce

from derive.theory.function import Function
from derive.theory.shorthand import le, maximum

FUNCTION = Function(
    name="max",
    spellings=("\\max",),
    variadic=True,
    meaning=lambda m, *x: max(map(m.mpf, x)),
    source="definition",
    analytic=False,
    ball=lambda *x: reduce(lambda a, b: a.max(b), x),
    facts=lambda *x: tuple(le(v, maximum(*x)) for v in x),
    sympy="Max",
)
