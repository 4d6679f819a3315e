"""What a grading report shows of a submission, as plain data that can be kept beside the marks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from markupsafe import Markup

from derive.core.derivation import CheckedDerivation
from derive.grade.written import Written, written
from derive.render.compose import document_report
from derive.render.feedback import restricted
from derive.render.page import macros
from derive.render.report import DocumentReport, Passage, StepReport
from derive.render.transcript import vocabulary
from derive.theory.feedback import ALL


def everything(_: str) -> str:
    """No limit to what is told."""
    return ALL


@dataclass(frozen=True, slots=True)
class Told:
    """The passages of a submission as HTML by the key of their exercise, and the anchors of its steps."""

    passages: Mapping[str, tuple[Markup, ...]]
    anchors: Mapping[str, str]


def told(
    files: Sequence[CheckedDerivation],
    labels: Sequence[str],
    language: str,
    allowed: Callable[[str], str] = everything,
) -> dict[str, Any]:
    """The submission's own lines with what was found of each, in order, as data for JSON.

    ``allowed`` says by the label of an exercise how much of a finding is told.
    """
    steps = iter(written(files, labels))
    passages: list[list[str]] = []
    anchors: dict[str, str] = {}
    for number, checked in enumerate(files):
        own = {step.index: next(steps) for step in checked.derivation.steps}
        full = document_report(checked, language)
        report = restricted(full, partial(_level, own=own, allowed=allowed))
        anchors |= {w.name: f"d{number}-{index}" for index, w in own.items()}
        passages += [[key, html] for key, html in _passages(report, own, number, language)]
    return {"passages": passages, "anchors": anchors}


def _level(step: StepReport, own: Mapping[int, Written], allowed: Callable[[str], str]) -> str:
    return allowed(own[step.index].exercise)


def from_data(data: Any) -> Told:
    """What was told, from the data that was kept; empty where nothing was."""
    if not data:
        return Told({}, {})
    found: dict[str, tuple[Markup, ...]] = {}
    for key, html in cast("list[list[str]]", data["passages"]):
        shown = Markup(html)  # noqa: S704  # rendered by our own templates, which escape what they quote
        found[key] = (*found.get(key, ()), shown)
    return Told(found, cast("dict[str, str]", data["anchors"]))


def _passages(
    report: DocumentReport, own: Mapping[int, Written], number: int, language: str
) -> Iterator[tuple[str, str]]:
    """Each passage with the exercise that it belongs to: its own steps', else that of what follows."""

    def where(step: StepReport) -> str:
        return own[step.index].name

    write = macros("transcript.html.j2", language, **{**vocabulary(language), "where": where})
    for passage, key in zip(report.passages, _keys(report.passages, own), strict=True):
        yield key, str(write.passage_of(passage, report, number))


def _keys(passages: Sequence[Passage], own: Mapping[int, Written]) -> list[str]:
    """For each passage the exercise of its first step, else of the next one, else of the one before."""
    found = [own[p.steps[0]].exercise if p.steps else None for p in passages]
    following = next((key for key in reversed(found) if key is not None), "")
    keys: list[str] = []
    for key in reversed(found):
        following = following if key is None else key
        keys.append(following)
    return keys[::-1]
