"""Claims in words that a function is continuous, differentiable or Lipschitz, at a place or in a range."""

from collections.abc import Callable, Iterator
from typing import Final

from derive.algebra.definedness import definedness
from derive.algebra.facts import Facts
from derive.algebra.facts_hypotheses import negation
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL, Sort
from derive.core.surface import Name, Surface
from derive.core.term import (
    MINUS_ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    power,
    replace,
    subtract,
)
from derive.elaborate.application import head_of
from derive.elaborate.arrays import shape
from derive.elaborate.convergent import exactly, plainly
from derive.elaborate.described import says
from derive.elaborate.jointly import limit_in_all, parted
from derive.elaborate.reading import Reading
from derive.elaborate.sentences import Spoken, Value, implied, inside, place_of, value_of

_EFFORT: Final = 2_000
Local = Callable[[Value, Term, int], Term]
"""What is said of a value at a place, from one side or from both."""


def _limit(value: Value, place: Term, side: int) -> tuple[Term, Term]:
    term, x = value
    there = replace(term, {x: place})
    return bind("limit", x, term, place, Number(side)), _simply(there)


def _simply(term: Term) -> Term:
    """A value at a place given by numbers, without the cases that are decided there."""
    closed = not any(isinstance(s.sort, Sort) and s.name in ("c", "x", "y", "z") for s in term.symbols)
    return canonical(term, Facts(()), Effort(_EFFORT)) if closed else term


def _continuous(value: Value, place: Term, side: int) -> Term:
    """That the limit is the value."""
    return Apply("eq", *_limit(value, place, side))


def _broken(value: Value, place: Term, side: int) -> Term:
    """That there is no limit, or another one than the value, or no value."""
    limit, there = _limit(value, place, side)
    missing = (negation(c) for c in definedness(there))
    return Apply("or", *missing, Apply("not", Apply("converges", limit)), _kept(Apply("ne", limit, there)))


def _unbroken(value: Value, place: Term, side: int) -> Term:
    """That it is not broken, which has a meaning also where there is no limit."""
    return Apply("not", _broken(value, place, side))


def _kept(said: Term) -> Term:
    """A statement that is false, and not without meaning, where a limit in it does not exist."""
    return bind("exists", Symbol("u", REAL), said)


def _quotients(value: Value, place: Term, side: int) -> tuple[Term, ...]:
    """The limits of quotients of differences: the one looked at, and for both sides also each by itself."""
    term, x = value
    step = Symbol("h", REAL)
    moved = subtract(replace(term, {x: add(place, step)}), replace(term, {x: place}))
    quotient = multiply(moved, power(step, MINUS_ONE))
    sides = (side,) if side else (0, 1, -1)
    return tuple(bind("limit", step, quotient, ZERO, Number(s)) for s in sides)


def _smooth(value: Value, place: Term, side: int) -> Term:
    found = [Apply("converges", limit) for limit in _quotients(value, place, side)]
    return found[0] if len(found) == 1 else Apply("and", *found)


def _kinked(value: Value, place: Term, side: int) -> Term:
    return Apply("not", Apply("converges", _quotients(value, place, side)[0]))


_LOCAL: Final[dict[str, tuple[Local, Local]]] = {
    "continuous": (_continuous, _broken),
    "differentiable": (_smooth, _kinked),
}


def local(kind: str) -> Callable[[Reading, Spoken, Surface], Term | None]:
    """That a function is continuous or differentiable, at a place, in a range, or for some parameters."""
    holds, fails = _LOCAL[kind]

    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        approach = spoken.parts.get("place")
        joint = _jointly(reading, spoken, node) if kind == "continuous" and approach is not None else None
        if joint is not None:
            return joint
        value = value_of(reading, node)
        if value is None:
            return None
        ranging = kind == "continuous" and ("place" not in spoken.parts or bool(definedness(value[0])))
        chosen = fails if spoken.denied else _unbroken if ranging else holds
        said = _said(reading, spoken, value, chosen, for_some=spoken.denied)
        cases = spoken.parts.get("cases")
        if said is None or cases is None:
            return said
        if spoken.denied:
            return None
        condition = plainly(reading.term(cases))
        broken = _said(reading, spoken, value, fails, for_some=True)
        return None if broken is None else exactly(condition, _kept(said), broken)

    return rule


