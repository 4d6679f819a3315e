"""What the templates ask about a document while they write it out with its findings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from derive.core.source import Place
from derive.render.finding import legible
from derive.render.formulas import is_narrow
from derive.render.notes import conditions, origin, standing
from derive.render.report import (
    ChainReport,
    Counterexample,
    DocumentReport,
    Inline,
    Passage,
    StepReport,
    Value,
)
from derive.render.words import place, where, whole_finding, whole_span
from derive.theory.messages import say

_WORST: Final = ("refuted", "unreadable", "undecided", "supported", "proved")


def vocabulary(language: str, heading: str = "h3") -> Mapping[str, Any]:
    """What the macros of the transcript need, by name; ``heading`` is the element for headings."""
    return {
        "heading": heading,
        "where": partial(where, language),
        "place": partial(place, language),
        "is_aligned": is_aligned,
        "joined": joined,
        "conditions": conditions,
        "origin": origin,
        "standing": standing,
        "shown": shown,
        "shows_all": shows_all,
        "sides": sides,
        "judged_steps": judged_steps,
        "wrong_places": wrong_places,
        "stray": stray,
        "readings": readings,
        "given": given,
        "wholes_of": wholes_of,
        "whole_span": whole_span,
    }


def shown(value: Value) -> str:
    """A value of a counterexample."""
    return f"({', '.join(map(shown, value))})" if isinstance(value, tuple) else str(value)


def sides(example: Counterexample) -> tuple[tuple[str, str], ...]:
    """Both sides: exactly and in decimals, one of them where the other says nothing more."""
    pairs = ((example.left, example.left_decimal), (example.right, example.right_decimal))
    if legible(example) != (example.left, example.right):
        return tuple((decimal, "") for _, decimal in pairs)
    return tuple((exact, "" if _says_all(exact, decimal) else decimal) for exact, decimal in pairs)


def _says_all(exact: str, decimal: str) -> bool:
    """Whether decimals would say nothing more than what stands there, as of rational numbers."""
    return exact == decimal or exact.replace("/", "").replace("-", "").isdigit()


def shows_all(step: StepReport) -> bool:
    """Whether the lines marked as unreadable have the whole of the formula in them."""
    marked = "".join("".join(line.text.split()) for line in step.mark)
    return step.tree is None and "".join(step.latex.split()) in marked


def judged_steps(piece: Inline, document: DocumentReport) -> list[StepReport]:
    """The steps with a verdict that end in a formula of the text, the worst first."""
    found = [document.steps[i] for i in piece.steps if document.steps[i].finding]
    return sorted(found, key=lambda s: _WORST.index(s.finding.verdict) if s.finding else len(_WORST))


def joined(document: DocumentReport) -> tuple[Passage, ...]:
    """The passages; a display that goes on with the chain of the one before it is one with it."""
    found: list[Passage] = []
    for passage in document.passages:
        goes_on = passage.display and bool(passage.steps) and document.steps[passage.steps[0]].continues
        if goes_on and found and found[-1].display and found[-1].steps:
            before = found.pop()
            pieces, steps = (*before.pieces, *passage.pieces), (*before.steps, *passage.steps)
            found.append(replace(passage, pieces=pieces, steps=steps))
        else:
            found.append(passage)
    return tuple(found)


def is_aligned(steps: Sequence[int], document: DocumentReport) -> bool:
    """Whether steps are aligned at their relations: where every left side is narrow, and one is written."""
    found = [document.steps[i] for i in steps]
    return all(map(is_narrow, found)) and any(s.tree is not None and not s.continues for s in found)


def wrong_places(steps: list[StepReport]) -> tuple[Place, ...]:
    """The places in the steps that have to change."""
    return tuple(s.wrong for s in steps if s.wrong)


def stray(document: DocumentReport) -> list[StepReport]:
    """The steps with a verdict that stand in no passage."""
    told = {i for passage in document.passages for i in passage.steps}
    return [s for s in document.steps if s.index not in told and s.finding]


def readings(document: DocumentReport) -> list[tuple[str, list[StepReport]]]:
    """The steps that were not read exactly as written, by how they were read."""
    found: dict[str, list[StepReport]] = {}
    for step in document.steps:
        if step.reading:
            found.setdefault(step.reading, []).append(step)
    return list(found.items())


def given(document: DocumentReport) -> list[tuple[str, str]]:
    """What the text was understood to take for granted, in LaTeX, each with its line."""
    found: dict[str, str] = {}
    for step in document.steps:
        if step.kind == "hypothesis" and step.finding is None:
            found.setdefault(step.latex, say("report.line", document.language, line=step.span.line))
    return list(found.items())


def wholes_of(document: DocumentReport) -> list[ChainReport]:
    """The chains that fail from end to end although no step of them says so."""
    return [c for c in document.chains if whole_finding(c, document)]
