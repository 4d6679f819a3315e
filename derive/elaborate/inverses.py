"""The inverse of a function at a value, where the function is a chain of steps that can be undone.

What comes back is the one number at which the function has the value; where it has none, the term is
not defined.
"""

from fractions import Fraction
from typing import Final, TypeGuard

from derive.algebra.dimensions import linear
from derive.algebra.unfold import expand
from derive.core.sort import REAL
from derive.core.source import Place
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    power,
    subtract,
)
from derive.elaborate.application import Head
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal

_CALLED: Final = {"sin": "asin", "cos": "acos", "tan": "atan", "cosh": "arcosh"}
"""What is called the inverse of a function that has none."""

_INVERSES: Final = {"sinh": "arsinh", "tanh": "artanh", "exp": "log", "log": "exp"}


def inverse_at(reading: Reading, head: Head, arguments: tuple[Term, ...], place: Place) -> Term:
    """``f^{-1}`` at an argument; of an array, at every entry.

    Raises:
        UnreadableError: the inverse is not known.
    """
    variable = reading.loose("t", REAL)
    value = head.to(reading, (variable,), place)
    if len(arguments) != 1 or not isinstance(variable, Symbol):
        raise refusal("inverse-of-function", place, name=head.name)

    def at(argument: Term) -> Term:
        if isinstance(value, Apply) and value.children == (variable,) and value.head in _CALLED:
            return Apply(_CALLED[value.head], argument)
        found = _solution(value, variable, argument)
        if found is None:
            raise refusal("inverse-of-function", place, name=head.name)
        return found

    return reading.each(arguments[0], at)


def _solution(value: Term, variable: Symbol, at: Term) -> Term | None:
    """The number in the place of the variable at which a term has the value ``at``; None if unclear."""
    if value is variable:
        return at
    if not isinstance(value, Apply):
        return None
    moving = [c for c in value.children if variable in c.symbols]
    if len(moving) != 1:
        return _of_quotient(value, variable, at)
    (inside,) = moving
    others = tuple(c for c in value.children if c is not inside)
    undone = _undone(value, inside, others, at)
    if undone is not None:
        return _solution(inside, variable, undone)
    definition = expand(value)
    return None if definition is None else _solution(definition, variable, at)


def _undone(step: Apply, inside: Term, others: tuple[Term, ...], at: Term) -> Term | None:
    """What the inside of one step is if its value is ``at``."""
    if step.head == "add":
        return subtract(at, add(*others))
    if step.head == "multiply" and ZERO not in others:
        return divide(at, multiply(*others))
    if step.head == "power":
        return _base_of(at, step.children[1]) if inside is step.children[0] else None
    if step.head == "root" and inside is step.children[0]:
        return power(at, step.children[1])
    return Apply(_INVERSES[step.head], at) if step.head in _INVERSES else None


def _base_of(at: Term, exponent: Term) -> Term | None:
    """The number of which ``at`` is the power: an odd one, or a root."""
    if not isinstance(exponent, Number):
        return None
    size = abs(exponent.value)
    positive = divide(ONE, at) if exponent.value < 0 else at
    if size == 1:
        return positive
    if size.denominator == 1 and size % 2 == 1:
        return Apply("root", positive, Number(size))
    if size.numerator == 1 and size.denominator == 2:
        return Apply("cases", power(positive, 2), Apply("le", ZERO, at))
    return None


def _is_reciprocal(term: Term) -> TypeGuard[Apply]:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is MINUS_ONE


def _affine(term: Term, variable: Symbol) -> tuple[Fraction, Fraction] | None:
    """The numbers a and b of ``a x + b``."""
    form = linear(term)
    return (
        (form.get(variable, Fraction(0)), form.get(ONE, Fraction(0)))
        if set(form) <= {variable, ONE}
        else None
    )


def _of_quotient(value: Apply, variable: Symbol, at: Term) -> Term | None:
    """Of ``(a x + b) / (c x + d)``, which takes each value once if ``a d`` is not ``b c``."""
    if value.head != "multiply" or len(value.children) != 2:
        return None
    below = next((c for c in value.children if _is_reciprocal(c)), None)
    above = next((c for c in value.children if c is not below), None)
    if below is None or above is None:
        return None
    first, second = _affine(above, variable), _affine(below.children[0], variable)
    if first is None or second is None or first[0] * second[1] == first[1] * second[0]:
        return None
    (a, b), (c, d) = (tuple(map(Number, pair)) for pair in (first, second))
    return divide(subtract(multiply(d, at), b), subtract(a, multiply(c, at)))
