"""The softmax of a vector, softmax(x; lambda) with an inverse temperature."""

from collections.abc import Sequence
from typing import Any

from derive.core.sort import INTEGER
from derive.core.term import ONE, Component, Term, bind, divide, fresh, multiply
from derive.theory.function import Function
from derive.theory.shorthand import exp


def _definition(x: Term, scale: Term = ONE, *, length: Term) -> Term:
    i = fresh("i", INTEGER, x, scale, length)
    entry = Component(x, i)
    weight = exp(entry if scale is ONE else multiply(scale, entry))
    return bind("tabulate", i, divide(weight, bind("sum", i, weight, ONE, length)), length)


def _meaning(m: Any, x: Sequence[Any], scale: Any = 1) -> list[Any]:
    weights = [m.exp(scale * v) for v in x]
    return [w / m.fsum(weights) for w in weights]


FUNCTION = Function(
    name="softmax",
    spellings=("softmax",),
    meaning=_meaning,
    source="definition",
    optional=1,
    definition=_definition,
    shape="vector",
    conventional=True,
)
