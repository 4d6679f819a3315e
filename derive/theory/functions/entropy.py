"""The Shannon entropy of a probability vector, in nats."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import log, minus


def _definition(p: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, p, length)
    return minus(bind("sum", i, multiply(Component(p, i), log(Component(p, i))), ONE, length))


FUNCTION = Function(
    name="entropy",
    spellings=("entropy",),
    arity=1,
    meaning=lambda m, p: -m.fsum(v * m.log(v) for v in p),
    source="definition",
    definition=_definition,
    shape="reduce",
    conventional=True,
)
