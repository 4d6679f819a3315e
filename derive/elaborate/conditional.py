r"""Conditional moments: ``E[X \mid Y]``, ``Var(X \mid Y)`` and ``Cov(X, Y \mid Z)``."""

from typing import Final

from derive.core.source import Place
from derive.core.surface import Fence, Name, Surface
from derive.core.term import MINUS_ONE, Apply, Symbol, Term, add, multiply, power
from derive.elaborate.application import MOMENTS, inside
from derive.elaborate.arrays import shape
from derive.elaborate.chances import NAMES, chance
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.towers import CONDITIONAL

PROBABILITIES: Final = NAMES | MOMENTS.keys()
"""What probabilities and moments are called."""


def probability(reading: Reading, head: Name, argument: Surface) -> Term | None:
    """The probability or the conditional moment that a name stands for; None for all else."""
    if head.text in NAMES:
        return chance(reading, head, argument)
    known = reading.scope.lookup(head.text) is not None
    return None if known else conditional_moment(reading, head.text, argument)


def conditional_moment(reading: Reading, name: str, argument: Surface) -> Term | None:
    """The conditional moment with this name; None where nothing is given.

    Raises:
        UnreadableError: what is given is no random variable.
    """
    if name not in MOMENTS or not isinstance(argument, Fence) or "|" not in argument.separators:
        return None
    behind = argument.separators.index("|") + 1
    values = [inside(reading, i) for i in argument.items[:behind]]
    given = _given(reading, argument.items[behind:], argument.place)
    if len(values) != 1 + (name == "Cov") or any(map(shape, values)):
        raise refusal("conditional", argument.place)
    if MOMENTS[name] == "expectation":
        return Apply(CONDITIONAL, values[0], given)
    first, second = (*values, *values)[:2]
    square = power(first, 2) if first is second else multiply(first, second)
    means = multiply(*(Apply(CONDITIONAL, v, given) for v in (first, second)))
    return add(Apply(CONDITIONAL, square, given), multiply(MINUS_ONE, means))


def _given(reading: Reading, items: tuple[Surface, ...], place: Place) -> Symbol:
    name = items[0] if len(items) == 1 and isinstance(items[0], Name) else None
    symbol = reading.term(name) if name is not None and name.text[:1].isupper() else None
    if not isinstance(symbol, Symbol) or shape(symbol):
        raise refusal("conditional", place)
    return symbol
