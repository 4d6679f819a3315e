"""The log-sum-exp of a vector, lse(x; lambda) with an inverse temperature."""

from derive.core.sort import INTEGER
from derive.core.term import ONE, ZERO, Component, Term, bind, divide, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import exp, log, ne


def _definition(x: Term, scale: Term = ONE, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, scale, length)
    entry = Component(x, i)
    if scale is ONE:
        return log(bind("sum", i, exp(entry), ONE, length))
    return divide(log(bind("sum", i, exp(multiply(scale, entry)), ONE, length)), scale)


FUNCTION = Function(
    name="lse",
    spellings=(
        "lse",
        "LSE",
        "logsumexp",
        "LogSumExp",
    ),
    meaning=lambda m, x, scale=1: m.log(m.fsum(m.exp(scale * v) for v in x)) / scale,
    source="definition",
    optional=1,
    definition=_definition,
    domain=lambda _, scale=ONE: () if scale is ONE else (ne(scale, ZERO),),
    shape="reduce",
    conventional=True,
)
