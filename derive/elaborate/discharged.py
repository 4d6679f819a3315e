"""Values within a domain: where the domain is known to hold, the value alone is meant.

A value within a domain is ``cases`` with one condition and nothing else. What is asked of derivatives of such
a value is asked of the derivative, at a place of the domain; what is said of all values of a variable is said
of those at which both sides have a value.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.facts_hypotheses import MINUS_INFINITY
from derive.core.term import (
    INFINITY,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    heads_in,
    replace,
)

_FAR: Final = Number(Fraction(10**6))
_RELATIONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge", "member"))
_LAZY: Final = frozenset(("cases", "indicator", "delta", "and", "or", "not", "implies", "iff"))
_LIMITED: Final = 2


def discharged(term: Term, known: Sequence[Term]) -> Term:
    """The term without conditions that follow from what is known."""
    if "cases" not in heads_in(term):
        return term
    return _Discharge(term).of(term, Facts(tuple(known)))


class _Discharge:
    """Going through a term with what is known at each place."""

    def __init__(self, whole: Term) -> None:
        self._avoid: list[Term] = [whole]

    def of(self, term: Term, facts: Facts) -> Term:
        """The term, within what is known here."""
        if "cases" not in heads_in(term):
            return term
        if isinstance(term, Binder):
            return self._binder(term, facts)
        if not isinstance(term, Apply):
            return term
        if term.head == "cases" and len(term.children) == _LIMITED:
            return self._limited(term, facts)
        if term.head in {"implies", "and"}:
            return self._in_turn(term, facts)
        return Apply(term.head, *(self.of(c, facts) for c in term.children))

    def _limited(self, term: Apply, facts: Facts) -> Term:
        value, condition = term.children
        if facts.proves(condition):
            return self.of(value, facts)
        return Apply("cases", self.of(value, facts.assuming(condition)), condition)

    def _in_turn(self, term: Apply, facts: Facts) -> Term:
        """What is assumed first is known of what follows."""
        parts: list[Term] = []
        for child in term.children:
            parts.append(self.of(child, facts))
            facts = facts.assuming(child) if "cases" not in heads_in(child) else facts
        return Apply(term.head, *parts)

    def _binder(self, term: Binder, facts: Facts) -> Term:
        variable = fresh(term.variable.name, term.variable.sort, *self._avoid)
        self._avoid.append(variable)
        body = self.of(term.open(variable), self._inside(term, variable, facts))
        parameters = tuple(self.of(p, facts) for p in term.parameters)
        if term.kind == "forall":
            body = _guarded(body, variable)
        if term.kind != "derivative":
            return bind(term.kind, variable, body, *parameters)
        conditions, bare = taken_out(body)
        value: Term = bind(term.kind, variable, bare, *parameters)
        for condition in conditions:
            there = replace(condition, {variable: parameters[0]})
            value = value if facts.proves(there) else Apply("cases", value, there)
        return value

    def _inside(self, term: Binder, variable: Symbol, facts: Facts) -> Facts:
        """What is known of a bound variable."""
        ends = term.parameters[:2]
        if term.kind in {"sum", "product", "integral"} and len(ends) == 2:  # two ends
            low, high = ends
            if term.kind == "integral" and facts.proves(Apply("le", high, low)):
                low, high = high, low
            elif term.kind == "integral" and not facts.proves(Apply("le", low, high)):
                return facts
            bounds = [Apply("le", low, variable)] * (low is not MINUS_INFINITY)
            return facts.assuming(*bounds, *[Apply("le", variable, high)] * (high is not INFINITY))
        if term.kind == "limit" and ends[0] is INFINITY:
            return facts.assuming(Apply("le", _FAR, variable))
        return facts


def taken_out(term: Term) -> tuple[list[Term], Term]:
    """The conditions of a term that has a value only where they hold, and the term without them."""
    if not isinstance(term, Apply):
        return [], term
    if term.head == "cases" and len(term.children) == _LIMITED:
        inner, bare = taken_out(term.children[0])
        return [term.children[1], *inner], bare
    if term.head in _LAZY:
        return [], term
    found = [taken_out(c) for c in term.children]
    conditions = list(dict.fromkeys(c for conditions, _ in found for c in conditions))
    return conditions, Apply(term.head, *(bare for _, bare in found)) if conditions else term


def _guarded(statement: Term, variable: Symbol) -> Term:
    """What is said of all values is said of those in the domain."""
    if isinstance(statement, Apply) and statement.head in {"implies", "and"}:
        *before, last = statement.children
        if statement.head == "and":
            return Apply("and", *(_guarded(c, variable) for c in statement.children))
        return Apply("implies", *before, _guarded(last, variable))
    if not isinstance(statement, Apply) or statement.head not in _RELATIONS:
        return statement
    conditions, bare = taken_out(statement)
    if not any(variable in c.symbols for c in conditions):
        return statement
    guard = conditions[0] if len(conditions) == 1 else Apply("and", *conditions)
    return Apply("implies", guard, bare)
