"""Derivatives of plain expressions as steps of a tape: the slope of each part from those of its parts.

The rules are those of ``derivative_rules``, and what they need is required where they need it: a positive
base under an exponent that is no integer. No term is built for the derivative. Parts whose rules need more
have no slope here.
"""

from collections.abc import Callable
from functools import cache
from operator import add, mul, sub
from typing import Any, Final, Protocol

from flint import fmpq

from derive.algebra.balls_numbers import Indeterminate
from derive.core.term import MINUS_ONE, TWO, ZERO, Apply, Number, Symbol, Term, power
from derive.theory.function import Builder, function, nowhere_restricted

Slot = int
_ONE: Final = -1
"""In the place of a slot: a slope that is 1."""


class NoSlopeError(Exception):
    """The slope of some part is left to the derivative as a term."""


class Writer(Protocol):
    """What slopes are written on."""

    def slot(self, term: Term) -> Slot:
        """Where the value of a term is found."""

    def step(self, operation: Callable[[Any, Any], Any], first: Slot, second: Slot = 0) -> Slot:
        """Write a step; the slot of its value."""

    def constant(self, value: Any) -> Slot:
        """The slot of a value that is known."""


def slope(writer: Writer, body: Term, variable: Symbol) -> Slot:
    """The slot of the derivative by the variable, at the variable; the body is computed already.

    Raises:
        NoSlopeError: some part has no slope here.
    """
    found = _Slopes(writer, variable).of(body)
    if found is None or found == _ONE:
        return writer.constant(fmpq(0 if found is None else 1))
    return found


class _Slopes:
    """The slopes of the parts of an expression, None where they are 0."""

    __slots__ = ("done", "variable", "writer")

    def __init__(self, writer: Writer, variable: Symbol) -> None:
        self.writer = writer
        self.variable = variable
        self.done: dict[Term, Slot | None] = {variable: _ONE}

    def of(self, term: Term) -> Slot | None:
        """The slot of the slope of a part."""
        if self.variable not in term.symbols:
            return None
        if term not in self.done:
            if not isinstance(term, Apply):
                raise NoSlopeError
            self.done[term] = _RULES.get(term.head, _function)(self, term)
        return self.done[term]

    def times(self, factor: Slot, inner: Slot) -> Slot:
        """A value times a slope."""
        return factor if inner == _ONE else self.writer.step(mul, factor, inner)

    def settled(self, inner: Slot) -> Slot:
        """The slot of a slope, also if it is 1."""
        return self.writer.constant(fmpq(1)) if inner == _ONE else inner


def _add(slopes: _Slopes, term: Apply) -> Slot | None:
    total: Slot | None = None
    for part in term.children:
        taken = total is not None and _is_taken_away(part)
        inner = slopes.of(part.children[1] if taken else part)
        if inner is not None:
            inner = slopes.settled(inner)
            total = inner if total is None else slopes.writer.step(sub if taken else add, total, inner)
    return total


def _is_taken_away(part: Term) -> bool:
    return (
        isinstance(part, Apply)
        and part.head == "multiply"
        and len(part.children) == 2
        and part.children[0] is MINUS_ONE
    )


def _multiply(slopes: _Slopes, term: Apply) -> Slot | None:
    total: Slot | None = None
    writer, factors = slopes.writer, term.children
    for place, factor in enumerate(factors):
        inner = slopes.of(factor)
        if inner is not None:
            for other in (*factors[:place], *factors[place + 1 :]):
                inner = slopes.times(writer.slot(other), inner)
            inner = slopes.settled(inner)
            total = inner if total is None else writer.step(add, total, inner)
    return total


def _power(slopes: _Slopes, term: Apply) -> Slot | None:
    base, exponent = term.children
    if not isinstance(exponent, Number) or exponent is ZERO:
        raise NoSlopeError
    writer = slopes.writer
    if exponent.value.denominator != 1:
        writer.step(_ascending, writer.slot(ZERO), writer.slot(base))
    inner = slopes.of(base)
    if inner is None:
        return None
    lowered = writer.slot(base if exponent is TWO else power(base, Number(exponent.value - 1)))
    return slopes.times(writer.step(mul, writer.slot(exponent), lowered), inner)


def _function(slopes: _Slopes, term: Apply) -> Slot | None:
    builder = _derivative_of(term.head)
    if builder is None or len(term.children) != 1:
        raise NoSlopeError
    inner = slopes.of(term.children[0])
    return None if inner is None else slopes.times(slopes.writer.slot(builder(*term.children)), inner)


@cache
def _derivative_of(name: str) -> Builder | None:
    """The derivative of a function of one number that is smooth wherever it is defined; None for others."""
    record = function(name)
    if record is None or record.shape != "scalar" or record.smooth is not nowhere_restricted:
        return None
    return record.derivative[0] if len(record.derivative) == 1 else None


def _ascending(first: Any, second: Any) -> None:
    if not first < second:
        raise Indeterminate


_RULES: Final[dict[str, Callable[[_Slopes, Apply], Slot | None]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
}
