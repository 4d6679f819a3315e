"""Equations that are set up to be solved: ``L' = 2x - 1 = 0``, where what is set to zero is not always so."""

from collections.abc import Iterable
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Differential, Name, Numeral, Relation, Scripted, Surface
from derive.core.term import ZERO, subtract
from derive.elaborate.chains import Draft
from derive.elaborate.context import settle
from derive.elaborate.moving import dotted_in
from derive.elaborate.names import label_of, name_of, names_in, text_of, used_in
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.terms import begin
from derive.elaborate.walk import nodes
from derive.theory.function import by_spelling

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


def restricts(node: Surface, scope: Scope) -> bool:
    """Whether this is one equation that is not so by itself."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return False
    left, right = node.terms
    return left is not None and right is not None and not _vanishes(left, scope, right)


def is_law_of_motion(draft: Draft, scope: Scope) -> bool:
    r"""Whether ``m\ddot x = -kx`` is the first that is said of how x moves: then it is no claim."""
    if [r.sign for r in draft.relations] != ["="] or draft.open:
        return False
    found = [n for t in draft.terms for n in nodes(t)]
    moving = dotted_in(found)
    if not moving or any(isinstance(n, Differential) for n in found):
        return False
    known = {n for a in scope.in_force() for n in a.names if n.startswith("\\")}
    if any(scope.lookup(n) is not None or (n in known and "dot{" in n) for n in moving):
        return False
    meanings = (scope.lookup(name_of(n) or "") for n in found if isinstance(n, Name))
    defined = [m.body.symbols for m in meanings if isinstance(m, Definition)]
    return not any(s.name in moving for symbols in defined for s in symbols)


def says_what_is_new(draft: Draft, others: Iterable[Draft], scope: Scope, *, always: bool) -> bool:
    r"""Whether ``\omega^2 = k/m`` says what omega is in the statements beside it, by names that they lack.

    ``always``: these say how something moves, so that no letter is calculated from them.
    """
    left, right = draft.terms[0], draft.terms[-1]
    base = left.base if isinstance(left, Scripted) and text_of(left.sup) == "2" else left
    name = label_of(base)
    if [r.sign for r in draft.relations] != ["="] or draft.open or name is None or left is right:
        return False
    others = tuple(others)
    said = used_in(*(t for d in others for t in d.terms))
    if scope.lookup(name) is not None or any(name in a.names for a in scope.in_force()):
        return False
    if always or name in dotted_in(nodes(left)):
        return name not in dotted_in(nodes(left))
    if name not in said or any(label_of(d.terms[0]) is not None for d in others):
        return False
    new = used_in(right) - said - by_spelling().keys()
    return any(scope.lookup(n) is None and not scope.is_family(n.rstrip("_")) for n in new)


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


def speaks_of_known(node: Surface, scope: Scope) -> bool:
    """Whether a relation is about what is known, and gives none of it a value or a range."""
    if not isinstance(node, Chain):
        return False
    left, right = node.terms[0], node.terms[-1]
    lone = left is None or isinstance(left, Name) or (isinstance(right, Name) and not names_in(left))
    known = by_spelling().keys() | {n for a in scope.in_force() for n in a.names}
    return not lone and all(scope.is_spoken_of(n) or n in known for n in used_in(node))


def is_closed(node: Surface, scope: Scope) -> bool:
    r"""Whether an equation such as ``\lim_{x \to 0} \frac{\sin x}{x} = 1`` has no names that could vary."""
    if not isinstance(node, Chain) or None in node.terms or {r.sign for r in node.relations} != {"="}:
        return False
    terms = [t for t in node.terms if t is not None]
    try:
        reading = begin(scope, *terms)
        return not any(t.symbols for t in settle(reading, list(map(reading.term, terms))).terms)
    except (UnreadableError, ShapeError):
        return False


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
