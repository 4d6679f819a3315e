"""The cross entropy of two probability vectors, in nats."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import log, minus


def _definition(p: Term, q: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, p, q, length)
    return minus(bind("sum", i, multiply(Component(p, i), log(Component(q, i))), ONE, length))


FUNCTION = Function(
    name="cross_entropy",
    spellings=("crossentropy", "CrossEntropy"),
    arity=2,
    meaning=lambda m, p, q: -m.fsum(v * m.log(w) for v, w in zip(p, q, strict=True)),
    source="definition",
    definition=_definition,
    shape="reduce",
    conventional=True,
)
