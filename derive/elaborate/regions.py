"""The probability that a random variable with a law lies in an interval, or has a value."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    HALF,
    INFINITY,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    power,
    subtract,
)

Ends = tuple[Term | None, Term | None]
_TURNED: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
MOST_WRITTEN_OUT: Final = 4
_DISCRETE: Final = frozenset(("bernoulli", "binomial", "poisson"))


def chance(kind: str, variable: Symbol, value: Term, parameters: tuple[Term, ...]) -> Term | None:
    """The expectation of a product of indicators of intervals; None for other values.

    A density has no points of its own, so that it does not matter whether an end belongs to the interval.
    """
    factors = value.children if isinstance(value, Apply) and value.head == "multiply" else (value,)
    said = [f.children[0] for f in factors if isinstance(f, Apply) and f.head == "indicator"]
    if len(said) != len(factors):
        return None
    if kind in _DISCRETE:
        return _of_value(kind, variable, said[0], parameters) if len(said) == 1 else None
    low: Term | None = None
    high: Term | None = None
    for relation in said:
        ends = _interval(variable, relation)
        if ends is None:
            return None
        low, high = _extreme("max", low, ends[0]), _extreme("min", high, ends[1])
    return _DENSITIES[kind]((low, high), *parameters)


def _extreme(head: str, first: Term | None, second: Term | None) -> Term | None:
    if first is None or second is None or first is second:
        return first or second
    return Apply(head, first, second)


def _interval(variable: Symbol, relation: Term) -> Ends | None:
    """The ends of an interval that a relation is about; None for other relations."""
    if not isinstance(relation, Apply) or relation.head not in _TURNED:
        return None
    left, right = relation.children
    head = relation.head
    if variable in right.symbols:
        left, right, head = right, left, _TURNED[head]
    if variable in right.symbols:
        return None
    if left is variable:
        return (right, None) if head in {"gt", "ge"} else (None, right)
    middle = _middle(variable, left) if head in {"lt", "le"} else None
    if middle is None:
        return None
    end = Apply("max", right, ZERO)
    return (negative(end), end) if middle is ZERO else (subtract(middle, end), add(middle, end))


def _middle(variable: Symbol, distance: Term) -> Term | None:
    """The c of ``|X - c|``; None for other terms."""
    inside = distance.children[0] if isinstance(distance, Apply) and distance.head == "abs" else None
    if inside is variable:
        return ZERO
    if not isinstance(inside, Apply) or inside.head != "add" or inside.children.count(variable) != 1:
        return None
    rest = [negative(c) for c in inside.children if c is not variable]
    return None if any(variable in c.symbols for c in rest) else add(*rest)


def _clamped(ends: Ends, least: Term, most: Term) -> tuple[Term, Term]:
    """The ends within the range of the variable, in this order."""

    def within(end: Term) -> Term:
        low = end if least is negative(INFINITY) else Apply("max", end, least)
        return low if most is INFINITY else Apply("min", low, most)

    low = least if ends[0] is None else within(ends[0])
    if ends[1] is None:
        return low, most
    high = within(ends[1])
    in_order = ends[0] is None or low is negative(high)
    return low, high if in_order else Apply("max", low, high)


def _normal(ends: Ends, mean: Term, spread: Term) -> Term:
    is_square = isinstance(spread, Apply) and spread.head == "power" and spread.children[1] is TWO
    scale = spread.children[0] if is_square else power(spread, HALF)

    def standard(end: Term | None) -> Term | None:
        if end is None or (mean is ZERO and spread is ONE):
            return end
        return divide(subtract(end, mean), scale)

    low, high = _clamped((standard(ends[0]), standard(ends[1])), negative(INFINITY), INFINITY)
    z = fresh("z", REAL, low, high)
    density = divide(Apply("exp", negative(divide(power(z, 2), TWO))), power(multiply(TWO, PI), HALF))
    return bind("integral", z, density, low, high)


def _uniform(ends: Ends, least: Term, most: Term) -> Term:
    low, high = _clamped(ends, least, most)
    return divide(subtract(high, low), subtract(most, least))


def _exponential(ends: Ends, rate: Term) -> Term:
    low, high = _clamped(ends, ZERO, INFINITY)
    x = fresh("x", REAL, low, high, rate)
    return bind("integral", x, multiply(rate, Apply("exp", negative(multiply(rate, x)))), low, high)


_DENSITIES: Final[dict[str, Callable[..., Term]]] = {
    "normal": _normal,
    "uniform": _uniform,
    "exponential": _exponential,
}


def _of_value(kind: str, variable: Symbol, relation: Term, parameters: tuple[Term, ...]) -> Term | None:
    """The probability of a value, or of those from it on or up to it, of a whole number."""
    if not isinstance(relation, Apply) or relation.children[0] is not variable:
        return None
    value = relation.children[1]
    if relation.head == "eq":
        if isinstance(value, Number) and kind in {"bernoulli", "binomial", "poisson"}:
            return _weight(kind, value, parameters) if value.value.denominator == 1 else ZERO
        return _weight(kind, value, parameters) if _is_index(value) and kind == "poisson" else None
    if not isinstance(value, Number) or value.value.denominator != 1 or kind == "bernoulli":
        return None
    first = value if relation.head in {"ge", "lt"} else Number(value.value + 1)
    below = _below(kind, int(first.value), parameters)
    return below if relation.head in {"lt", "le"} else subtract(ONE, below)


def _is_index(value: Term) -> bool:
    return isinstance(value, Symbol) and value.sort == INTEGER


def _below(kind: str, count: int, parameters: tuple[Term, ...]) -> Term:
    """The probability of the first so many values."""
    if count > MOST_WRITTEN_OUT:
        k = fresh("k", INTEGER, *parameters)
        return bind("sum", k, _weight(kind, k, parameters), ZERO, Number(count - 1))
    weights = [_weight(kind, Number(k), parameters) for k in range(count)]
    return add(*weights) if weights else ZERO


def _weight(kind: str, value: Term, parameters: tuple[Term, ...]) -> Term:
    if isinstance(value, Number) and value.value < 0:
        return ZERO
    if kind == "poisson":
        (rate,) = parameters
        return multiply(divide(power(rate, value), Apply("factorial", value)), Apply("exp", negative(rate)))
    if kind == "bernoulli":
        weights: dict[Term, Term] = {ZERO: subtract(ONE, parameters[0]), ONE: parameters[0]}
        return weights.get(value, ZERO)
    count, rate = parameters
    others = power(subtract(ONE, rate), subtract(count, value))
    return multiply(Apply("binomial", count, value), power(rate, value), others)
