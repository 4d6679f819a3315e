"""Terms as they are written: what a rule takes apart, and what it builds."""

from typing import Final

from derive.core.claim import NEGATION
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Symbol, Term, bind, fresh, negative
from derive.trial.sequents import RejectedError, require

LOWEST: Final = negative(INFINITY)
QUANTIFIERS: Final = {"forall": "exists", "exists": "forall"}


def head_of(term: Term) -> str:
    """The head of an application, the kind of a binder."""
    return term.head if isinstance(term, Apply) else getattr(term, "kind", "")


def sides(relation: Term, *heads: str) -> tuple[Term, Term]:
    """The two sides of an application of one of these heads."""
    require(isinstance(relation, Apply) and (not heads or relation.head in heads), "another relation")
    left, right = relation.children
    return left, right


def binder(term: Term, *kinds: str) -> Binder:
    """The term, which must be a binder of one of these kinds."""
    if not isinstance(term, Binder) or term.kind not in kinds:
        raise RejectedError("no binder of this kind")
    return term


def finite(term: Term, *kinds: str) -> Binder:
    """The term, which must bind an index over a finite range."""
    found = binder(term, *kinds)
    require(found.variable.sort == INTEGER and INFINITY not in found.parameters, "no finite range")
    return found


def within(total: Binder, index: Term) -> tuple[Term, Term]:
    """That an index is in the range of a binder."""
    low, high = total.parameters
    return Apply("le", low, index), Apply("le", index, high)


def between(variable: Term, low: Term, high: Term, relation: str = "lt") -> tuple[Term, ...]:
    """That a variable lies between bounds, which may be infinite."""
    above = () if low is LOWEST else (Apply(relation, low, variable),)
    return above if high is INFINITY else (*above, Apply(relation, variable, high))


def equals(a: Term, b: Term) -> Term:
    """The equation."""
    return Apply("eq", a, b)


def slope(term: Term, variable: Symbol) -> Term:
    """The derivative by a variable, at the variable."""
    return bind("derivative", variable, term, variable)


def negation(proposition: Term) -> Term:
    """The negation, pushed inwards."""
    head, children = head_of(proposition), proposition.children
    if head in NEGATION:
        return Apply(NEGATION[head], *children)
    if head == "not":
        return children[0]
    if head in {"and", "or"}:
        return Apply("or" if head == "and" else "and", *map(negation, children))
    if head in {"implies", "iff"}:
        ways = [Apply("and", a, negation(b)) for a, b in (children, children[::-1])]
        return ways[0] if head == "implies" else Apply("or", *ways)
    if isinstance(proposition, Binder) and proposition.kind in QUANTIFIERS:
        x = fresh("x", proposition.variable.sort, proposition)
        return bind(QUANTIFIERS[proposition.kind], x, _denied(proposition.open(x), x))
    return Apply("not", proposition)


def _denied(body: Term, variable: Symbol) -> Term:
    """A conjunction about integers is denied of those that meet all but its last part."""
    if head_of(body) != "and" or variable.sort != INTEGER:
        return negation(body)
    *stated, last = body.children
    return Apply("implies", stated[0] if len(stated) == 1 else Apply("and", *stated), negation(last))


def conjuncts(proposition: Term) -> tuple[Term, ...]:
    """The parts of a conjunction."""
    parts = proposition.children if head_of(proposition) == "and" else ()
    return tuple(p for c in parts for p in conjuncts(c)) or (proposition,)
