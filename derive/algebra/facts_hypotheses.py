"""Hypotheses taken apart: relations, statements about all indices, alternatives, implications."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from derive.algebra.facts_numbers import is_real_number
from derive.core.claim import NEGATION
from derive.core.sort import FunctionSort
from derive.core.term import INFINITY, ONE, ZERO, Apply, Binder, Component, Symbol, Term, negative, subterms

MINUS_INFINITY: Final = negative(INFINITY)
MOST_ALTERNATIVES: Final = 4
_SWAPPED: Final = {"gt": "lt", "ge": "le"}
_DUAL: Final = {"and": "or", "or": "and"}
ORDERED: Final = frozenset(("eq", "ne", "lt", "le"))


class Universal(NamedTuple):
    """For all values of ``variables`` that meet ``premises``, the relations of ``conclusions`` hold.

    ``patterns`` are the terms in the conclusions by which values are recognised.
    """

    variables: tuple[Symbol, ...]
    premises: tuple[Term, ...]
    conclusions: tuple[Apply, ...]
    patterns: tuple[Term, ...]


def negation(proposition: Term) -> Term:
    """The negation, moved inwards."""
    if not isinstance(proposition, Apply):
        return Apply("not", proposition)
    head, parts = proposition.head, proposition.children
    if head in NEGATION:
        return Apply(NEGATION[head], *parts)
    if head == "not":
        return parts[0]
    if head in _DUAL:
        return Apply(_DUAL[head], *map(negation, parts))
    if head == "implies":
        return Apply("and", parts[0], negation(parts[1]))
    return Apply("not", proposition)


def ordered(relation: Apply) -> Apply:
    """The relation with the smaller side first."""
    if relation.head in _SWAPPED:
        return Apply(_SWAPPED[relation.head], relation.children[1], relation.children[0])
    return relation


def stated(proposition: Term) -> Iterator[Term]:
    """The parts of a proposition that hold when it does: conjunctions and intervals are taken apart."""
    if not isinstance(proposition, Apply):
        yield proposition
        return
    head, parts = proposition.head, proposition.children
    if head == "and":
        for part in parts:
            yield from stated(part)
    elif head == "not":
        inner = negation(parts[0])
        yield from (proposition,) if inner is proposition else stated(inner)
    elif head == "iff":
        yield Apply("implies", *parts)
        yield Apply("implies", *reversed(parts))
    elif head == "member" and isinstance(parts[1], Apply) and parts[1].head == "interval":
        yield from bounds(parts[0], parts[1])
    else:
        relation = ordered(proposition)
        yield relation
        yield from _within(relation)


def _within(relation: Apply) -> Iterator[Apply]:
    """What ``|x| < c`` says of x, and that x is not 0 where ``0 < |x|``."""
    if relation.head in {"lt", "le"}:
        inner, bound = relation.children
        if isinstance(inner, Apply) and inner.head == "abs" and is_real_number(inner.children[0]):
            yield Apply(relation.head, inner.children[0], bound)
            yield Apply(relation.head, negative(bound), inner.children[0])
        if relation.head == "lt" and inner is ZERO and isinstance(bound, Apply) and bound.head == "abs":
            yield Apply("ne", bound.children[0], ZERO)


def bounds(element: Term, interval: Apply) -> Iterator[Apply]:
    """Membership of an interval as relations."""
    low, high, low_closed, high_closed = interval.children
    if low is not MINUS_INFINITY:
        yield Apply("le" if low_closed is ONE else "lt", low, element)
    if high is not INFINITY:
        yield Apply("le" if high_closed is ONE else "lt", element, high)


def alternatives(proposition: Term) -> tuple[Term, ...]:
    """The few cases one of which holds when the proposition does, or none."""
    if not isinstance(proposition, Apply):
        return ()
    options: tuple[Term, ...] = ()
    if proposition.head == "or":
        options = proposition.children
    elif proposition.head == "member":
        element, collection = proposition.children
        if isinstance(collection, Apply) and collection.head == "finite_set":
            options = tuple(Apply("eq", element, v) for v in collection.children)
    return options if len(options) <= MOST_ALTERNATIVES else ()


def universal(proposition: Term) -> Universal | None:
    """A statement about all values, or None where it is not one, or is about functions."""
    variables: list[Symbol] = []
    while isinstance(proposition, Binder) and proposition.kind == "forall":
        if isinstance(proposition.variable.sort, FunctionSort):
            return None
        variables.append(Symbol(f"?{len(variables)}", proposition.variable.sort))
        proposition = proposition.open(variables[-1])
    premises: list[Term] = []
    while isinstance(proposition, Apply) and proposition.head == "implies":
        premises.extend(stated(proposition.children[0]))
        proposition = proposition.children[1]
    conclusions = tuple(p for p in stated(proposition) if isinstance(p, Apply) and p.head in ORDERED)
    patterns = tuple(dict.fromkeys(p for c in conclusions for p in _patterns(c, variables)))
    return Universal(tuple(variables), tuple(premises), conclusions, patterns) if variables else None


def _patterns(term: Term, variables: list[Symbol]) -> Iterator[Term]:
    for part in subterms(term):
        applied = isinstance(part, Component) or (isinstance(part, Apply) and part.head == "apply")
        if applied and not part.symbols.isdisjoint(variables):
            yield part


def unified(pattern: Term, term: Term, variables: tuple[Symbol, ...]) -> dict[Term, Term] | None:
    """Values of the variables with which the pattern becomes the term, if its shape is the same."""
    if pattern in variables:
        return {pattern: term}
    if pattern is term:
        return {}
    if type(pattern) is not type(term) or len(pattern.children) != len(term.children) or not pattern.children:
        return None
    if isinstance(pattern, Binder) or (isinstance(pattern, Apply) and pattern.head != term.head):  # type: ignore[attr-defined]  # the types are equal
        return None
    found: dict[Term, Term] = {}
    for inner, value in zip(pattern.children, term.children, strict=True):
        part = unified(inner, value, variables)
        if part is None or any(found.get(k, v) is not v for k, v in part.items()):
            return None
        found.update(part)
    return found


def compares_with_infinity(relation: Apply) -> bool:
    """Whether a relation says of a real number that it is below infinity, or above minus infinity."""
    left, right = relation.children
    if relation.head not in {"lt", "le", "ne"}:
        return False
    return (right is INFINITY and is_real_number(left)) or (left is MINUS_INFINITY and is_real_number(right))
