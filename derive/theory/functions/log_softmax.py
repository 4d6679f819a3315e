"""The logarithm of the softmax of a vector, entry by entry."""

from collections.abc import Sequence
from typing import Any

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, add, bind, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import exp, log, minus


def _definition(x: Term, scale: Term = ONE, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, scale, length)
    entry = Component(x, i) if scale is ONE else multiply(scale, Component(x, i))
    total = log(bind("sum", i, exp(entry), ONE, length))
    return bind("tabulate", i, add(entry, minus(total)), length)


def _meaning(m: Any, x: Sequence[Any], scale: Any = 1) -> list[Any]:
    total = m.log(m.fsum(m.exp(scale * v) for v in x))
    return [scale * v - total for v in x]


FUNCTION = Function(
    name="log_softmax",
    spellings=("logsoftmax", "LogSoftmax"),
    meaning=_meaning,
    source="definition",
    optional=1,
    definition=_definition,
    shape="vector",
    conventional=True,
)
