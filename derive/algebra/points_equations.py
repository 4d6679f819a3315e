"""Values that hypotheses ask for: solutions of equations, and places where an inequality turns."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from math import isqrt
from typing import Any

from derive.algebra.balls import Indeterminate, Undefined, Value, exact_value, rational
from derive.core.effort import Effort
from derive.core.sort import Sort
from derive.core.term import HALF, Apply, Number, Symbol, Term, add, negative, power, subtract

Values = dict[Symbol, Value]
_RELATIONS = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))


def definition_of(symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values) -> "Value | None":
    """The exact value that an equation ``symbol = term`` gives, where the other symbols have theirs."""
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if side is symbol and symbol not in other.symbols:
                    found = exact_value(other, chosen)
                    if found is not None:
                        return found
    return None


def equal_values(
    symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort
) -> list[Fraction | Term]:
    """The solutions of equations for the symbol, with a square root where they need one."""
    return [r for at in _gaps(symbol, hypotheses, chosen, effort, equations=True) for r in _solutions(at)]


def critical_values(
    symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort
) -> list[Fraction]:
    """The places where relations for the symbol that are no equations turn."""
    return [r for at in _gaps(symbol, hypotheses, chosen, effort, equations=False) for r in _roots(at)]


def _gaps(
    symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort, *, equations: bool
) -> Iterator[Callable[[int], Fraction | None]]:
    """The differences of the sides of relations as functions of the symbol's value."""
    for hypothesis in hypotheses:
        for relation in _parts(hypothesis):
            if symbol in relation.symbols and (relation.head == "eq") is equations:
                difference = subtract(*relation.children)
                yield _values_of(difference, symbol, lambda v: v, chosen, effort)


def _parts(hypothesis: Term) -> Iterator[Apply]:
    if not isinstance(hypothesis, Apply):
        return
    if hypothesis.head in {"and", "or"}:
        for part in hypothesis.children:
            yield from _parts(part)
    elif hypothesis.head in _RELATIONS and _is_scalar(hypothesis):
        yield hypothesis


def _is_scalar(relation: Apply) -> bool:
    return not any(
        isinstance(s, Symbol) and isinstance(s.sort, Sort) and s.sort.shape for s in relation.children
    )


def _values_of(
    term: Term, symbol: Symbol, shaped: Callable[[Fraction], "Value"], chosen: Values, effort: Effort
) -> Callable[[int], Fraction | None]:
    """The exact value of a term as a function of one number that the symbol's value is made of."""

    def at(number: int) -> Fraction | None:
        effort.charge(10 + term.size)
        try:
            return rational(term, {**chosen, symbol: shaped(Fraction(number))})
        except (Undefined, Indeterminate):
            return None

    return at


def _roots(at: Callable[[int], Fraction | None]) -> list[Fraction]:
    """The rational zeros of a function that four values show as quadratic or linear."""
    return [r for r in _solutions(at) if isinstance(r, Fraction)]


def _solutions(at: Callable[[int], Fraction | None]) -> list[Fraction | Term]:
    """The real zeros of a function that four values show as quadratic or linear."""
    samples = [at(n) for n in (1, 2, 3, 4)]
    first, second, third, fourth = samples
    if first is None or second is None or third is None or fourth is None:
        return []
    curvature = (third - 2 * second + first) / 2
    if (fourth - 2 * third + second) / 2 != curvature:
        return []
    slope = second - first - 3 * curvature
    constant = first - slope - curvature
    if curvature == 0:
        return [-constant / slope] if slope != 0 else []
    middle, square = -slope / (2 * curvature), slope * slope / (4 * curvature**2) - constant / curvature
    root = _square_root(square)
    if root is not None:
        return [middle + sign * root for sign in (1, -1)]
    return [_with_root(middle, sign, square) for sign in (1, -1)] if square > 0 else []


def _with_root(middle: Fraction, sign: int, square: Fraction) -> Term:
    surd = power(Number(square), HALF)
    turned = surd if sign > 0 else negative(surd)
    return turned if middle == 0 else add(Number(middle), turned)


def _square_root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    p, q = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(p, q) if p * p == value.numerator and q * q == value.denominator else None


def solved_arrays(
    symbol: Symbol, base: Any, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort
) -> Iterator["Value"]:
    """Arrays like the given one that meet an equation: scaled, or with another last entry."""
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq" and symbol in hypothesis.symbols:
            difference = subtract(*hypothesis.children)
            for shaped in (partial(_scaled, base), partial(_with_last, base)):
                roots = _roots(_values_of(difference, symbol, shaped, chosen, effort))
                yield from map(shaped, filter(None, roots))


def _scaled(base: Any, factor: Fraction) -> Any:
    return tuple(_scaled(e, factor) for e in base) if isinstance(base, tuple) else base * factor


def _with_last(base: Any, entry: Fraction) -> Any:
    if not isinstance(base, tuple) or not base:
        return entry
    return (*base[:-1], _with_last(base[-1], entry))
