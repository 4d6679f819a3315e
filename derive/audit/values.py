"""Rules about values that are taken, tangents, entries and parts of numbers; see docs/calculus.md."""

from typing import Final

from derive.audit.analysis import ENDS, WEAKLY, continuous
from derive.audit.steps import Need, Premise, Rule, Step
from derive.core.sort import COMPLEX, REAL
from derive.core.term import (
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    replace,
    subtract,
)
from derive.theory.tangents import TANGENTS
from derive.trial.sequents import RejectedError, places_of, require
from derive.trial.written import LOWEST, binder, conjuncts, equals, head_of, sides, slope

UNIT: Final = Apply("imaginary")


def _near_limit(n: Step) -> Need:
    """What is positive near a point is so beside it, where the bounds hold that do right behind it."""
    goal, (variable, point, value) = binder(n.goal, "exists"), n.arguments
    x = n.fresh(variable, goal.variable.sort)
    *bounds, last = conjuncts(goal.open(x))
    small, large = sides(last, *WEAKLY)
    gap = subtract(large, small) if head_of(last) in {"lt", "le"} else subtract(small, large)
    limit = binder(sides(n.below[0], "eq")[0], "limit")
    way = 0 if point in ENDS else limit.parameters[1]
    require(x.sort == REAL or point in ENDS, "integers have no limit there")
    require(way in (0, Number(1), Number(-1)) and x not in point.symbols, "no one side")
    require(n.tree.premises[0].rule == "limit-value", "the limit may not exist")
    approached = bind("limit", x, gap, point, ZERO if point in ENDS else limit.parameters[1])
    above = point is LOWEST or way is Number(1)
    implied = tuple(p for b in bounds for p in _beside(b, x, point, above))
    return Need((equals(approached, value), Apply("lt", ZERO, value)), (), implied, real=(small, large))


def _beside(bound: Term, x: Symbol, point: Term, above: bool) -> tuple[Term, ...]:
    """What makes a bound of a variable hold right behind a point."""
    left, right = sides(bound, *WEAKLY, "ne")
    require((left is x) != (right is x), "no bound of the variable")
    other = right if left is x else left
    require(x not in other.symbols, "no bound of the variable")
    if head_of(bound) == "ne":
        return ()
    upper = (head_of(bound) in {"lt", "le"}) == (left is x)
    if point in ENDS:
        require(upper == (point is LOWEST), "the bound excludes infinity")
        return ()
    low, high = (point, other) if upper else (other, point)
    return (Apply("lt" if upper == above else "le", low, high),)


def _intermediate(n: Step) -> Need:
    goal = binder(n.goal, "exists")
    x = n.fresh(n.one(), REAL)
    require(goal.variable.sort == REAL, "no real number")
    *bounds, last = conjuncts(goal.open(x))
    left, right = sides(last, "eq")
    for side in (left, right):
        continuous(side, x)
    for b in bounds:
        require(head_of(b) != "ne" and bool(_beside(b, x, ZERO, above=True)), "no interval")
    both = (
        Apply("and", *bounds, Apply(h, left, right)) if bounds else Apply(h, left, right)
        for h in ("le", "ge")
    )
    return Need(
        tuple(bind("exists", x, p) for p in both), (left, right), (), tuple(bounds), real=(left, right)
    )


def _tangents(n: Step) -> Need:
    left, right = n.sides("lt", "le")
    rest, *others = n.arguments
    require(len(others) % 5 == 0, "no tangents")
    parts, implied, known = [rest], [], [rest]
    for k in range(0, len(others), 5):
        name, *numbers, factor = others[k : k + 5]
        if not isinstance(name, Symbol) or name.name not in TANGENTS:
            raise RejectedError("no such tangent")
        found = TANGENTS[name.name](*numbers)
        parts.append(multiply(factor, subtract(found.large, found.small)))
        implied += [Apply("le", ZERO, factor), *found.conditions]
        known += [*numbers, factor]
    premises = (equals(subtract(right, left), add(*parts)), Apply(n.head, ZERO, rest))
    return Need(premises, tuple(known), tuple(implied), real=(left, right, *known))


def _lipschitz(n: Step) -> Need:
    left, right = n.sides("le")
    variable, function_of, x, y, factor = n.arguments
    t = n.fresh(variable, REAL)
    require(t not in factor.symbols | x.symbols | y.symbols, "a factor that varies")
    at = [replace(function_of, {t: p}) for p in (x, y)]
    require(left is Apply("abs", subtract(*at)), "another difference")
    require(right is multiply(factor, Apply("abs", subtract(x, y))), "another bound")
    continuous(function_of, t)
    premise = n.tree.premises[0].conclusion
    inner, bound = sides(premise.goal, "le")
    require(head_of(inner) == "abs" and bound is factor, "another slope")
    bounds = tuple(h for h in premise.hypotheses if h not in n.given)
    for h in bounds:
        require(head_of(h) != "ne" and bool(_beside(h, t, ZERO, above=True)), "no bound of the variable")
    changing = slope(function_of, t)
    return Need(
        (Premise(premise.goal, bounds),),
        (x, y, factor),
        tuple(replace(h, {t: p}) for h in bounds for p in (x, y)),
        real=(x, y, factor),
        also=(Need((), (function_of, changing), (equals(changing, inner.children[0]),), bounds),),
    )


def _every_entry(n: Step) -> Need:
    left, right = n.sides("eq", "le", "lt")
    places = places_of(n.goal)
    require(len(places) == len(n.below), "a premise for each entry")
    implied = []
    for place, premise in zip(places, n.below, strict=True):
        for array, entry in zip((left, right), sides(premise, n.head), strict=True):
            shown = array if isinstance(array, Number) else Component(array, *map(Number, place))
            implied.append(equals(shown, entry))
    return Need(n.below, (), tuple(implied))


def _parts(n: Step) -> Need:
    """With ``x + i y`` for each complex number the sides are made of those of the premises."""
    left, right = n.sides("eq", "le", "lt")
    named = {s for t in (n.goal, *n.given) for s in t.symbols if s.sort == COMPLEX}
    numbers, fresh = sorted(named, key=lambda s: s.digest), [n.fresh(a, REAL) for a in n.arguments]
    require(len(set(fresh)) == len(fresh) == 2 * len(numbers), "two parts for each number")
    pairs = zip(numbers, fresh[::2], fresh[1::2], strict=True)
    put: dict[Term, Term] = {z: add(x, multiply(UNIT, y)) for z, x, y in pairs}
    (p, q), *others = sides(n.below[0], n.head), *(sides(g, "eq") for g in n.below[1:])
    require(len(others) <= (n.head == "eq"), "another number of parts")
    turned = [multiply(UNIT, part) for pair in others for part in pair]
    same = [
        equals(replace(a, put), add(b, *turned[k::2])) for k, (a, b) in enumerate(((left, p), (right, q)))
    ]
    known = tuple(dict.fromkeys(h for t in n.tree.premises for h in t.conclusion.hypotheses))
    moved = tuple(replace(h, put) for h in n.given)
    return Need(
        tuple(Premise(g, known) for g in n.below),
        real=(p, q, *(part for pair in others for part in pair)),
        also=(Need(implied=tuple(same), under=known), Need(implied=known, under=moved)),
    )


VALUES: Final[dict[str, Rule]] = {
    "near-limit": _near_limit,
    "intermediate": _intermediate,
    "tangents": _tangents,
    "lipschitz": _lipschitz,
    "every-entry": _every_entry,
    "parts": _parts,
}
