r"""What the sign or the size of a derivative on an interval says of the function there.

By the mean value theorem a function whose derivative is nowhere negative on an interval does not fall on it,
and one whose second derivative is nowhere negative is convex there (W. Rudin, Principles of Mathematical
Analysis, theorems 5.10 and 5.11, exercise 5.14).
"""

from collections.abc import Iterator
from typing import Final

from derive.core.sort import REAL, FunctionSort
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    power,
    replace,
    subtract,
)

_CONVERSE: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq"}
_PREMISE: Final = {"lt": "lt", "gt": "lt", "le": "le", "ge": "le"}
_WEAK: Final = {"lt": "le", "gt": "ge"}
_UNIT: Final = Apply("interval", ZERO, ONE, ONE, ONE)
_SLOPE: Final = 1
_CURVATURE: Final = 2


def mean_values(proposition: Term) -> Iterator[Term]:
    """What follows for any two places of an interval from what is said of a derivative at each of them."""
    if not isinstance(proposition, Binder) or proposition.kind != "forall":
        return
    if proposition.variable.sort != REAL:
        return
    x = fresh("x", REAL, proposition)
    y, t = fresh("y", REAL, proposition, x), fresh("t", REAL, proposition, x)
    body = proposition.open(x)
    guard, said = body.children if isinstance(body, Apply) and body.head == "implies" else (None, body)
    found = _said(said, x) if guard is None or _is_interval(guard, x) else None
    if found is None:
        return
    relation, order, function, bound = found
    if order == _SLOPE and relation == "eq" and guard is None:
        related = _solution(function, bound, x)
        yield from () if related is None else (bind("forall", x, related),)
        return
    if x in bound.symbols:
        return
    if order == _SLOPE:
        related = _grows(relation, function, bound, x, y)
    elif order == _CURVATURE and bound is ZERO and relation != "size":
        related = _bends(relation, function, x, y, t)
    else:
        return
    yield _for_two(x, y, guard, related)


def _said(said: Term, x: Symbol) -> tuple[str, int, Symbol, Term] | None:
    """How a derivative at x of a function is compared with what: relation, order, function, bound."""
    if not isinstance(said, Apply) or said.head not in _CONVERSE:
        return None
    relation, (slope, bound) = said.head, said.children
    if not _is_slope(slope):
        relation, slope, bound = _CONVERSE[relation], bound, slope
    if isinstance(slope, Apply) and slope.head == "abs" and relation in ("lt", "le"):
        relation, slope = "size", slope.children[0]
    order = 0
    while isinstance(slope, Binder) and slope.kind == "derivative" and slope.parameters == (x,):
        order, slope = order + 1, slope.open(x)
    if not isinstance(slope, Apply) or slope.head != "apply" or slope.children[1:] != (x,):
        return None
    function = slope.children[0]
    known = isinstance(function, Symbol) and isinstance(function.sort, FunctionSort)
    return (relation, order, function, bound) if known and isinstance(function, Symbol) else None


def _is_slope(term: Term) -> bool:
    inside = term.children[0] if isinstance(term, Apply) and term.head == "abs" else term
    return isinstance(inside, Binder) and inside.kind == "derivative"


def _solution(function: Symbol, slope: Term, x: Symbol) -> Term | None:
    """The value at x of a function with a derivative that is a polynomial, or a multiple of the function."""
    here, start = Apply("apply", function, x), Apply("apply", function, ZERO)
    factors = list(_factors(slope))
    if factors.count(here) == 1:
        rate = multiply(*(f for f in factors if f is not here)) if len(factors) > 1 else ONE
        grown = multiply(start, Apply("exp", multiply(rate, x)))
        return None if {x, function} & rate.symbols else Apply("eq", here, grown)
    gained = _integrated(slope, x)
    if gained is None or function in slope.symbols:
        return None
    return Apply("eq", here, start if gained is ZERO else add(start, gained))


def _integrated(value: Term, x: Symbol) -> Term | None:
    """The integral from 0 to x of a polynomial that is written out; None for anything else."""
    if x not in value.symbols:
        return ZERO if value is ZERO else multiply(value, x)
    if isinstance(value, Apply) and value.head == "add":
        parts = [_integrated(c, x) for c in value.children]
        found = [p for p in parts if p is not None]
        return add(*found) if len(found) == len(parts) else None
    factors = list(_factors(value))
    varying = [f for f in factors if x in f.symbols]
    exponent = _exponent(varying[0], x) if len(varying) == 1 else None
    if exponent is None:
        return None
    grown = divide(power(x, exponent + 1), Number(exponent + 1))
    return multiply(*(f for f in factors if f is not varying[0]), grown)


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child)
    else:
        yield term


def _exponent(factor: Term, x: Symbol) -> int | None:
    if factor is x:
        return 1
    base, exponent = factor.children if isinstance(factor, Apply) and factor.head == "power" else (None, None)
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0
    return int(exponent.value) if base is x and whole and isinstance(exponent, Number) else None


def _grows(relation: str, function: Symbol, bound: Term, x: Symbol, y: Symbol) -> Term:
    """How far the values at x and y are apart."""
    there, here = Apply("apply", function, y), Apply("apply", function, x)
    if relation == "size":
        return Apply("le", Apply("abs", subtract(there, here)), multiply(bound, Apply("abs", subtract(y, x))))
    least = here if bound is ZERO else add(here, multiply(bound, subtract(y, x)))
    compared = Apply(relation, there, least)
    return compared if relation == "eq" else Apply("implies", Apply(_PREMISE[relation], x, y), compared)


def _bends(relation: str, function: Symbol, x: Symbol, y: Symbol, t: Symbol) -> Term:
    """How the value between x and y compares with those there."""
    rest = subtract(ONE, t)
    inside = Apply("apply", function, add(multiply(t, x), multiply(rest, y)))
    chord = add(multiply(t, Apply("apply", function, x)), multiply(rest, Apply("apply", function, y)))
    curved = Apply(_CONVERSE[_WEAK.get(relation, relation)], inside, chord)
    return bind("forall", t, Apply("implies", Apply("member", t, _UNIT), curved))


def _for_two(x: Symbol, y: Symbol, guard: Term | None, related: Term) -> Term:
    """The statement for all x and y of the interval."""
    if guard is None:
        return bind("forall", x, bind("forall", y, related))
    inner = bind("forall", y, Apply("implies", replace(guard, {x: y}), related))
    return bind("forall", x, Apply("implies", guard, inner))


def _is_interval(guard: Term, x: Symbol) -> bool:
    """Whether a condition says that x is in an interval, or in what several have in common."""
    if not isinstance(guard, Apply):
        return False
    if guard.head == "and":
        return all(_is_interval(part, x) for part in guard.children)
    if guard.head == "member":
        place, where = guard.children
        interval = isinstance(where, Apply) and where.head in ("interval", "reals")
        return place is x and interval and x not in where.symbols
    sides = [side for side in guard.children if x in side.symbols]
    return guard.head in _PREMISE and sides == [x]
