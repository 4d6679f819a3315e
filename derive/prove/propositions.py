"""Boolean terms: negation, conjuncts, and what the sides of a goal are."""

from collections.abc import Iterator
from typing import Final

from derive.core.claim import CONVERSE, NEGATION
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Symbol, Term, bind, fresh

TRUE: Final = Apply("true")
QUANTIFIERS: Final = {"forall": "exists", "exists": "forall"}
CONNECTIVES: Final = frozenset(("and", "or", "not", "implies", "iff"))


def head_of(goal: Term) -> str:
    """The head of an application, the kind of a binder, empty for other terms."""
    return goal.head if isinstance(goal, Apply) else getattr(goal, "kind", "")


def negation(proposition: Term) -> Term:
    """The negation, pushed through relations, connectives and quantifiers."""
    if isinstance(proposition, Apply):
        head, children = proposition.head, proposition.children
        if head in NEGATION:
            return Apply(NEGATION[head], *children)
        if head == "not":
            return children[0]
        if head in {"and", "or"}:
            return Apply("or" if head == "and" else "and", *map(negation, children))
        if head == "implies":
            return Apply("and", children[0], negation(children[1]))
        if head == "iff":
            there, back = (Apply("and", a, negation(b)) for a, b in (children, children[::-1]))
            return Apply("or", there, back)
    if isinstance(proposition, Binder) and proposition.kind in QUANTIFIERS:
        variable = fresh("x", proposition.variable.sort, proposition)
        return bind(QUANTIFIERS[proposition.kind], variable, _denied(proposition.open(variable), variable))
    return Apply("not", proposition)


def _denied(body: Term, variable: Symbol) -> Term:
    """What is denied of the integers in a range is said of these only: elsewhere it may have no value."""
    if not isinstance(body, Apply) or body.head != "and" or variable.sort != INTEGER:
        return negation(body)
    *stated, last = body.children
    return Apply("implies", conjunction(tuple(stated)), negation(last))


def converse(proposition: Term) -> Term:
    """The same relation read from right to left."""
    return Apply(CONVERSE[head_of(proposition)], *reversed(proposition.children))


def conjuncts(proposition: Term) -> Iterator[Term]:
    """The parts of a conjunction, in order."""
    if isinstance(proposition, Apply) and proposition.head == "and":
        for child in proposition.children:
            yield from conjuncts(child)
    else:
        yield proposition


def alternatives(proposition: Term) -> Iterator[Term]:
    """The parts of a disjunction."""
    if head_of(proposition) == "or":
        for part in proposition.children:
            yield from alternatives(part)
    else:
        yield proposition


def conjunction(propositions: tuple[Term, ...]) -> Term:
    """One proposition that says all of them."""
    return propositions[0] if len(propositions) == 1 else Apply("and", *propositions)


STRICT: Final = {"le": "lt", "ge": "gt", "lt": "lt", "gt": "gt", "ne": "ne"}


def strictly(proposition: Term) -> Term | None:
    """A proposition whose truth at a point makes the given one true around it; None if there is none."""
    if isinstance(proposition, Binder):
        inside = strictly(proposition.body)
        return None if inside is None else proposition.rebuild((inside, *proposition.parameters))
    if not isinstance(proposition, Apply):
        return None
    if proposition.head in STRICT:
        return Apply(STRICT[proposition.head], *proposition.children)
    if proposition.head == "implies":
        inside = strictly(proposition.children[1])
        return None if inside is None else Apply("implies", proposition.children[0], inside)
    if proposition.head in {"and", "or"}:
        parts = tuple(strictly(c) for c in proposition.children)
        kept = tuple(p for p in parts if p is not None)
        return None if len(kept) < len(parts) else Apply(proposition.head, *kept)
    return proposition if proposition.head in {"member", "not"} else None
