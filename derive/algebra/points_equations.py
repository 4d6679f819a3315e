"""Values that hypotheses ask for: solutions of equations, and places where an inequality turns."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import isqrt
from operator import mul
from typing import Any

from flint import fmpq

from derive.algebra.balls import (
    Indeterminate,
    Undefined,
    Value,
    exact_numbers,
    exact_value,
    prepared,
    rational,
)
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.dimensions import Linear, linear
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError, shape_of
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.sort import REAL, Sort
from derive.core.term import (
    HALF,
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    multiply,
    negative,
    power,
    replace,
    subterms,
    subtract,
)

Values = dict[Symbol, Value]
MOST_UNKNOWN = 16
_RELATIONS = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))


def definition_of(symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values) -> "Value | None":
    """The exact value that an equation ``symbol = term`` gives, where the other symbols have theirs."""
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if side is symbol and symbol not in other.symbols:
                    found = exact_value(other, chosen)
                    if found is not None:
                        return _as_vector(found) if len(shape_of(symbol)) == 1 else found
    return None


def _as_vector(value: Any) -> Any:
    """A vector of one entry may come as a number, or as a matrix."""
    return tuple(flattened(value))


def equal_values(
    symbol: Symbol, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort
) -> list[Fraction | Term]:
    """The solutions of equations for the symbol, with square roots or constants where they need them."""
    found = [r for at in _gaps(symbol, hypotheses, chosen, effort, equations=True) for r in _solutions(at)]
    return found or [r for h in hypotheses for r in _with_constants(symbol, h, chosen, effort)]


def _with_constants(symbol: Symbol, hypothesis: Term, chosen: Values, effort: Effort) -> Iterator[Term]:
    """The solution of an equation that is linear in the symbol and has constants such as pi in it."""
    if not isinstance(hypothesis, Apply) or hypothesis.head != "eq" or symbol.sort != REAL:
        return
    known: dict[Term, Term] = {s: Number(v) for s, v in chosen.items() if isinstance(v, Fraction)}
    gap = replace(subtract(*hypothesis.children), known)
    if gap.symbols != {symbol} or shape_of(hypothesis.children[0]):
        return
    effort.charge(30 * gap.size)
    at = [canonical(replace(gap, {symbol: Number(n)}), Facts(), effort) for n in (0, 1, 2)]
    slope, again = (canonical(subtract(b, a), Facts(), effort) for a, b in pairwise(at))
    if slope is again and isinstance(slope, Number) and slope.value:
        yield canonical(multiply(Number(-1 / slope.value), at[0]), Facts(), effort)


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
    others = prepared(chosen)

    def at(number: int) -> Fraction | None:
        effort.charge(10 + term.size)
        try:
            return rational(term, {**others, symbol: shaped(Fraction(number))})
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


def solved_entries(
    symbol: Symbol, base: Any, hypotheses: tuple[Term, ...], chosen: Values, effort: Effort
) -> list["Value"] | None:
    """Arrays that meet all equations, if these are linear in the entries, and are else like the given one.

    None says that there is none at all, whatever the given one is.
    """
    equations = [h for h in hypotheses if isinstance(h, Apply) and h.head == "eq" and symbol in h.symbols]
    if not equations or not all(map(_has_array, equations)):
        return []
    flat = list(flattened(base))
    if len(flat) > MOST_UNKNOWN:
        return []
    start, others = [fmpq(v.numerator, v.denominator) for v in flat], prepared(chosen)

    def gaps(values: list[fmpq]) -> list[fmpq] | None:
        effort.charge(sum(10 + h.size for h in equations))
        return _gaps_of_arrays(equations, {**others, symbol: _shaped(base, iter(values))})

    at_base, again = gaps(start), gaps([2 * v + k for k, v in enumerate(start)])
    moved = [gaps([*start[:k], start[k] + 1, *start[k + 1 :]]) for k in range(len(start))]
    if at_base is None or any(m is None or len(m) != len(at_base) for m in moved):
        return []
    columns = [[a - b for a, b in zip(m or (), at_base, strict=True)] for m in moved]
    rows = [list(row) for row in zip(*columns, strict=True)]
    steps = [v + k for k, v in enumerate(start)]
    linear_there = [g + sum(map(mul, row, steps)) for g, row in zip(at_base, rows, strict=True)]
    if again != linear_there:
        return []
    change = solution(rows, [-g for g in at_base])
    if change is None:
        return None
    solved = (a + b for a, b in zip(start, change, strict=True))
    return [_shaped(base, iter([Fraction(int(v.p), int(v.q)) for v in solved]))]


def _gaps_of_arrays(equations: list[Apply], point: Values) -> list[fmpq] | None:
    """The differences of the sides of equations, entry by entry."""
    found: list[fmpq] = []
    for equation in equations:
        left, right = (exact_numbers(side, point) for side in equation.children)
        if left is None or right is None:
            return None
        found += [a - b for a, b in zip(*_as_long(left, right), strict=True)]
    return found


def _has_array(equation: Apply) -> bool:
    return any(shape_of(side) for side in equation.children)


def flattened(value: Any) -> Iterator[Fraction]:
    """The numbers in an array, row by row."""
    if isinstance(value, tuple):
        for entry in value:
            yield from flattened(entry)
    else:
        yield value


def _as_long(first: list[fmpq], second: list[fmpq]) -> tuple[list[fmpq], list[fmpq]]:
    """Both lists; a single number beside an array stands for each of its entries."""
    longest = max(len(first), len(second))
    return (first * longest if len(first) == 1 else first), (second * longest if len(second) == 1 else second)


def _shaped(base: Any, values: Iterator[Any]) -> Any:
    return tuple(_shaped(e, values) for e in base) if isinstance(base, tuple) else next(values)


def solution(rows: list[list[fmpq]], right: list[fmpq]) -> list[fmpq] | None:
    """One solution of linear equations, with zeros where it is free; None if there is none."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    width = len(rows[0]) if rows else 0
    pivots: list[int] = []
    for k in range(width):
        below = next((r for r in table[len(pivots) :] if r[k]), None)
        if below is None:
            continue
        table.remove(below)
        lead = [v / below[k] for v in below]
        table.insert(len(pivots), lead)
        pivots.append(k)
        for position, row in enumerate(table):
            if row is not lead and row[k]:
                times = row[k]
                table[position] = [v - times * w if w else v for v, w in zip(row, lead, strict=True)]
    if any(row[-1] for row in table[len(pivots) :]):
        return None
    found = [fmpq(0)] * width
    for pivot, row in zip(pivots, table, strict=False):
        found[pivot] = row[-1]
    return found


