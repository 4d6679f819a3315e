"""How much of a report is told: a mark, the place, the reason, or everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from derive.render.report import ChainReport, DocumentReport, Finding, Report, StepReport
from derive.theory.messages import say

LEVELS: Final = ("marks", "place", "reason", "repair")


def restrict(report: Report, level: str) -> Report:
    """The report with no more in it than ``level`` allows."""
    change = _CHANGES.get(level)
    return report if change is None else replace(report, documents=tuple(map(change, report.documents)))


def _marks(document: DocumentReport) -> DocumentReport:
    """Verdicts only: no place is marked, and a chain is not told apart from its steps."""
    placed = _place(document)
    steps = tuple(replace(s, mark=(), mark_span=None, wrong=None) for s in placed.steps)
    return replace(placed, steps=steps)


def _place(document: DocumentReport) -> DocumentReport:
    def step(old: StepReport) -> StepReport:
        return replace(old, finding=_bare(old.finding, document.language), wrong=None)

    def chain(old: ChainReport) -> ChainReport:
        return replace(old, finding=_bare(old.finding, document.language))

    steps, chains = tuple(map(step, document.steps)), tuple(map(chain, document.chains))
    return replace(document, steps=steps, chains=chains)


def _bare(finding: Finding | None, language: str) -> Finding | None:
    if finding is None:
        return None
    return Finding(finding.verdict, say(f"verdict.{finding.verdict}", language), effort=finding.effort)


def _reason(document: DocumentReport) -> DocumentReport:
    """Everything but what would be right: where a rule was broken, it is named."""

    def step(old: StepReport) -> StepReport:
        found = old.finding.diagnosis if old.finding else None
        if old.finding is None or found is None:
            return old
        named = (say(f"mistake.{found.kind}", document.language),) if found.kind else ()
        bare = replace(found, detail="", sentences=named, repair=None)
        return replace(old, finding=replace(old.finding, diagnosis=bare))

    return replace(document, steps=tuple(map(step, document.steps)))


_CHANGES: Final[Mapping[str, Callable[[DocumentReport], DocumentReport]]] = {
    "marks": _marks,
    "place": _place,
    "reason": _reason,
}
