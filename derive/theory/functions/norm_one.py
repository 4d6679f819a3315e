"""The sum norm of a vector."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, fresh
from derive.theory.function import Function
from derive.theory.shorthand import absolute


def _definition(x: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, length)
    return bind("sum", i, absolute(Component(x, i)), ONE, length)


FUNCTION = Function(
    name="norm_one",
    spellings=("normone",),
    arity=1,
    meaning=lambda m, x: m.fsum(map(m.fabs, x)),
    source="definition",
    definition=_definition,
    shape="reduce",
    conventional=True,
)
