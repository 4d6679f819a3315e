r"""Where limits go, and limits whose variable is an expression: ``\lim_{(a - b) \to -\infty}``."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import REAL
from derive.core.surface import Name, Scripted, Signed, Surface
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    bind,
    negative,
    replace,
    subterms,
)
from derive.elaborate.arrays import shape
from derive.elaborate.names import text_of
from derive.elaborate.patterns import settled
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal

_MARKS: Final = {"+": 1, "-": -1}
_ENDS: Final = {INFINITY: (ONE,), negative(INFINITY): (negative(ONE),)}
"""Infinity is no argument of anything, so that an end of the line is told by a sign."""


def point_of(reading: Reading, node: Surface) -> tuple[Term, int]:
    """Where something tends to, and from which side: 1 from above, -1 from below, 0 if it does not say."""
    if isinstance(node, Signed) and node.sign == "-" and isinstance(node.operand, Scripted):
        point, direction = point_of(reading, node.operand)
        return negative(point), direction
    if isinstance(node, Scripted) and None in (node.sub, node.sup):
        mark = text_of(node.sup if node.sub is None else node.sub)
        if mark in _MARKS:
            return reading.term(node.base), _MARKS[mark or ""]
    if isinstance(node, Signed) and text_of(node.operand) == "\\infty":
        return (negative(INFINITY) if node.sign == "-" else INFINITY), 0
    return reading.term(node), 0


def value_at_end(reading: Reading, value: Term, variable: Symbol, end: Term, other: Term) -> Term:
    """The value at an end of an evaluation bar; where it is not defined there, the limit from inside."""
    at = replace(value, {variable: end})
    if not _is_outside(at):
        return at
    reading.readings.append("limit-at-end")
    side = 0
    if isinstance(end, Number) and isinstance(other, Number):
        side = 1 if end.value < other.value else -1
    symbol = reading.loose(variable.name, REAL)
    return bind("limit", symbol, replace(value, {variable: symbol}), end, Number(side))


def _is_outside(term: Term) -> bool:
    """Whether a term has infinity in it, the logarithm of 0, or 0 below the line."""
    return any(map(_is_singular, subterms(term)))


def _is_singular(term: Term) -> bool:
    if term is INFINITY:
        return True
    if not isinstance(term, Apply) or term.head not in ("log", "power") or not term.children:
        return False
    base, exponent = settled(term.children[0]), term.children[-1]
    falling = term.head == "log" or (isinstance(exponent, Number) and exponent.value < 0)
    return falling and isinstance(base, Number) and not base.value


def limit_along(
    reading: Reading, expression: Surface, target: Surface, direction: int, body: Callable[[], Term]
) -> Term:
    """The limit as an expression of several names tends somewhere.

    What is held fixed meanwhile is not said, so that it is only used that equal terms have equal limits.
    An expression that is one symbol, such as ``x_1``, is a variable like others.

    Raises:
        UnreadableError: what tends, or what has the limit, is an array, or nothing that varies.
    """
    inner = reading.term(expression)
    point, side = point_of(reading, target)
    value = body()
    if isinstance(inner, Symbol) and inner.sort == REAL:
        symbol = reading.loose(inner.name, REAL)
        return bind("limit", symbol, replace(value, {inner: symbol}), point, Number(side or direction))
    if shape(inner) or shape(value) or not inner.symbols or isinstance(expression, Name):
        raise refusal("limit-variable", expression.place)
    reading.readings.append("limit-along")
    return Apply("along", value, inner, *_ENDS.get(point, (ZERO, point)), Number(side or direction))
