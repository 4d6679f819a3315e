"""Marks for an equation to be solved: its values have to be reached from it, step by step.

The claim of the sheet is ``P <=> R`` or ``P => R``, where R says what the unknowns are. Of the other
direction nothing has to be written: the sheet's claim is proved, and R holds just where it says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim, Origin
from derive.core.effort import Effort, OutOfEffortError
from derive.core.term import ZERO, Apply, Symbol, Term, subtract
from derive.grade.deciding import holds
from derive.grade.outcome import for_person, in_quarters
from derive.grade.result import Line
from derive.grade.written import Written, quoted

_EFFORT: Final = 50_000
_ARROWS: Final = frozenset(("implies", "iff"))
_JOINING: Final = frozenset(("and", "or"))


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement and what was said to follow from it."""

    before: Term
    behind: Term
    source: Written


@dataclass(slots=True)
class _Reached:
    """The statements reached from the equation, how many steps were made, and the mistakes."""

    claim: Claim
    statements: dict[Term, Written | None]
    steps: int = 0
    wrong: list[Written] = field(default_factory=list)
    doubtful: list[Written] = field(default_factory=list)

    def follow(self, edge: Edge) -> None:
        """Take what follows from something reached; what was concluded wrongly is reached as well."""
        if not any(_is_same(s, edge.before) for s in self.statements):
            return
        self.statements[edge.behind] = edge.source
        self.steps += 1
        if edge.source.is_wrong:
            self.wrong.append(edge.source)
        elif edge.source.is_open:
            self.doubtful.append(edge.source)

    def is_reached(self, wanted: Term) -> bool:
        """Whether the values stand there: in one statement, or all of them in several."""
        unknowns = _unknowns(wanted)
        found = [s for s in self.statements if unknowns and _unknowns(s) == unknowns]
        if any(_is_same(s, wanted) or holds(self._both_ways(s, wanted)) for s in found):
            return True
        parts = wanted.children if isinstance(wanted, Apply) and wanted.head == "and" else ()
        return bool(parts) and all(map(self.is_reached, parts))

    def ends(self, wanted: Term) -> bool:
        """Whether values of the unknowns stand there, right or wrong."""
        unknowns = _unknowns(wanted)
        return any(_unknowns(s) & unknowns for s in self.statements)

    def _both_ways(self, one: Term, other: Term) -> Claim:
        return replace(self.claim, proposition=Apply("iff", one, other))


def is_solved(claim: Claim) -> bool:
    """Whether a claim says what the unknowns of an equation are."""
    proposition = claim.proposition
    return (
        isinstance(proposition, Apply)
        and proposition.head in _ARROWS
        and bool(_unknowns(proposition.children[1]))
    )


def solved_line(claim: Claim, line: Line, region: Sequence[Written]) -> Line | None:
    """The marks for solving; None where nothing that was written begins with the equation."""
    given, wanted = claim.proposition.children
    edges = [e for w in region for e in _edges(w)]
    if not any(_is_same(e.before, given) for e in edges):
        return None
    found = _Reached(claim, {given: None})
    for edge in edges:
        found.follow(edge)
    last = next(w for w in reversed(found.statements.values()) if w is not None)
    if found.doubtful:
        return for_person(line, "grade.open", found.doubtful[0])
    if found.wrong:
        return _mistaken(found, wanted, line)
    if not found.is_reached(wanted):
        return for_person(line, "grade.other-form", last)
    if found.steps > len(wanted.children if getattr(wanted, "head", "") == "and" else (wanted,)):
        return replace(quoted(line, last, "grade.shown"), got=line.most)
    return for_person(line, "grade.only-claim", last)


def _mistaken(found: _Reached, wanted: Term, line: Line) -> Line:
    """Each mistake costs its own step; half of the marks are for values at the end, right or wrong."""
    wrong = [w for w in found.wrong if not w.follows]
    new = [w for k, w in enumerate(wrong) if not _follows(w, wrong[:k])] or found.wrong[:1]
    share = Fraction(found.steps - len(new), found.steps)
    whole = share if found.ends(wanted) else share / 2
    return replace(quoted(line, new[0], "grade.mistake"), got=in_quarters(line.most * whole))


def _follows(source: Written, before: Sequence[Written]) -> bool:
    """Whether a wrong statement follows from an earlier one, with one of the equations given or without."""
    claim = source.claim
    if claim is None or _is_arrow(claim.proposition):
        return False
    given = [h for h in claim.context.hypotheses if h.origin is Origin.STATED]
    others = tuple(h for h in claim.context.hypotheses if h.origin is not Origin.STATED)
    for earlier in (w.claim.proposition for w in before if w.claim is not None):
        for beside in (None, *given):
            premise = earlier if beside is None else Apply("and", earlier, beside.proposition)
            context = replace(claim.context, hypotheses=others)
            if holds(Claim(context, Apply("implies", premise, claim.proposition))):
                return True
    return False


def _is_arrow(proposition: Term) -> bool:
    return isinstance(proposition, Apply) and proposition.head in _ARROWS


def _edges(source: Written) -> Iterator[Edge]:
    """What a step says: an arrow, or a claim made while the equations hold that its text gives."""
    claim = source.claim
    if claim is None:
        return
    proposition = claim.proposition
    if _is_arrow(proposition):
        before, behind = proposition.children
        yield Edge(before, behind, source)
        return
    given = [h.proposition for h in claim.context.hypotheses if h.origin is Origin.STATED]
    equations = [g for g in given if isinstance(g, Apply) and g.head == "eq"]
    if equations:
        yield Edge(equations[0] if len(equations) == 1 else Apply("and", *equations), proposition, source)


def _unknowns(statement: Term) -> frozenset[Symbol]:
    """The symbols that a statement gives values to; none if it says anything else."""
    if not isinstance(statement, Apply):
        return frozenset()
    if statement.head in _JOINING:
        parts = list(map(_unknowns, statement.children))
        return frozenset[Symbol]().union(*parts) if all(parts) else frozenset()
    left, *right = statement.children
    is_value = statement.head == "eq" and isinstance(left, Symbol) and left not in right[0].symbols
    return frozenset((left,)) if is_value and isinstance(left, Symbol) else frozenset()


def _is_same(one: Term, other: Term) -> bool:
    """Whether two statements are equations with one difference of their sides, up to sign."""
    if one is other:
        return True
    if not isinstance(one, Apply) or not isinstance(other, Apply) or one.head != other.head:
        return False
    if one.head == "and" and len(one.children) == len(other.children):
        return all(any(_is_same(a, b) for b in other.children) for a in one.children)
    if one.head != "eq":
        return False
    try:
        effort = Effort(_EFFORT)
        first, second = (canonical(subtract(*s.children), Facts(()), effort) for s in (one, other))
        return first is second or canonical(subtract(ZERO, first), Facts(()), effort) is second
    except (OutOfEffortError, ShapeError):
        return False
