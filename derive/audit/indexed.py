"""Rules about sums, products, extremes and arrays, index by index, and induction; see docs/calculus.md."""

from typing import Final

from derive.audit.steps import Need, Premise, Rule, Step
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    replace,
    rewrite,
)
from derive.trial.applications import is_whole
from derive.trial.sequents import RejectedError, mentions, require
from derive.trial.written import binder, equals, finite, head_of, sides, within

ORDER: Final = ("lt", "le")
EXTREMES: Final = {"maximum": "le", "minimum": "ge"}


def _termwise(n: Step) -> Need:
    left, right = (finite(s, "sum", "product", *EXTREMES) for s in n.sides("eq", "le"))
    same = left.kind == right.kind and left.parameters == right.parameters
    require(same and (n.head == "eq" or left.kind != "product"), "other binders")
    index = n.fresh(n.one(), INTEGER)
    return Need((Premise(Apply(n.head, left.open(index), right.open(index)), within(left, index)),))


def _entries(n: Step) -> Need:
    left, right = n.sides("eq", "le", "lt")
    indices = tuple(n.fresh(i, INTEGER) for i in n.arguments)
    require(len(set(indices)) == len(indices) > 0, "no indices")
    above = n.tree.premises[0].conclusion.hypotheses
    ranges = tuple(h for h in above if h not in n.given)
    for h in ranges:
        low, high = sides(h, "le")
        require((low is ONE and high in indices) or low in indices, "a premise assumes more")
    entry = Apply(n.head, *(s if isinstance(s, Number) else Component(s, *indices) for s in (left, right)))
    same = tuple(equals(a, b) for a, b in zip(entry.children, sides(n.below[0], n.head), strict=True))
    covered = tuple(Component(s, *indices) for s in (left, right) if not isinstance(s, Number))
    return Need((Premise(n.below[0], ranges),), covered, same, ranges)


def _everywhere(n: Step) -> Need:
    """Replaced is what the premise has replaced; that it may be is tried at points."""
    general = binder(n.known(n.one()), "forall")
    vectors = {c.children[0] for c in _components(general.body)}
    for vector in vectors:
        for value in _values_of(general, vector):
            goal = rewrite(n.goal, lambda t, v=vector, r=value: r if _entry_of(t, v) else None)  # type: ignore[misc]
            if goal is n.below[0]:
                return Need((goal,))
    raise RejectedError("not the entries of a vector")


def _components(term: Term) -> tuple[Term, ...]:
    found = tuple(c for child in term.children for c in _components(child))
    return (*found, term) if isinstance(term, Component) else found


def _values_of(general: Binder, vector: Term) -> tuple[Term, ...]:
    body = general.body.children[1] if head_of(general.body) == "implies" else general.body
    a, b = sides(body, "eq")
    return tuple(
        v for e, v in ((a, b), (b, a)) if _entry_of(e, vector) and not any(s.is_bound for s in v.symbols)
    )


def _entry_of(term: Term, vector: Term) -> bool:
    return isinstance(term, Component) and term.base is vector and len(term.indices) == 1


def _relaxed(n: Step) -> Need:
    """Every hypothesis and goal of the premise, with the integer put back, is one of the conclusion."""
    whole, real = n.variable(INTEGER), n.fresh(n.arguments[1], REAL)
    premise = n.tree.premises[0].conclusion
    goal = replace(n.goal, {whole: real})
    moved = {replace(h, {whole: real}) for h in n.given}
    require(premise.goal is goal and set(premise.hypotheses) <= moved, "another premise")
    require(not any(isinstance(t, Binder) and t.symbols & {real} for t in _all(goal)), "in a binder")
    return Need((Premise(goal, premise.hypotheses),), (), (), ())


def _all(term: Term) -> tuple[Term, ...]:
    return (term, *(t for c in term.children for t in _all(c)))


def _dominated(n: Step) -> Need:
    (left, right), (index, bound) = n.sides(*ORDER), n.arguments
    k = n.fresh(index, INTEGER)
    first, second = sides(n.below[0], *ORDER), sides(n.below[1], *ORDER)
    upward = first[1] is bound and head_of(left) == "sum"
    total = finite(left if upward else right, "sum")
    other = bind("sum", k, bound, *total.parameters)
    require(first == ((total.open(k), bound) if upward else (bound, total.open(k))), "other terms")
    require(second == ((other, right) if upward else (left, other)), "another sum")
    return Need(
        (Premise(n.below[0], within(total, k)), n.below[1]),
        also=(Need(defined=(bound,), under=within(total, k)), _strictly(n, "le", total)),
    )


