"""Relations between plain expressions, written as a list of steps: the common case of evaluation.

Plain are sums, products, powers and functions of one number over real symbols, and derivatives of them
at the symbol itself. In them every part is computed, whatever the values, so that the steps can be taken
one after the other, each different sub-term once. What is computed is what the closures of
``balls_program`` compute; whatever is not plain, or takes a turn that is not foreseen here, is left to them.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import add, mul, sub
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_derivatives import rules
from derive.algebra.balls_functions import on_reals
from derive.algebra.balls_numbers import (
    Indeterminate,
    Undefined,
    integer_power,
    odd_root,
    rational_power,
    real_power,
    reciprocal,
)
from derive.algebra.balls_slopes import NoSlopeError, slope
from derive.algebra.differentiate import opened
from derive.core.sort import REAL
from derive.core.term import MINUS_ONE, Apply, Binder, Number, Symbol, Term

Operation = Callable[[Any, Any], Any]
Step = tuple[Operation, int, int, int]
Side = tuple[bool | None, Any]
"""An operation, the slots of its two arguments, and that of its value."""


class _NotPlainError(Exception):
    """The term is left to the general way."""


class _Missing:
    """What stands in a slot that was not computed; nothing can be computed with it."""


_MISSING: Final = _Missing()


class Tape:
    """The steps that compute the sides of a relation, and where the values are put."""

    _slots__ = ("_inputs", "_template", "parts", "places", "slots")

    def __init__(self, relation: Term) -> None:
        """Write the steps.

        Raises:
            _NotPlainError: some part is not plain.
        """
        self.slots: dict[Term, int] = {}
        self._template: list[Any] = [_MISSING]
        self._inputs: list[tuple[int, Symbol]] = []
        self.parts: list[list[Step]] = []
        self.places: list[int] = []
        for side in relation.children:
            self.parts.append([])
            self.places.append(self.slot(side))

    def sides(self, assignment: Mapping[Any, Any]) -> list[Side] | None:
        """For each side whether it has a value, and the value; None where it is left to the general way."""
        values = self._template.copy()
        try:
            for slot, symbol in self._inputs:
                values[slot] = assignment[symbol]
        except KeyError:
            return None
        found: list[Side] = []
        failed: dict[int, Side] = {}
        for steps, place in zip(self.parts, self.places, strict=True):
            side = _run(steps, values, failed)
            if side is _FOUND:
                value = values[place]
                side = failed.get(place) if value is _MISSING else (True, value)
            if side is None:
                return None
            found.append(side)
        return found

    def slot(self, term: Term) -> int:
        """Where the value of a term is found, after the steps that compute it are written."""
        found = self.slots.get(term)
        if found is None:
            kind = type(term)
            if kind is Apply:
                found = _RULES.get(term.head, _function)(self, term)  # type: ignore[attr-defined]  # an Apply
            elif kind is Number:
                found = self.constant(exact_number(term))
            elif kind is Symbol:
                found = self._input(term)
            else:
                found = _derivative(self, term)
            self.slots[term] = found
        return found

    def step(self, operation: Operation, first: int, second: int = 0) -> int:
        """Write a step; the slot of its value."""
        template = self._template
        place = len(template)
        template.append(_MISSING)
        self.parts[-1].append((operation, first, second, place))
        return place

    def is_known(self, term: Term) -> bool:
        """Whether the value of a term needs no step that is not yet written."""
        return term in self.slots or not term.children

    def constant(self, value: Any) -> int:
        """The slot of a value that is known."""
        self._template.append(value)
        return len(self._template) - 1

    def _input(self, symbol: Any) -> int:
        if symbol.sort is not REAL:
            raise _NotPlainError
        self._template.append(_MISSING)
        self._inputs.append((len(self._template) - 1, symbol))
        return len(self._template) - 1


_FOUND: Final[Side] = (True, None)


def _run(steps: list[Step], values: list[Any], failed: dict[int, Side]) -> Side | None:
    """Take the steps; whether there is a value, or None where an argument is missing for another reason.

    A step that fails is remembered, since what is in common with the other side fails there too.
    """
    place = first = second = 0
    try:
        for operation, first, second, place in steps:
            values[place] = operation(values[first], values[second])
    except Undefined:
        failed[place] = (False, None)
    except (Indeterminate, OverflowError):
        failed[place] = (None, None)
    except (TypeError, AttributeError):
        return failed.get(first if values[first] is _MISSING else second)
    else:
        return _FOUND
    return failed[place]


@lru_cache(maxsize=4096)
def tape(relation: Term) -> Tape | None:
    """The steps of a relation between plain expressions, None for others."""
    try:
        return Tape(relation)
    except (_NotPlainError, RecursionError):
        return None


@lru_cache(maxsize=1 << 10)
def exact_number(term: Number) -> fmpq:
    """The value of a number."""
    return fmpq(term.value.numerator, term.value.denominator)


def _add(tape: Tape, term: Term) -> int:
    if not term.children:
        raise _NotPlainError
    head, *rest = term.children
    known, total = tape.slots.get, tape.slot(head)
    for part in rest:
        place = known(part)
        if (
            place is None
            and type(part) is Apply
            and part.head == "multiply"
            and part.children[0] is MINUS_ONE
        ):
            total = _subtract(tape, total, part)
        else:
            total = tape.step(add, total, tape.slot(part) if place is None else place)
    return total


def _subtract(tape: Tape, total: int, part: Term) -> int:
    """A product with -1 in front is taken away."""
    if len(part.children) != 2:
        return tape.step(add, total, tape.slot(part))
    return tape.step(sub, total, tape.slot(part.children[1]))


def _multiply(tape: Tape, term: Term) -> int:
    if not term.children:
        raise _NotPlainError
    head, *rest = term.children
    known, product = tape.slots.get, tape.slot(head)
    for factor in rest:
        place = known(factor)
        product = tape.step(mul, product, tape.slot(factor) if place is None else place)
    return product


def _power(tape: Tape, term: Term) -> int:
    base, exponent = term.children
    value = tape.slot(base)
    if type(exponent) is not Number:
        return tape.step(real_power, value, tape.slot(exponent))
    if exponent is MINUS_ONE:
        return tape.step(reciprocal, value)
    if exponent.value.denominator != 1:
        return tape.step(rational_power, value, tape.slot(exponent))
    whole = exponent.value.numerator
    return tape.step(integer_power, value, tape.constant(whole)) if whole else tape.step(_one, value)


def _one(value: Any, _: Any) -> fmpq:
    """The 0th power of what has a value."""
    if value is _MISSING:
        raise TypeError
    return fmpq(1)


def _root(tape: Tape, term: Term) -> int:
    base, degree = term.children
    if type(degree) is not Number or degree.value.denominator != 1 or degree.value <= 0:
        raise _NotPlainError
    n = degree.value.numerator
    if n % 2 == 0:
        return tape.step(lambda value, _: rational_power(value, fmpq(1, n)), tape.slot(base))
    return tape.step(lambda value, _: odd_root(value, n), tape.slot(base))


def _pi(tape: Tape, _: Term) -> int:
    return tape.step(lambda _, __: arb.pi(), 0)


def _function(tape: Tape, term: Term) -> int:
    operation = on_reals(term.head) if len(term.children) == 1 else None  # type: ignore[attr-defined]  # an Apply
    if operation is None:
        raise _NotPlainError
    return tape.step(operation, tape.slot(term.children[0]))


def _derivative(tape: Tape, term: Term) -> int:
    """The derivative at the variable itself: the body has a value, it is smooth, and then the slope."""
    if not isinstance(term, Binder) or term.kind != "derivative" or len(term.parameters) != 1:
        raise _NotPlainError
    variable, body = opened(term)
    if variable is not term.parameters[0]:
        raise _NotPlainError
    tape.slot(body)
    return _by_steps(tape, body, variable) or _as_a_term(tape, body, variable)


def _by_steps(tape: Tape, body: Term, variable: Symbol) -> int | None:
    """The slope of the body, None where a part of it has none; then nothing is written."""
    steps, known = len(tape.parts[-1]), len(tape.slots)
    try:
        return slope(tape, body, variable)
    except NoSlopeError:
        del tape.parts[-1][steps:]
        while len(tape.slots) > known:
            tape.slots.popitem()
        return None


def _as_a_term(tape: Tape, body: Term, variable: Symbol) -> int:
    """The slot of the derivative, under the conditions under which it is that."""
    found = rules(body, variable)
    if found is None:
        raise _NotPlainError
    derivative, conditions = found
    for condition in conditions:
        _require(tape, condition)
    return tape.slot(derivative)


def _require(tape: Tape, condition: Term) -> None:
    """A step that fails unless two values that are known stand in the relation."""
    test = _TESTS.get(condition.head) if isinstance(condition, Apply) else None
    if test is None or not all(map(tape.is_known, condition.children)):
        raise _NotPlainError
    first, second = map(tape.slot, condition.children)
    tape.step(test, first, second)


def _less(first: Any, second: Any) -> None:
    if not first < second:
        raise Indeterminate


def _at_most(first: Any, second: Any) -> None:
    if not first <= second:
        raise Indeterminate


def _different(first: Any, second: Any) -> None:
    if first == second or not first != second:
        raise Indeterminate


_TESTS: Final[dict[str, Operation]] = {"lt": _less, "le": _at_most, "ne": _different}
_RULES: Final[dict[str, Callable[[Tape, Any], int]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "pi": _pi,
}
