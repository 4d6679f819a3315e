"""Lines between the two sides of a large proved step, to see how one comes to the other."""

from dataclasses import replace
from typing import Final

from derive.core.derivation import CheckedDerivation, Step
from derive.core.verdict import Proved
from derive.prove.exposition.derivation import Line, exposition
from derive.prove.exposition.formulas import letters_in
from derive.render.derivations import as_written
from derive.render.report import DocumentReport, StepReport
from derive.theory.messages import say

LARGE: Final = 12


def with_lines(report: DocumentReport, checked: CheckedDerivation, language: str) -> DocumentReport:
    """The report with intermediate lines at its large proved steps."""
    verdicts = dict(zip(checked.derivation.steps, checked.verdicts, strict=True))
    by_index = {step.index: step for step, verdict in verdicts.items() if isinstance(verdict, Proved)}
    steps = tuple(_detailed(s, by_index.get(s.index), language) for s in report.steps)
    return replace(report, steps=steps)


def _detailed(told: StepReport, step: Step | None, language: str) -> StepReport:
    if step is None or told.finding is None or step.claim is None or step.claim.proposition.size < LARGE:
        return told
    lines = exposition(step.claim, letters_in(step.latex)).lines
    if len(lines) < 2:
        return told
    shown = tuple(_shown(line, language) for line in as_written(step, lines))
    return replace(told, finding=replace(told.finding, lines=shown))


def _shown(line: Line, language: str) -> tuple[str, str]:
    latex = f"{line.left} {line.sign} {line.right}".strip()
    return latex, say(f"exposition.{line.reason}", language) if line.reason else ""
