"""Equations that are set up to be solved: ``L' = 2x - 1 = 0``, where what is set to zero is not always so."""

from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Name, Numeral, Relation, Scripted, Surface
from derive.core.term import ZERO, subtract
from derive.elaborate.chains import Draft
from derive.elaborate.context import settle
from derive.elaborate.names import name_of, names_in
from derive.elaborate.scope import Scope
from derive.elaborate.terms import begin

EFFORT: Final = 20_000


def posed(draft: Draft, scope: Scope) -> Chain | None:
    """The last equation of a chain, taken off it, if it sets to zero what is not zero by itself."""
    if len(draft.relations) < 2 or draft.open or {r.sign for r in draft.relations} != {"="}:
        return None
    *_, before, last = draft.terms
    if not isinstance(last, Numeral) or last.text != "0" or not names_in(before) or _vanishes(before, scope):
        return None
    relation: Relation = draft.relations[-1]
    del draft.terms[-1], draft.relations[-1], draft.starts[-1], draft.labels[-1]
    return Chain(before.place.to(last.place), (before, last), (relation,))


def is_condition(node: Surface, scope: Scope) -> bool:
    """Whether an equation is a condition on its names: ``x = 2y``, ``p + q = 1``; no identity is."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return False
    left, right = node.terms
    if left is None or right is None:
        return False
    is_name = isinstance(left, Name) and not left.function
    return (is_name or isinstance(right, Numeral)) and not _vanishes(left, scope, right)


def introduces(node: Surface, scope: Scope) -> bool:
    r"""Whether ``\cos\alpha = \frac{11}{15}`` says for the first time what alpha is."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return False
    left, right = node.terms
    name = name_of(left.argument) if isinstance(left, Call) and not isinstance(left.head, Scripted) else None
    if name is None or right is None or names_in(right):
        return False
    if any(name in a.names for a in scope.in_force()):
        return False
    return scope.lookup(name) is None and scope.remembered(name) is None and not scope.is_used(name)


def _vanishes(node: Surface, scope: Scope, other: Surface | None = None) -> bool:
    """Whether a term, or the difference of two, is zero by its normal form, or cannot be understood."""
    nodes = (node,) if other is None else (node, other)
    try:
        reading = begin(scope, *nodes)
        terms = settle(reading, [reading.term(n) for n in nodes]).terms
        return (
            canonical(subtract(terms[0], ZERO if other is None else terms[1]), Facts(()), Effort(EFFORT))
            is ZERO
        )
    except (UnreadableError, ShapeError, OutOfEffortError, RecursionError):
        return True
