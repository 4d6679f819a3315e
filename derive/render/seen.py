"""Mistakes that were seen in submissions, for the guide to marking: by exercise, alike ones together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from derive.core.source import Place, UnreadableError
from derive.core.surface import Surface
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.render.compose import document_report
from derive.render.report import StepReport
from derive.sheet.asked import declared, key_of
from derive.sheet.model import ReadSheet
from derive.syntax.reading import read


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong step: how it was written and what is wrong with it; ``count`` were like it."""

    exercise: str
    latex: str
    tree: Surface | None
    wrong: Place | None
    sentences: tuple[str, ...]
    count: int = 1


def mistakes_in(sheet: ReadSheet, files: Sequence[Path]) -> tuple[Mistake, ...]:
    """The refuted steps of submissions to a sheet, in the order in which they were met with."""
    found: dict[tuple[str, ...], Mistake] = {}
    for path in files:
        for mistake in _of_file(sheet, path):
            same = (mistake.exercise, *(mistake.sentences or (mistake.latex,)))
            first = found.get(same, replace(mistake, count=0))
            found[same] = replace(first, count=first.count + 1)
    return tuple(found.values())


def _of_file(sheet: ReadSheet, path: Path) -> Iterator[Mistake]:
    try:
        document = read(str(path), language=sheet.language)
    except UnreadableError:
        return
    asked = declared(sheet)
    checked = check(elaborate(replace(document, settings=()), language=sheet.language, asked=asked))
    report = document_report(checked, sheet.language)
    for step in report.steps:
        if step.finding and step.finding.verdict == "refuted" and step.finding.follows_from is None:
            yield Mistake(_exercise(sheet, step), step.latex, step.tree, step.wrong, _told(step))


def _exercise(sheet: ReadSheet, step: StepReport) -> str:
    """The key of the exercise under whose label the step stands, empty if there is none."""
    label = key_of(step.label)
    return next((e.key for e in sheet.exercises if label and key_of(e.label) == label), "")


def _told(step: StepReport) -> tuple[str, ...]:
    """What is known of the mistake, else a point at which the step fails."""
    finding = step.finding
    if finding is None:
        return ()
    return finding.diagnosis.sentences if finding.diagnosis else (finding.message,)
