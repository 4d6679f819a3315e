"""Other ways to put a goal: what a person takes for the same statement at a glance."""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

from derive.core.claim import Claim
from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    subterms,
    subtract,
)
from derive.core.term import replace as substituted
from derive.grade.deciding import holds
from derive.grade.form import form, quotient
from derive.grade.path import Goal

_ORDERS = frozenset(("lt", "le", "gt", "ge"))
_BODIES = frozenset(("derivative", "limit", "integral"))
_INCREASING = ("exp", "log")
_SMALL = 3


def rearranged(goal: Goal) -> Iterator[Goal]:
    """The goal, and the difference of its sides against 0, from either side."""
    yield goal
    if goal.relation == "ne" or ZERO in (goal.left, goal.right) or goal.left is goal.right:
        return
    difference = form(Apply("add", goal.left, Apply("multiply", MINUS_ONE, goal.right)))
    yield Goal(difference, goal.relation, ZERO)
    negated = form(Apply("multiply", MINUS_ONE, difference))
    yield Goal(negated, _CONVERSE[goal.relation], ZERO)


_CONVERSE = {"eq": "eq", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def transformed(goal: Goal, claim: Claim, nodes: Sequence[Term]) -> Iterator[Goal]:
    """The goal times something positive; an inequality also after an increasing function, or in the limit."""
    if goal.relation != "ne":
        yield from _scaled(goal, claim, nodes)
    if goal.relation in _ORDERS:
        for head in _INCREASING:
            yield Goal(form(Apply(head, goal.left)), goal.relation, form(Apply(head, goal.right)))
        yield from _limits(goal, nodes)


def _scaled(goal: Goal, claim: Claim, nodes: Sequence[Term]) -> Iterator[Goal]:
    """Both sides times the same positive factor."""
    side, other, places = _sides(goal)
    if side is ZERO:
        return
    known = set(nodes)
    for node in nodes:
        factor = quotient(node, side)
        if factor in (ZERO, ONE) or factor.size > max(node.size, side.size):
            continue
        scaled = form(Apply("multiply", factor, other))
        if scaled in known and holds(Claim(claim.context, Apply("lt", ZERO, factor))):
            yield places(node, scaled)


def _sides(goal: Goal) -> tuple[Term, Term, Callable[[Term, Term], Goal]]:
    """A side that is not 0, the other one, and how both make a goal."""
    if goal.left is not ZERO:
        return goal.left, goal.right, lambda a, b: Goal(a, goal.relation, b)
    return goal.right, goal.left, lambda a, b: Goal(b, goal.relation, a)


def _limits(goal: Goal, nodes: Sequence[Term]) -> Iterator[Goal]:
    """The limits of both sides, as some node takes a limit; of a constant also the constant itself."""
    seen: set[tuple[Term, ...]] = set()
    weak = {"lt": "le", "gt": "ge"}.get(goal.relation, goal.relation)
    for node in nodes:
        if not isinstance(node, Binder) or node.kind != "limit" or node.parameters in seen:
            continue
        seen.add(node.parameters)
        for name in _free_reals(goal):
            left, right = (_limit(side, name, node) for side in (goal.left, goal.right))
            for a in left:
                for b in right:
                    yield Goal(a, weak, b)


def _free_reals(goal: Goal) -> list[Symbol]:
    found = {s for s in goal.left.symbols | goal.right.symbols if s.sort == REAL}
    return sorted(found, key=lambda s: (s.name, s.digest))


def _limit(side: Term, variable: Symbol, like: Binder) -> tuple[Term, ...]:
    taken = form(bind("limit", variable, side, *like.parameters))
    return (taken,) if variable in side.symbols else (taken, side)


def steps_of_sums(goal: Goal) -> Iterator[Term]:
    """What an induction speaks of: of the value of a sum the next one, and the differences to it."""
    for whole, value in ((goal.left, goal.right), (goal.right, goal.left)):
        last = whole.parameters[-1] if isinstance(whole, Binder) and whole.kind == "sum" else None
        if isinstance(last, Symbol) and last in value.symbols:
            following, before = (form(substituted(value, {last: _shifted(last, k)})) for k in (1, -1))
            yield from (following, form(subtract(following, value)), form(subtract(value, before)))


def pieces(goal: Goal) -> Iterator[Term]:
    """What is compared where the goal speaks of the larger or smaller of some terms: their differences."""
    extremes = (t for side in (goal.left, goal.right) for t in subterms(side))
    for extreme in extremes:
        if isinstance(extreme, Apply) and extreme.head in ("max", "min"):
            for first, second in permutations(_pieces(extreme), 2):
                yield form(subtract(first, second))


def _pieces(term: Term) -> tuple[Term, ...]:
    if not isinstance(term, Apply) or term.head not in ("max", "min"):
        return (term,)
    return tuple(p for c in term.children for p in _pieces(c))


def _shifted(symbol: Symbol, by: int) -> Term:
    return Apply("add", symbol, Number(by))
