"""Limits that do not exist, shown by two ways to the point along which the values tend to different things.

The ways are the two sides of a point, subsequences ``q n + r`` of a sequence, and the places where the
sine or cosine of what grows beyond all bounds is 1, 0 or -1: a continuous function that tends to plus
or minus infinity takes every value beyond some number, so that there are such places as far out as one
likes. With integers n and a rational ``a != 0``, ``sin(a n + b)`` is not periodic, and comes as near to each
number between -1 and 1 as one likes, infinitely often (Weyl, Über die Gleichverteilung von Zahlen mod. Eins,
1916); then the values follow, since their limit is continuous in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.limits.bounded import CIRCULAR, Box
from derive.algebra.limits.expand import NEGATIVE_INFINITY, Growth
from derive.algebra.limits.limit import SIDES, approaches, at_infinity, confined, shown
from derive.algebra.limits.sequences import of_sequence
from derive.algebra.limits.setting import VARIABLE, OutsideError, Setting, UndeterminedError
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
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
    negative,
    power,
    replace,
    subterms,
    subtract,
)

MOST_STEPS: Final = 12
MOST_WAYS: Final = 8
_SLANTED: Final = (Number(Fraction(3, 5)), Number(Fraction(4, 5)))
PLACES: Final = ((ONE, ZERO), (MINUS_ONE, ZERO), (ZERO, ONE), (ZERO, MINUS_ONE), _SLANTED)
"""Sine and cosine at places of the circle."""
CONTINUOUS: Final = frozenset(("add", "multiply", "power", "exp", "log", "pi", "e"))


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the point: from a side, along terms of the sequence, or where an equation holds.

    ``along`` is plus or minus 1 for a side, the index of the terms, or the equation.
    """

    along: Term
    value: Term


Ways = tuple[Way, Way]


def two_ways(term: Binder, facts: Facts, effort: Effort) -> Ways | None:
    """Two ways to the point of a limit on which the values tend to different things; None if not found."""
    setting = Setting(facts.assuming(Apply("lt", ZERO, VARIABLE)), effort)
    try:
        seen: list[Way] = []
        for way in islice(_ways(term, setting), MOST_WAYS):
            other = next((w for w in seen if _differ(w.value, way.value, setting)), None)
            if other is not None:
                return other, way
            seen.append(way)
    except (UndeterminedError, OutsideError):
        return None
    return None


def _differ(first: Term, second: Term, setting: Setting) -> bool:
    if first is second:
        return False
    if {first, second} & {INFINITY, NEGATIVE_INFINITY}:
        return True
    try:
        return setting.compare(first, second) != 0
    except UndeterminedError:
        return False


def _ways(term: Binder, setting: Setting) -> Iterator[Way]:
    point, direction = term.parameters
    if term.variable.sort == INTEGER and point is INFINITY:
        yield from _subsequences(term, setting)
        yield from _places(term, VARIABLE, 1, setting)
        return
    infinite = point in (INFINITY, NEGATIVE_INFINITY)
    sides = (0,) if infinite else SIDES[int(direction.value) if isinstance(direction, Number) else 0]
    for side, approach in zip(sides, approaches(point, direction), strict=True):
        value = _value(term.open(approach), setting)
        if value is not None:
            yield Way(Number(side), value)
        yield from _places(term, approach, side or (1 if approach is VARIABLE else -1), setting)


def _value(term: Term, setting: Setting) -> Term | None:
    try:
        return at_infinity(term, setting, Box(setting))
    except (UndeterminedError, OutsideError):
        return None


def _subsequences(term: Binder, setting: Setting) -> Iterator[Way]:
    """The limits of the terms with ``q n + r``, for a q after which signs and angles repeat."""
    index = fresh("n", INTEGER, term, VARIABLE)
    steps = lcm(1, *_periods(term.open(index), index))
    if 1 < steps <= MOST_STEPS:
        for rest in range(steps):
            along = (
                add(multiply(Number(steps), index), Number(rest)) if rest else multiply(Number(steps), index)
            )
            inner = bind(
                "limit", index, canonical(term.open(along), Facts(()), setting.effort), INFINITY, ZERO
            )
            try:
                box = Box(setting)
                yield Way(along, at_infinity(of_sequence(inner, box), setting, box))
            except (UndeterminedError, OutsideError):
                continue


def _periods(body: Term, index: Symbol) -> Iterator[int]:
    """After how many steps the signs of powers and the angles of sine and cosine repeat."""
    for t in subterms(body):
        if not isinstance(t, Apply) or index not in t.symbols:
            continue
        if t.head == "power" and index in t.children[1].symbols and isinstance(t.children[0], Number):
            yield 2 if t.children[0].value < 0 else 1
        if t.head in CIRCULAR:
            slope = _slope(divide(t.children[0], PI), index)
            yield 2 * slope.denominator if slope is not None else 1


def _slope(angle: Term, index: Symbol) -> Fraction | None:
    """The rational a of ``a n + b``; None for other terms."""
    found = canonical(subtract(replace(angle, {index: add(index, ONE)}), angle), Facts(()), Effort(2_000))
    return found.value if isinstance(found, Number) else None


def _places(term: Binder, approach: Term, sign: int, setting: Setting) -> Iterator[Way]:
    """The limits along the places where sine and cosine of the same growing angle have fixed values."""
    box = Box(setting)
    whole = term.variable.sort == INTEGER
    try:
        body = of_sequence(term, box) if whole else term.open(approach)
        held = confined(body, setting, box)
    except (UndeterminedError, OutsideError):
        return
    for angle in box.angles():
        dense = _slope(angle, VARIABLE) if whole else None
        if not _goes_through(angle, setting) or (whole and not dense):
            continue
        for values in PLACES:
            at = box.held_at(angle, values)
            value = _at(held, at, setting, box, limit_first=whole)
            if value is not None:
                head, number = ("cos", values[1]) if values[0] is ZERO else ("sin", values[0])
                seen = canonical(replace(angle, {VARIABLE: _back(term, sign)}), Facts(()), setting.effort)
                yield Way(Apply("eq", Apply(head, seen), number), value)


def _back(term: Binder, sign: int) -> Term:
    """The variable that tends to infinity, in terms of the one of the limit."""
    point = term.parameters[0]
    whole = term.variable.sort == INTEGER
    variable = fresh("n" if whole else "x", term.variable.sort, term)
    if point in (INFINITY, NEGATIVE_INFINITY):
        return variable if sign > 0 else negative(variable)
    distance = variable if point is ZERO else subtract(variable, point)
    return power(distance if sign > 0 else negative(distance), MINUS_ONE)


def _goes_through(angle: Term, setting: Setting) -> bool:
    """Whether an angle tends to plus or minus infinity, continuously."""
    if not all(
        t is VARIABLE or not t.children or getattr(t, "head", "") in CONTINUOUS for t in subterms(angle)
    ):
        return False
    try:
        return Growth(setting).limit(setting.canonical(angle)) in (INFINITY, NEGATIVE_INFINITY)
    except (UndeterminedError, OutsideError):
        return False


def _at(held: Term, at: dict[Term, Term], setting: Setting, box: Box, *, limit_first: bool) -> Term | None:
    """The limit with values for the bounded parts: put in before it is taken, or after."""
    within = setting.within(tuple(box.hypotheses))
    try:
        if limit_first:
            found = replace(Growth(within).limit(within.canonical(held)), at)
            return None if set(found.symbols) & set(box.symbols) else setting.canonical(found)
        found = Growth(within).limit(within.canonical(replace(held, at)))
        return shown(within.canonical(found), box)
    except (UndeterminedError, OutsideError):
        return None
