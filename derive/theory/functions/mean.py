"""The arithmetic mean of the entries of a vector."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, divide, fresh
from derive.theory.function import Function


def _definition(x: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, length)
    return divide(bind("sum", i, Component(x, i), ONE, length), length)


FUNCTION = Function(
    name="mean",
    spellings=("mean",),
    arity=1,
    meaning=lambda m, x: m.fsum(x) / len(x),
    source="definition",
    definition=_definition,
    shape="reduce",
    conventional=True,
)
