"""Memo tables of pure functions, and the effort counter, for the decision of one claim.

Search and replay share the tables, so that replaying what was just found costs little. Nothing
in a table depends on who asked first: every entry is the value of a pure function of its key.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.algebra.convergence import converges, has_value
from derive.algebra.definedness import definedness
from derive.algebra.divergence import diverges
from derive.algebra.facts import Facts, facts_from
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.limits.absent import Ways, two_ways
from derive.algebra.limits.limit import limit
from derive.algebra.limits.setting import OutsideError, UndeterminedError
from derive.algebra.limits.values import INFINITE, may_be_infinite
from derive.algebra.normal_form.equality import Equality, equal
from derive.algebra.normal_form.rational import vanishing_difference
from derive.algebra.shapes import sort_of
from derive.algebra.words import equal_as_words
from derive.core.effort import Effort
from derive.core.sort import AnySort
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    binders_in,
    fresh,
    negative,
    replace,
    weight,
)
from derive.core.verdict import Assignment
from derive.prove.indefinite import variable_of
from derive.prove.observation import Observation, Truth

MOST_CASES: Final = 3
COST_OF_FACTS: Final = 25
COST_OF_A_FACT: Final = 8
ROOM: Final = 10_000
EXACTLY: Final = Equality("exact")
_Key = tuple[Term, Term, tuple[Term, ...]]


class Share:
    """The part of an effort that may be spent inside a ``with``."""

    __slots__ = ("effort", "limit", "part")

    def __init__(self, effort: Effort, part: float) -> None:
        """Nothing is set aside before it is entered."""
        self.effort = effort
        self.part = part
        self.limit = effort.limit

    def __enter__(self) -> None:
        """Lower the limit."""
        effort = self.effort
        self.limit = effort.limit
        left = effort.limit - effort.spent
        effort.limit = min(self.limit, effort.spent + int(left * self.part)) if left > 0 else self.limit

    def __exit__(self, *_: object) -> None:
        """Restore the limit, and give back what was not done."""
        effort = self.effort
        effort.spent = min(effort.spent, effort.limit)
        effort.limit = self.limit


def lasting_conditions(limit: Binder) -> tuple[Term, ...]:
    """What the term of a limit needs to be defined and does not depend on what tends to the point."""
    variable = fresh("t", limit.variable.sort, limit)
    return tuple(c for c in definedness(limit.open(variable)) if variable not in c.symbols)


Sides = tuple[Term, Term]


def _quantity(error: Exception, limit: Binder) -> Sides | None:
    """What has to be compared with what, if the sign asked for in vain is one of the parameters alone."""
    missing, *of = error.args
    if missing != "sign" or not of[0].symbols or not of[0].symbols <= limit.symbols:
        return None
    return _compared(of[0])


def _compared(quantity: Term) -> Sides:
    """Two terms on the order of which the sign of a quantity depends, the first a symbol if possible."""
    if not isinstance(quantity, Apply):
        return quantity, ZERO
    moving = [c for c in quantity.children if c.symbols]
    if quantity.head == "multiply" and len(moving) == 1:
        return _compared(moving[0])
    if quantity.head == "power" and isinstance(quantity.children[1], Number):
        return _compared(quantity.children[0])
    if quantity.head == "log":
        return quantity.children[0], ONE
    for part in quantity.children if quantity.head == "add" else ():
        others = tuple(c for c in quantity.children if c is not part)
        if isinstance(part, Symbol) and not any(part in c.symbols for c in others):
            return part, negative(add(*others))
    return quantity, ZERO


def _put_in(term: Binder, hypotheses: tuple[Term, ...]) -> Term:
    """The limit with the values that hypotheses give to its symbols."""
    known = {
        h.children[0]: h.children[1]
        for h in hypotheses
        if isinstance(h, Apply) and h.head == "eq" and isinstance(h.children[0], Symbol)
    }
    found: Term = term
    for _ in range(len(known)):
        usable: dict[Term, Term] = {
            s: v for s, v in known.items() if s in found.symbols and is_real_number(v) and s not in v.symbols
        }
        found = replace(found, usable) if usable else found
    return found


def _inside(condition: Term, variable: Symbol) -> Term:
    """Indefinite integrals are spoken of inside an interval, not at its ends."""
    at_end = isinstance(condition, Apply) and condition.head == "le" and variable in condition.symbols
    return Apply("lt", *condition.children) if at_end else condition


@dataclass(slots=True)
class Tables:
    """What one decision has already worked out, and what it has spent."""

    effort: Effort
    observations: dict[tuple[Term, Assignment, int], Observation] = field(default_factory=dict)
    truths: dict[tuple[Term, Assignment, int], Truth] = field(default_factory=dict)
    conditions: dict[tuple[Term, tuple[Term, ...]], tuple[Term, ...]] = field(default_factory=dict)
    _facts: dict[tuple[Term, ...], Facts] = field(default_factory=dict)
    _proves: dict[tuple[tuple[Term, ...], Term], bool] = field(default_factory=dict)
    _equal: dict[_Key, tuple[Equality | None, int, int]] = field(default_factory=dict)
    _words: dict[_Key, int] = field(default_factory=dict)
    _sides: dict[Term, tuple[Term, ...]] = field(default_factory=dict)
    _limits: dict[tuple[Term, tuple[Term, ...]], tuple[Term | None, int]] = field(default_factory=dict)
    _signs: dict[tuple[Term, tuple[Term, ...]], Sides | None] = field(default_factory=dict)
    _cases: int = 0

    def share(self, part: float) -> "Share":
        """Inside, no more than this part of the effort that is left can be spent.

        A charge beyond it stops the work before it is done, so what was not done is given back.
        """
        return Share(self.effort, part)

    @property
    def room(self) -> int:
        """What may still be spent: what is not found in a small room may be found in a larger one."""
        return self.effort.limit - self.effort.spent

    def facts(self, hypotheses: tuple[Term, ...]) -> Facts:
        """What is known under these hypotheses."""
        found = self._facts.get(hypotheses)
        if found is None:
            self.effort.charge(COST_OF_FACTS * (1 + len(hypotheses)))
            found = self._facts[hypotheses] = facts_from(hypotheses)
        return found

    def proves(self, hypotheses: tuple[Term, ...], proposition: Term) -> bool:
        """Whether the hypotheses imply the proposition, structurally."""
        key = (hypotheses, proposition)
        found = self._proves.get(key)
        if found is None:
            self.effort.charge(COST_OF_A_FACT * (1 + weight(proposition)))
            room = self.room
            found = proposition in hypotheses or self._implied(hypotheses, proposition)
            if found or room >= ROOM:
                self._proves[key] = found
        else:
            self.effort.charge(1)
        return found

    def ways(self, term: Binder, hypotheses: tuple[Term, ...]) -> Ways | None:
        """Two ways that show that a limit does not exist under the hypotheses; None if none were found."""
        return two_ways(term, self.facts(hypotheses), self.effort)

    def _fails(self, hypotheses: tuple[Term, ...], proposition: Apply) -> bool:
        """Whether a limit process is shown to have no value, or for ``converges`` none that is finite."""
        process = proposition.children[0]
        if not isinstance(process, Binder):
            return False
        finite = proposition.head == "converges"
        if process.kind != "limit":
            return finite and diverges(process, self.facts(hypotheses), self.effort)
        value = self.limit(process, hypotheses)
        return finite and value in INFINITE if value is not None else bool(self.ways(process, hypotheses))

    def _implied(self, hypotheses: tuple[Term, ...], proposition: Term) -> bool:
        denied = (
            proposition.children[0] if isinstance(proposition, Apply) and proposition.head == "not" else None
        )
        if isinstance(denied, Apply) and denied.head in {"converges", "has_limit"}:
            return self._fails(hypotheses, denied)
        if isinstance(proposition, Apply) and proposition.head in {"converges", "has_limit"}:
            process = proposition.children[0]
            if isinstance(process, Binder) and process.kind != "limit":
                shown = converges if proposition.head == "converges" else has_value
                return shown(process, self.facts(hypotheses), self.effort)
            value = self.limit(process, hypotheses)
            if value is None:
                return self._in_cases(process, hypotheses, proposition)
            return value not in INFINITE or proposition.head == "has_limit"
        if isinstance(proposition, Binder) and any(t.kind == "limit" for t in binders_in(proposition.body)):
            any_one = fresh("k", proposition.variable.sort, proposition, *hypotheses)
            return proposition.kind == "forall" and self.proves(hypotheses, proposition.open(any_one))
        return self.facts(hypotheses).proves(proposition)

    def _in_cases(self, process: Term, hypotheses: tuple[Term, ...], proposition: Term) -> bool:
        """The same, where it depends on the sign of a quantity, for each sign by itself."""
        quantity = self.open_sign(process, hypotheses)
        if quantity is None or self._cases >= MOST_CASES:
            return False
        self._cases += 1
        try:
            cases = (Apply(head, *quantity) for head in ("eq", "lt", "gt"))
            return all(self.proves((*hypotheses, case), proposition) for case in cases)
        finally:
            self._cases -= 1

    def limit(self, term: Term, hypotheses: tuple[Term, ...]) -> Term | None:
        """The value of a limit under the hypotheses, possibly infinite; None if it was not found.

        If it is among them that the limit exists, what is limited is defined near the point.
        """
        if not isinstance(term, Binder) or term.kind != "limit":
            return None
        key, room = (term, hypotheses), self.room
        found, before = self._limits.get(key, (None, 0))
        if found is None and 2 * before < min(room, 2 * ROOM):
            found = self._sought(term, hypotheses)
            self._limits[key] = (found, room)
        return found

    def _sought(self, term: Binder, hypotheses: tuple[Term, ...]) -> Term | None:
        """The value of a limit, or None and a note of the sign that was asked for in vain."""
        exists = Apply("converges", term) in hypotheses or Apply("has_limit", term) in hypotheses
        known = (*hypotheses, *lasting_conditions(term)) if exists else hypotheses
        try:
            return self._limit(_put_in(term, hypotheses), known)
        except (UndeterminedError, OutsideError) as error:
            self._signs[(term, hypotheses)] = _quantity(error, term)
            return None

    def _limit(self, term: Term, hypotheses: tuple[Term, ...]) -> Term | None:
        return limit(term, self.facts(hypotheses), self.effort) if isinstance(term, Binder) else None

    def open_sign(self, term: Term, hypotheses: tuple[Term, ...]) -> Sides | None:
        """The two terms on whose order under the hypotheses a limit depends, where it was not found."""
        if self.limit(term, hypotheses) is not None:
            return None
        return self._signs.get((term, hypotheses)) if isinstance(term, Binder) else None

    def equal(self, left: Term, right: Term, hypotheses: tuple[Term, ...]) -> Equality | None:
        """Whether the sides have one normal form under the hypotheses; what told it is charged again.

        What was not shown in a small room is asked again in a larger one.
        """
        key, room = (left, right, hypotheses), self.room
        known = self._equal.get(key)
        if known is not None and (known[0] is not None or room <= known[2]):
            self.effort.charge(known[1])
            return known[0]
        before = self.effort.spent
        if left is not right and vanishing_difference(left, right, self.effort):
            self._equal[key] = (EXACTLY, self.effort.spent - before, room)
            return EXACTLY
        facts, before = self.facts(hypotheses), self.effort.spent
        found = equal(left, right, facts, self.effort)
        self._equal[key] = (found, self.effort.spent - before, room if room < ROOM else self.effort.limit)
        return found

    def equal_as_words(self, left: Term, right: Term, hypotheses: tuple[Term, ...]) -> bool:
        """Whether the sides are one sum of products under the hypotheses; what told it is charged again."""
        key = (left, right, hypotheses)
        known = self._words.get(key)
        if known is not None:
            self.effort.charge(known)
            return True
        before = self.effort.spent
        found = equal_as_words(left, right, hypotheses, self.effort)
        if found:
            self._words[key] = self.effort.spent - before
        return found

    def definedness(self, term: Term) -> tuple[Term, ...]:
        """Propositions that hold exactly where the term is defined."""
        self.effort.charge(weight(term))
        return definedness(term)

    def sides_defined(self, goal: Term) -> tuple[Term, ...]:
        """Propositions that hold exactly where the sides of the goal are defined, each once."""
        found = self._sides.get(goal)
        if found is None:
            said = isinstance(goal, Apply) and goal.head not in {"converges", "has_limit"}
            sides = goal.children if said else (goal,)
            infinite = any(s in INFINITE for s in sides)
            conditions = (p for s in sides for p in self._side(s, infinite))
            variable = variable_of(goal)
            if variable is not None:
                conditions = (_inside(c, variable) for c in conditions)
            found = self._sides[goal] = tuple(dict.fromkeys(conditions))
        return found

    def _side(self, side: Term, infinite: bool) -> tuple[Term, ...]:
        """Where a side of a relation is defined; as such, a limit may be infinite."""
        conditions = self.definedness(side)
        if not (infinite or may_be_infinite(side)):
            return conditions
        finite, exists = Apply("converges", side), Apply("has_limit", side)
        return tuple(exists if c is finite else c for c in conditions)

    def sort(self, term: Term) -> AnySort:
        """The sort of a term.

        Raises:
            ShapeError: it has none.
        """
        self.effort.charge(weight(term))
        return sort_of(term)