def _said(reading: Reading, spoken: Spoken, value: Value, said: Local, *, for_some: bool) -> Term | None:
    if "place" in spoken.parts:
        return said(value, reading.term(place_of(spoken.parts["place"])), 0)
    place, on = reading.loose("c", REAL), spoken.parts.get("on")
    within = () if on is None else tuple(_conjuncts(plainly(inside(reading, on, value[1], place))))
    within = tuple(w for w in within if w is not Apply("eq", place, place))
    value, domain = _in_domain(value, place)
    if on is None:
        within = domain
    elif not all(map(Facts(within).proves, domain)):
        return None
    bounds = tuple(b for b in within if isinstance(b, Apply) and b.head in ("lt", "le", "gt", "ge"))
    rest = tuple(b for b in within if b not in bounds)
    if any(not isinstance(r, Apply) or r.head != "ne" for r in rest):
        return None
    if for_some:
        return None if within else bind("exists", place, said(value, place, 0))
    open_bounds = tuple(Apply(_OPEN[b.head], *b.children) for b in bounds)
    parts: list[Term] = [bind("forall", place, implied((*open_bounds, *rest), said(value, place, 0)))]
    for bound in bounds:
        low, high = bound.children if bound.head in ("lt", "le") else reversed(bound.children)
        if bound.head in ("le", "ge"):
            parts.append(said(value, *((low, 1) if high is place else (high, -1))))
    return parts[0] if len(parts) == 1 else Apply("and", *parts)


def _in_domain(value: Value, place: Term) -> tuple[Value, tuple[Term, ...]]:
    """The value of a function without its domain, and where a place is in it."""
    term, x = value
    domain: list[Term] = []
    while isinstance(term, Apply) and term.head == "cases" and len(term.children) == 2:  # one condition
        term, condition = term.children
        domain += _conjuncts(plainly(replace(condition, {x: place})))
    return (term, x), tuple(domain)


_OPEN: Final = {"le": "lt", "ge": "gt", "lt": "lt", "gt": "gt"}


def _conjuncts(said: Term) -> Iterator[Term]:
    if isinstance(said, Apply) and said.head == "and":
        for part in said.children:
            yield from _conjuncts(part)
    else:
        yield said


def _jointly(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """Continuity of a function of several variables at a point."""
    point = place_of(spoken.parts["place"])
    head = head_of(reading, node) if isinstance(node, Name) else None
    places = getattr(point, "items", ())
    if head is None or not 2 <= len(places) <= 3:
        return None
    symbols = tuple(reading.loose(n, REAL) for n in ("x", "y", "z")[: len(places)])
    at = tuple(reading.term(p) for p in places)
    value, there = head.to(reading, symbols, node.place), head.to(reading, at, node.place)
    if shape(there) or any(shape(p) for p in at):
        return None
    limit, there = limit_in_all(reading, value, symbols, at), _simply(there)
    if not spoken.denied:
        return Apply("eq", limit, there)
    return Apply("or", *parted(reading, limit).children, _kept(Apply("ne", limit, there)))


def lipschitz(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That values differ by at most a constant times the difference of their arguments."""
    value = value_of(reading, node)
    if value is None:
        return None
    term, x = value
    other = Symbol(f"{x.name}'", REAL)
    constant = reading.term(place_of(spoken.parts["value"]))
    gap = Apply("abs", subtract(term, replace(term, {x: other})))
    said = Apply("le", gap, multiply(constant, Apply("abs", subtract(x, other))))
    on = spoken.parts.get("on")
    within = () if on is None else tuple(says(reading, on, v) for v in (x, other))
    return implied(within, said)