def _scaled(base: Any, factor: Fraction) -> Any:
    return tuple(_scaled(e, factor) for e in base) if isinstance(base, tuple) else base * factor


def _with_last(base: Any, entry: Fraction) -> Any:
    if not isinstance(base, tuple) or not base:
        return entry
    return (*base[:-1], _with_last(base[-1], entry))


def worked_out(hypotheses: tuple[Term, ...]) -> tuple[Term, ...]:
    """What equations say that have derivatives in them, with these worked out."""
    found = (h for h in hypotheses if isinstance(h, Apply) and h.head == "eq" and _has_derivative(h))
    return tuple(e for e in map(_resolved, found) if e is not None)


def _has_derivative(term: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind == "derivative" for t in subterms(term))


def _resolved(equation: Apply) -> Term | None:
    try:
        left, right = (unfold(resolve(side)) for side in equation.children)
    except (DerivativeError, ShapeError):
        return None
    return None if _has_derivative(left) or _has_derivative(right) else Apply("eq", left, right)


def solved_linear(hypotheses: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of two or more linear equations between numbers, what they say of single symbols in terms of others."""
    rows: list[Linear] = []
    for relation in (r for h in hypotheses for r in _parts(h) if r is h and r.head == "eq"):
        row = linear(subtract(*relation.children))
        if len(row) > 1 and all(s is ONE or _is_number(s) for s in row):
            rows.append(row)
    if len(rows) < 2:
        return ()
    pivots: dict[Symbol, Linear] = {}
    for row in rows:
        rest = _eliminated(row, pivots)
        symbols = [s for s in rest if isinstance(s, Symbol)]
        if not symbols:
            continue
        pivot = max(symbols, key=lambda s: s.name)
        value = {s: -c / rest[pivot] for s, c in rest.items() if s is not pivot}
        pivots = {s: _eliminated(v, {pivot: value}) for s, v in pivots.items()} | {pivot: value}
    return tuple(Apply("eq", s, _total(value)) for s, value in pivots.items())


def _is_number(term: Term) -> bool:
    return isinstance(term, Symbol) and term.sort == REAL


def _eliminated(row: Linear, pivots: Mapping[Symbol, Linear]) -> Linear:
    """A linear form with values in the place of some of its symbols."""
    found: Linear = {}
    for symbol, coefficient in row.items():
        value = pivots.get(symbol) if isinstance(symbol, Symbol) else None
        for s, c in ({symbol: Fraction(1)} if value is None else value).items():
            found[s] = found.get(s, Fraction(0)) + coefficient * c
    return {s: c for s, c in found.items() if c}


def _total(form: Linear) -> Term:
    if not form:
        return Number(0)
    return add(*(Number(c) if s is ONE else multiply(Number(c), s) for s, c in form.items()))
