"""How the steps of a submission stand in the context of a claim of the sheet, under the sheet's names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.term import ZERO, Apply, Binder, Symbol, Term
from derive.core.term import replace as substituted
from derive.core.verdict import Proved, Supported
from derive.grade.alternatives import pieces, steps_of_sums
from derive.grade.arrows import ARROWS, spoken
from derive.grade.deciding import decided
from derive.grade.disguise import is_plain, likeness
from derive.grade.edges import Edge, relations
from derive.grade.entries import apart, entries
from derive.grade.form import Unreduced, form, pads, plain, unreduced
from derive.grade.naming import MOST, namings
from derive.grade.path import Goal
from derive.grade.written import Written

Naming = tuple[tuple[Term, Term], ...]
Earlier = tuple[tuple[Term, Term], ...]
_SAID = (Origin.DECLARED, Origin.STATED)
_RELATING = re.compile(r"[=<>]|\\(?:le|ge|lt|gt|leq|geq|ne)(?![a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Enough:
    """How much has to be written beside a claim that the task prints: ``work`` in the sense of :class:`Edge`.

    A term that the reference solution has ``written`` on the way, unreduced, is as much as that.
    """

    work: int = 1
    written: frozenset[Unreduced] = frozenset()


@dataclass(slots=True)
class Matched:
    """The relations of a region between forms, under the naming that fits the claim best.

    ``gap`` is the first thing in the region that could not be read, ``unjudged`` the first statement of which
    no relation between terms came: in passing, or an arrow between statements that hold for some values only.
    ``earlier`` are equations between ends of chains with a mistake in the exercises before.
    """

    claim: Claim
    edges: tuple[Edge, ...]
    naming: dict[Term, Term]
    gap: Written | None
    unjudged: Written | None = None
    earlier: Earlier = ()
    _known: dict[Written, str] = field(default_factory=dict)
    _carried: dict[Written, bool] = field(default_factory=dict)

    @property
    def nodes(self) -> tuple[Term, ...]:
        """What was written, in the order of writing."""
        return tuple(dict.fromkeys(e.left for e in self.edges))

    def standing(self, edge: Edge) -> str:
        """Whether the step of an edge is "right", "wrong", or "open" because a person has to look."""
        source = edge.source
        if source not in self._known:
            self._known[source] = self._decided(source)
        return self._known[source]

    def is_right(self, edge: Edge) -> bool:
        """Whether the step of an edge is right."""
        return self.standing(edge) == "right"

    def is_carried(self, edge: Edge) -> bool:
        """Whether a wrong step is right with what came out wrong in an exercise before."""
        source = edge.source
        if source not in self._carried:
            self._carried[source] = self._is_wrong_before(source)
        return self._carried[source]

    def _is_wrong_before(self, source: Written) -> bool:
        if source.claim is None or not source.is_wrong:
            return False
        wanted = source.claim.proposition
        for left, right in self.earlier:
            taken = substituted(wanted, {left: right})
            if taken is not wanted and isinstance(decided(replace(source.claim, proposition=taken)), Proved):
                return True
        return False

    def as_goal(self, goal: Goal) -> "Matched":
        """The same edges with sides of the goal in the place of what is one of them in disguise."""
        like = likeness(goal, self.claim, self.nodes)
        found = tuple(_relabelled(e, like(e.left, e.sides[0]), like(e.right, e.sides[1])) for e in self.edges)
        return Matched(
            self.claim, found, self.naming, self.gap, self.unjudged, self.earlier, self._known, self._carried
        )

    def _decided(self, source: Written) -> str:
        """The verdict, without what the submission assumes beyond the sheet."""
        if source.is_open or source.claim is None:
            return "open"
        if source.is_wrong:
            return "wrong"
        hypotheses = source.claim.context.hypotheses
        kept = tuple(h for h in hypotheses if not self._is_added(h))
        if kept == hypotheses:
            return "right"
        context = replace(source.claim.context, hypotheses=kept)
        again = decided(replace(source.claim, context=context))
        return "right" if isinstance(again, Proved | Supported) else "open"

    def _is_added(self, hypothesis: Hypothesis) -> bool:
        """Whether the sheet does not say this."""
        if hypothesis.origin not in _SAID:
            return False
        meant = substituted(hypothesis.proposition, self.naming)
        return _compared(meant) not in map(_compared, self.claim.context.propositions)


def _relabelled(edge: Edge, left: Term, right: Term) -> Edge:
    """The edge between what its ends are; nothing was done where one of them is in disguise."""
    if left is edge.left and right is edge.right:
        return edge
    return replace(edge, left=left, right=right, work=2 if left is not right else 0)


def _compared(proposition: Term) -> tuple[Term, ...]:
    """An inequality in one direction, and the forms of its sides."""
    sides = proposition.children
    if getattr(proposition, "head", "") in ("gt", "ge"):
        sides = (*reversed(sides),)
    try:
        return (*map(form, sides),)
    except ShapeError:
        return sides


def matched(
    claim: Claim, goals: Sequence[Goal], region: Sequence[Written], most: int = MOST, earlier: Earlier = ()
) -> Matched:
    """What was written, under the naming, of so many, in which most ends of the goals are met with."""
    used = _ordered({s for w in region if w.claim for s in w.claim.proposition.symbols})
    stated = tuple(e for w in region for s in spoken(w) for e in apart(s))
    best: tuple[int, tuple[Edge, ...], dict[Term, Term]] = (-1, (), {})
    for naming in islice(namings(used, _ordered(claim.context.symbols)), most):
        named = tuple(naming.items())
        found = tuple(e for w in stated for e in _edges(w, named, claim.proposition.symbols))
        met = {e.left for e in found}
        score = sum((g.left in met) + (g.right in met) for g in goals)
        best = max(best, (score, found, naming), key=lambda b: b[0])
        if score == 2 * len(goals):
            break
    gap = next(
        (w for w in region if w.claim is None and w.step.diagnostic and w.step.kind == "relation"), None
    )
    return Matched(claim, best[1], best[2], gap, next(filter(_is_unjudged, region), None), earlier)


def _is_unjudged(source: Written) -> bool:
    """Whether it may say something, though nothing was concluded from it."""
    if source.is_wrong:
        return False
    if source.step.kind == "note":
        return _RELATING.search(source.step.latex) is not None
    proposition = source.claim.proposition if source.claim else None
    return isinstance(proposition, Apply) and proposition.head in ARROWS and not spoken(source)


def worked(
    found: Matched, ends: Sequence[Goal], printed: Sequence[tuple[Term, Term]], enough: Enough
) -> bool:
    """Whether something right that is no triviality was written about these goals, beside what is printed.

    Lines that have nothing to do with the goals do not count, however right they are.
    """
    right = [e for e in found.edges if found.is_right(e)]
    usable = [e for e in right if (e.left, e.right) not in printed]
    about = {t for g in ends for t in (g.left, g.right, *steps_of_sums(g), *pieces(g)) if not is_plain(t)}
    plainly = {t for g in ends for t in (g.left, g.right)}
    if any(e.work == 1 >= enough.work and e.left in plainly - {ZERO} for e in usable):
        return True
    if any(e.left in about and _is_as_solved(e.sides[1], enough, plainly) for e in right):
        return True
    grown = True
    while grown:
        near = [e for e in usable if _is_about(e.left, about)]
        if any(e.work >= enough.work for e in near):
            return True
        more = {e.right for e in near if not is_plain(e.right)}
        grown = not more <= about
        about |= more
    return False


def _is_as_solved(side: Term, enough: Enough, ends: set[Term]) -> bool:
    """Whether the reference solution writes so, too, and no end of a goal was merely put into it."""
    return unreduced(side) in enough.written and not any(form(t) in ends for t in _inside(side))


def _inside(term: Term) -> Iterator[Term]:
    """The terms inside a term that do not stand inside a sum or the like."""
    for child in term.children if isinstance(term, Apply) else ():
        yield child
        yield from _inside(child)


def _is_about(node: Term, terms: set[Term]) -> bool:
    """Whether a node is one of the terms, a function of one, or the derivative of one."""
    if node in terms:
        return True
    if isinstance(node, Binder):
        at = node.parameters[0] if node.kind == "derivative" else None
        return isinstance(at, Symbol) and at.sort == node.variable.sort and form(node.open(at)) in terms
    return isinstance(node, Apply) and any(c in terms for c in node.children)


def _ordered(symbols: Sequence[Symbol] | set[Symbol]) -> list[Symbol]:
    return sorted(symbols, key=lambda s: (s.name, s.digest))


def _edges(source: Written, naming: Naming, symbols: frozenset[Symbol]) -> Iterator[Edge]:
    """The relations of a step from both sides, under a naming, beside a claim with these symbols."""
    if source.claim is None or source.step.kind != "relation":
        return
    for left, sign, right, sides, work in _related(source.claim.proposition, naming, symbols):
        edge = Edge(left, sign, right, source, sides, work)
        yield from (edge, edge.reversed)


_Related = tuple[Term, str, Term, tuple[Term, Term], int]


@lru_cache(maxsize=1 << 14)
def _related(proposition: Term, naming: Naming, symbols: frozenset[Symbol]) -> tuple[_Related, ...]:
    """The relations between forms; students write the same steps, so each is seen through once."""
    found: list[_Related] = []
    for left, sign, right in relations(substituted(proposition, dict(naming))):
        try:
            for a, b in entries(left, right, symbols):
                found.append((form(a), sign, form(b), (a, b), _work(a, b, symbols)))
        except ShapeError:
            continue
    return tuple(found)


def _work(left: Term, right: Term, symbols: frozenset[Symbol]) -> int:
    """How much the sides differ, see :class:`Edge`; something put around a side is no work at all."""
    if form(left) is not form(right):
        return 2
    if plain(left) is not plain(right):
        return 1
    used = left.symbols | right.symbols
    if pads(left, right) or pads(right, left) or not used <= symbols:
        return 0
    return 1 if used else 0
