"""Other ways to put a goal: what a person takes for the same statement at a glance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations

from derive.core.claim import Claim, Context
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
    fresh,
    subterms,
    subtract,
)
from derive.core.term import replace as substituted
from derive.grade.deciding import holds
from derive.grade.form import divides, form, is_summand, quotient
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


def likeness(goal: Goal, claim: Claim) -> Callable[[Term], Term]:
    """Puts a side of the goal in the place of what is that side in disguise.

    The derivative of ``sin(x)/cos(x)`` is that of ``tan(x)``, and a side with something added and taken away
    again is that side: from one to the other no work has been done.
    """
    sides = tuple(s for s in (goal.left, goal.right) if not is_plain(s))
    return lambda node: node if node in sides else _like(node, sides, claim)


@lru_cache(maxsize=1 << 14)
def _like(node: Term, sides: tuple[Term, ...], claim: Claim) -> Term:
    found = (test(node, sides, claim) for test in (_padded, _disguised, _same_body))
    return next((side for side in found if side is not None), node)


def is_plain(term: Term) -> bool:
    """Whether a term is a bare number or name, which many unrelated lines have in common."""
    return not term.children or term.size < _SMALL


def _padded(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The side that a node is, but for factors that are always 1 together, or summands that are 0.

    Beside an integral, numbers such as ``e^0 - 1`` come from its ends and are no padding.
    """
    has_ends = any(isinstance(s, Binder) and s.kind == "integral" for s in sides)
    for side in (s for s in sides if s.size < node.size):
        if divides(side, node) and _equal(quotient(node, side), ONE, claim):
            return side
        rest = form(subtract(node, side))
        if is_summand(side, node) and (rest.symbols or not has_ends) and _equal(rest, ZERO, claim):
            return side
    return None


def _equal(left: Term, right: Term, claim: Claim) -> bool:
    symbols = sorted(left.symbols | set(claim.context.symbols), key=lambda s: (s.name, s.digest))
    return holds(Claim(Context(tuple(symbols)), Apply("eq", left, right)))


def _disguised(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The side to which a node that contains sides is equal whatever their values are."""
    inside = set(subterms(node))
    held = [s for s in sides if s in inside]
    if not held:
        return None
    names = [fresh("side", REAL, node, *sides)]
    names += [fresh("other", REAL, node, *sides)]
    atoms: dict[Term, Term] = dict(zip(held, names, strict=False))
    opaque = substituted(node, atoms)
    context = Context((*claim.context.symbols, *names))
    same = (s for s in held if holds(Claim(context, Apply("eq", opaque, atoms[s]))))
    return next(same, None)


def _same_body(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The derivative, limit or integral among the sides that differs from a node in its body only."""
    return next((s for s in sides if isinstance(s, Binder) and _is_like(node, s, claim)), None)


def _is_like(node: Term, side: Binder, claim: Claim) -> bool:
    if not isinstance(node, Binder) or node.kind not in _BODIES:
        return False
    if (node.kind, node.parameters, node.variable.sort) != (side.kind, side.parameters, side.variable.sort):
        return False
    if node.symbols - side.symbols:
        return False
    variable = fresh("t", side.variable.sort, side, node)
    context = replace(claim.context, symbols=(*claim.context.symbols, variable))
    return holds(Claim(context, Apply("eq", side.open(variable), node.open(variable))))
