"""How much of a report is told: a mark, the place, the reason, or everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from derive.render.report import ChainReport, DocumentReport, Finding, Report, StepReport
from derive.render.words import student_words
from derive.theory.feedback import ALL, least
from derive.theory.messages import say

LevelOf = Callable[[StepReport], str]
Change = Callable[[StepReport, str], StepReport]


def restrict(report: Report, level_of: LevelOf) -> Report:
    """The report with no more in it than is allowed at each step."""
    documents = tuple(restricted(d, level_of) for d in report.documents)
    return replace(report, documents=documents)


def restricted(document: DocumentReport, level_of: LevelOf) -> DocumentReport:
    """The document with no more told of a step than its level, of a chain than the least of its steps."""
    levels = {step.index: level_of(step) for step in document.steps}

    def chain(old: ChainReport) -> ChainReport:
        level = least(levels[i] for i in old.steps)
        bare = level in ("marks", "place")
        return replace(old, finding=_bare(old.finding, document.language)) if bare else old

    steps = tuple(_CHANGES[levels[s.index]](s, document.language) for s in document.steps)
    return replace(document, steps=steps, chains=tuple(map(chain, document.chains)))


def _marks(step: StepReport, language: str) -> StepReport:
    """The verdict only: no place is marked."""
    return replace(_place(step, language), mark=(), mark_span=None)


def _place(step: StepReport, language: str) -> StepReport:
    return replace(step, finding=_bare(step.finding, language), wrong=None)


def _bare(finding: Finding | None, language: str) -> Finding | None:
    if finding is None:
        return None
    return Finding(
        finding.verdict, student_words(finding, language), cause=finding.cause, effort=finding.effort
    )


def _reason(step: StepReport, language: str) -> StepReport:
    """Everything but what would be right: where a rule was broken, it is named."""
    found = step.finding.diagnosis if step.finding else None
    if step.finding is None or found is None:
        return step
    named = (say(f"mistake.{found.kind}", language),) if found.kind else ()
    bare = replace(found, detail="", sentences=named, repair=None)
    return replace(step, finding=replace(step.finding, diagnosis=bare))


def _everything(step: StepReport, _: str) -> StepReport:
    return step


_CHANGES: Final[Mapping[str, Change]] = {
    "marks": _marks,
    "place": _place,
    "reason": _reason,
    ALL: _everything,
}
