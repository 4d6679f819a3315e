"""What a grading report shows of a submission, as plain data that can be kept beside the marks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from markupsafe import Markup

from derive.core.derivation import CheckedDerivation
from derive.grade.written import Written, written
from derive.render.compose import document_report
from derive.render.feedback import restricted
from derive.render.page import macros
from derive.render.report import Passage, StepReport
from derive.render.transcript import joined, vocabulary
from derive.sheet.asked import key_of
from derive.theory.feedback import ALL
from derive.theory.messages import say


def everything(_: str) -> str:
    """No limit to what is told."""
    return ALL


@dataclass(frozen=True, slots=True)
class Told:
    """The passages of a submission as HTML by the key of their exercise, and the anchors of its steps.

    ``readings`` tell of each document how it was read.
    """

    passages: Mapping[str, tuple[Markup, ...]]
    anchors: Mapping[str, str]
    readings: tuple[Markup, ...] = ()


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
    readings: list[str] = []
    for number, checked in enumerate(files):
        own = {step.index: next(steps) for step in checked.derivation.steps}
        full = document_report(checked, language)
        report = restricted(full, partial(_level, own=own, allowed=allowed))
        anchors |= {w.name: f"d{number}-{index}" for index, w in own.items()}
        write = _macros(own, language)
        parts = joined(report)
        keys = _keys(parts, own)
        shown = (str(write.passage_of(p, report, number)) for p in parts)
        passages += [
            [key, html] for key, part, html in zip(keys, parts, shown, strict=True) if not _names(part, key)
        ]
        readings.append(str(write.how_read(report, number)))
    return {"passages": passages, "anchors": anchors, "readings": readings}


def _names(passage: Passage, key: str) -> bool:
    """Whether a passage is no more than the heading of the exercise under which it is shown."""
    words = ("", *(say("print.exercise", language) for language in ("en", "de")))
    heading = key_of(str(passage.pieces[0])) if passage.level and key else ""
    return heading != "" and any(heading == key_of(f"{word}{key}") for word in words)


def _level(step: StepReport, own: Mapping[int, Written], allowed: Callable[[str], str]) -> str:
    return allowed(own[step.index].exercise)


def from_data(data: Any) -> Told:
    """What was told, from the data that was kept; empty where nothing was."""
    if not data:
        return Told({}, {})
    found: dict[str, tuple[Markup, ...]] = {}
    for key, html in cast("list[list[str]]", data["passages"]):
        found[key] = (*found.get(key, ()), _shown(html))
    readings = tuple(map(_shown, cast("list[str]", data.get("readings", []))))
    return Told(found, cast("dict[str, str]", data["anchors"]), readings)


def _shown(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # rendered by our own templates, which escape what they quote


def _macros(own: Mapping[int, Written], language: str) -> Any:
    """The macros of the transcript; a step's place is its name in the grading."""

    def place(step: StepReport) -> str:
        return own[step.index].name

    return macros("transcript.html.j2", language, **{**vocabulary(language), "place": place})


def _keys(passages: Sequence[Passage], own: Mapping[int, Written]) -> list[str]:
    """For each passage the exercise of its first step, else of the next one, else of the one before."""
    found = [own[p.steps[0]].exercise if p.steps else None for p in passages]
    following = next((key for key in reversed(found) if key is not None), "")
    keys: list[str] = []
    for key in reversed(found):
        following = following if key is None else key
        keys.append(following)
    return keys[::-1]