def _strictly(n: Step, nonempty: str, total: Binder) -> Need:
    """A strict conclusion needs a strict premise, and terms if it is that about the terms."""
    if n.head == "le" or head_of(n.below[1]) == "lt":
        return Need()
    require(head_of(n.below[0]) == "lt", "no strict premise")
    return Need(implied=(Apply(nonempty, *total.parameters),))


def _one_term(n: Step) -> Need:
    (left, right), (index, place) = n.sides(*ORDER), n.arguments
    total, k = finite(right, "sum"), n.fresh(index, INTEGER)
    first = Apply(head_of(n.below[0]), ZERO, total.open(k))
    second = Apply(head_of(n.below[1]), left, total.open(place))
    require({head_of(first), head_of(second)} <= set(ORDER), "no order")
    needed = Need(
        (Premise(first, within(total, k)), second), (place, total.open(place)), within(total, place)
    )
    return Need(needed.premises, needed.defined, needed.implied, also=(_strictly(n, "lt", total),))


def _one_of_all(n: Step) -> Need:
    left, right = n.sides("le")
    extreme, value = (right, left) if head_of(right) == "maximum" else (left, right)
    around = finite(extreme, "maximum" if extreme is right else "minimum")
    require(around.open(n.one()) is value, "another value")
    return Need((), (n.one(),), within(around, n.one()))


def _all_bounded(n: Step) -> Need:
    (left, right), k = n.sides(*ORDER), n.fresh(n.one(), INTEGER)
    upper = head_of(left) == "maximum"
    around = finite(left, "maximum") if upper else finite(right, "minimum")
    goal = Apply(n.head, *((around.open(k), right) if upper else (left, around.open(k))))
    return Need((Premise(goal, within(around, k)),))


def _attained(n: Step) -> Need:
    extreme = finite(n.arguments[0], *EXTREMES)
    m = n.fresh(n.arguments[1], INTEGER)
    require(not mentions(extreme, m), "not fresh")
    general = [
        h for h in n.tree.premises[0].conclusion.hypotheses if head_of(h) == "forall" and h not in n.given
    ]
    for h in general:
        k = Symbol("k", INTEGER)
        while k in (extreme.symbols | {m}):
            k = Symbol(k.name + "'", INTEGER)
        inside = Apply(EXTREMES[extreme.kind], extreme.open(k), extreme.open(m))
        best = bind("forall", k, Apply("implies", Apply("and", *within(extreme, k)), inside))
        require(h is best, "assumes more")
    assumed = (*within(extreme, m), equals(extreme, extreme.open(m)), *general)
    return Need((Premise(n.goal, assumed),), (extreme,), (Apply("le", *extreme.parameters),))


def _last_term(n: Step) -> Need:
    left, right = n.sides("eq")
    total = finite(left, "sum", "product")
    low, high = total.parameters
    require(head_of(high) == "add" and high.children[-1] is ONE, "other bounds")
    shorter = bind(total.kind, total.variable, total.body, low, add(*high.children[:-1]))
    joined = Apply("add" if total.kind == "sum" else "multiply", shorter, total.open(high))
    require(right is joined, "not the last term")
    return Need((), (), (Apply("le", low, high),))


def _induction(n: Step) -> Need:
    variable, start = n.variable(INTEGER), n.arguments[1]
    require(not mentions(start, variable) and is_whole(start), "the base is no constant integer")
    require(not mentions(replace(n.goal, {variable: ONE}), variable), "a dimension depends")
    above = Apply("le", start, variable)
    following = replace(n.goal, {variable: add(variable, ONE)})
    return Need(
        (
            Premise(replace(n.goal, {variable: start}), (), variable),
            Premise(following, (above, n.goal), variable),
        ),
        (start,),
        (above,),
        also=(Need((), n.goal.children, (), (above,), variable),),
    )


INDEXED: Final[dict[str, Rule]] = {
    "termwise": _termwise,
    "entries": _entries,
    "everywhere": _everywhere,
    "relaxed": _relaxed,
    "dominated": _dominated,
    "one-term": _one_term,
    "one-of-all": _one_of_all,
    "all-bounded": _all_bounded,
    "attained": _attained,
    "last-term": _last_term,
    "induction": _induction,
}
