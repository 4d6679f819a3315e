"""The p-norm of a vector, p at least 1."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, fresh, power
from derive.theory.function import Function
from derive.theory.shorthand import absolute, le


def _definition(x: Term, p: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, p, length)
    return power(bind("sum", i, power(absolute(Component(x, i)), p), ONE, length), power(p, -1))


FUNCTION = Function(
    name="norm_p",
    spellings=("normp",),
    arity=2,
    meaning=lambda m, x, p: m.fsum(m.fabs(v) ** p for v in x) ** (1 / m.mpf(p)),
    source="definition",
    definition=_definition,
    domain=lambda _, p: (le(ONE, p),),
    shape="reduce",
    conventional=True,
)
