"""How the steps of a submission stand in the context of a claim of the sheet, under the sheet's names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from derive.algebra.components import component
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.sort import INTEGER
from derive.core.term import Symbol, Term
from derive.core.term import replace as substituted
from derive.core.verdict import Proved, Refuted, Supported
from derive.grade.form import arranged, form
from derive.grade.naming import namings
from derive.grade.path import Goal
from derive.grade.written import Edge, Written, edges
from derive.prove.check import decide

_SAID = (Origin.DECLARED, Origin.STATED)


@dataclass(slots=True)
class Matched:
    """The relations of a region between forms, under the naming that fits the claim best.

    ``gap`` is the first thing in the region that could not be read.
    """

    claim: Claim
    edges: tuple[Edge, ...]
    naming: dict[Term, Term]
    gap: Written | None
    _known: dict[Written, str] = field(default_factory=dict)

    @property
    def has_gaps(self) -> bool:
        """Whether something could not be read."""
        return self.gap is not None

    def standing(self, edge: Edge) -> str:
        """Whether the step of an edge is "right", "wrong", or "open" because a person has to look."""
        source = edge.source
        if source not in self._known:
            self._known[source] = self._decided(source)
        return self._known[source]

    def _decided(self, source: Written) -> str:
        """The verdict, without what the submission assumes beyond the sheet."""
        if source.is_open or source.claim is None:
            return "open"
        if isinstance(source.verdict, Refuted):
            return "wrong"
        hypotheses = source.claim.context.hypotheses
        kept = tuple(h for h in hypotheses if not self._is_added(h))
        if kept == hypotheses:
            return "right"
        context = replace(source.claim.context, hypotheses=kept)
        again = decide(replace(source.claim, context=context))
        return "right" if isinstance(again, Proved | Supported) else "open"

    def _is_added(self, hypothesis: Hypothesis) -> bool:
        """Whether the sheet does not say this."""
        said = self.claim.context.propositions
        return hypothesis.origin in _SAID and _plain(
            substituted(hypothesis.proposition, self.naming)
        ) not in map(_plain, said)


def _plain(proposition: Term) -> tuple[Term, ...]:
    """An inequality in one direction."""
    if getattr(proposition, "head", "") in ("gt", "ge"):
        return (*reversed(proposition.children),)
    return proposition.children


def matched(claim: Claim, goals: Sequence[Goal], region: Sequence[Written]) -> Matched:
    """What was written, under the naming in which most ends of the goals are met with."""
    used = _ordered({s for w in region if w.claim for s in w.claim.proposition.symbols})
    best: tuple[int, tuple[Edge, ...], dict[Term, Term]] = (-1, (), {})
    for naming in namings(used, _ordered(claim.context.symbols)):
        found = tuple(e for w in region for e in _edges(w, naming, claim))
        met = {e.left for e in found}
        score = sum((g.left in met) + (g.right in met) for g in goals)
        best = max(best, (score, found, naming), key=lambda b: b[0])
        if score == 2 * len(goals):
            break
    gap = next(
        (w for w in region if w.claim is None and w.step.diagnostic and w.step.kind == "relation"), None
    )
    return Matched(claim, best[1], best[2], gap)


def worked(claim: Claim, found: Matched, printed: Sequence[tuple[Term, Term]]) -> bool:
    """Whether something right and not trivial was written about the claim beside what the task prints."""
    about = claim.proposition.symbols
    return any(
        edge.is_work
        and (edge.left, edge.right) not in printed
        and (edge.left.symbols | edge.right.symbols) & about
        and found.standing(edge) == "right"
        for edge in found.edges
    )


def _ordered(symbols: Sequence[Symbol] | set[Symbol]) -> list[Symbol]:
    return sorted(symbols, key=lambda s: (s.name, s.digest))


def _edges(source: Written, naming: dict[Term, Term], claim: Claim) -> Iterator[Edge]:
    if source.claim is None or source.step.kind != "relation":
        return
    for edge in edges(substituted(source.claim.proposition, naming), source):
        try:
            for left, right in _scalars(edge.left, edge.right, claim):
                yield Edge(
                    form(left), edge.relation, form(right), source, arranged(left) is not arranged(right)
                )
        except ShapeError:
            continue


def _scalars(left: Term, right: Term, claim: Claim) -> Iterator[tuple[Term, Term]]:
    """The sides, or of vectors the entries at an index of the claim."""
    shape = shape_of(left)
    if not shape:
        yield left, right
    elif len(shape) == 1:
        for i in _ordered({s for s in claim.proposition.symbols if s.sort == INTEGER}):
            yield component(left, i), component(right, i)
