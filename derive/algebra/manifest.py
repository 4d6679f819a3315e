"""Conditions that are seen at once to hold always, or to leave something open, without any facts.

A sum of squares and exponentials is positive by its form; of a real symbol alone nothing is known.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from derive.algebra.facts_numbers import is_real_number
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Number, Symbol, Term

_POSITIVE: Final = frozenset(("exp", "cosh", "sigmoid", "pi"))
_RELATIONS: Final = frozenset(("ne", "lt", "le"))


@lru_cache(maxsize=1 << 12)
def holds_always(condition: Term) -> bool:
    """Whether a condition that something is not zero, or not below it, holds by the form of that."""
    if not isinstance(condition, Apply) or condition.head not in _RELATIONS:
        return False
    left, right = condition.children
    term = left if condition.head == "ne" else right
    if (right if condition.head == "ne" else left) is not ZERO:
        return False
    shown = is_not_negative if condition.head == "le" else is_positive
    return shown(term) and is_real_number(term)


def is_positive(term: Term) -> bool:
    """Whether a term that is a real number is positive wherever it is defined, by its form."""
    if isinstance(term, Number):
        return term.value > 0
    if not isinstance(term, Apply):
        return False
    rule = _RULES.get(term.head)
    return term.head in _POSITIVE if rule is None else rule(term)


def is_not_negative(term: Term) -> bool:
    """The same, if it may be zero."""
    if isinstance(term, Number):
        return term.value >= 0
    if not isinstance(term, Apply):
        return False
    if term.head == "power" and _is_even(term.children[1]):
        return True
    if term.head in {"add", "multiply"}:
        return all(map(is_not_negative, term.children))
    return term.head == "abs" or is_positive(term)


def _is_even(exponent: Term) -> bool:
    return isinstance(exponent, Number) and exponent.value % 2 == 0


def _sum(term: Apply) -> bool:
    return any(map(is_positive, term.children)) and all(map(is_not_negative, term.children))


def _product(term: Apply) -> bool:
    return all(map(is_positive, term.children))


def _power(term: Apply) -> bool:
    base, _ = term.children
    return is_positive(base)


_RULES: Final[dict[str, Callable[[Apply], bool]]] = {"add": _sum, "multiply": _product, "power": _power}


def is_open(condition: Term) -> bool:
    """Whether a condition compares a real symbol with a number or another one: it may hold and may fail."""
    if not isinstance(condition, Apply) or condition.head not in _RELATIONS:
        return False
    first, second = condition.children
    if isinstance(first, Symbol) and isinstance(second, Symbol):
        return first is not second and first.sort is REAL and second.sort is REAL
    return compared(condition) is not None


def compared(condition: Apply) -> tuple[Symbol, Number] | None:
    """The real symbol and the number that a relation compares; None for other relations."""
    first, second = condition.children
    if isinstance(first, Number):
        first, second = second, first
    if isinstance(first, Symbol) and first.sort is REAL and isinstance(second, Number):
        return first, second
    return None


def are_independent(conditions: list[Term]) -> bool:
    """Whether it is seen that none of them follows from the others.

    So it is if each compares a symbol of its own with a number, or says that it is not this number.
    """
    about: dict[Symbol, list[Apply]] = {}
    for condition in conditions:
        if not isinstance(condition, Apply) or condition.head not in _RELATIONS:
            return False
        pair = compared(condition)
        if pair is None:
            return False
        about.setdefault(pair[0], []).append(condition)
    return all(len(same) == 1 or all(c.head == "ne" for c in same) for same in about.values())
