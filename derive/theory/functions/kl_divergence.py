"""The Kullback-Leibler divergence of two probability vectors, in nats."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, divide, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import log


def _definition(p: Term, q: Term, *, length: Term) -> Term:
    i = fresh("i", INTEGER, p, q, length)
    return bind(
        "sum", i, multiply(Component(p, i), log(divide(Component(p, i), Component(q, i)))), ONE, length
    )


FUNCTION = Function(
    name="kl_divergence",
    spellings=("KL",),
    arity=2,
    meaning=lambda m, p, q: m.fsum(v * m.log(v / w) for v, w in zip(p, q, strict=True)),
    source="definition",
    definition=_definition,
    shape="reduce",
    conventional=True,
)
