"""For people at a terminal: each finding with its lines, its reason, and a count at the end."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from textwrap import wrap
from typing import Final

from derive.render.format import Format, Style
from derive.render.frame import frame
from derive.render.notes import decimals, explained, standing, taken
from derive.render.report import VERDICTS, DocumentReport, Finding, Remark, Report, SourceLine, StepReport
from derive.render.words import printable, student_words, where, whole_finding, whole_span
from derive.theory.messages import say

BESIDE: Final = 4
_COLOURS: Final = {"proved": 32, "refuted": 31, "supported": 36, "undecided": 33, "unreadable": 35}
_SEVERITIES: Final = {"error": 31, "warning": 33, "note": 36}


def render(report: Report, style: Style) -> str:
    """The report as text with code frames."""
    parts = ["".join(line + "\n" for line in _document(d, style)) for d in report.documents]
    if len(report.documents) > 1:
        parts.append(_total(report, style) + "\n")
    return "\n".join(part for part in parts if part)


def _paint(text: str, colour: int, style: Style) -> str:
    return f"\x1b[1;{colour}m{text}\x1b[0m" if style.colour else text


def _document(document: DocumentReport, style: Style) -> Iterator[str]:
    for _, same in groupby(document.remarks, lambda r: (r.code, r.message, r.severity)):
        yield from _remarks(document, tuple(same), style)
    told = [s for s in document.steps if s.finding and (style.explain or s.finding.verdict != "proved")]
    for _, alike in groupby(told, _sameness):
        yield from _steps(document, tuple(alike), style)
        yield ""
    yield from _wholes(document, style)
    if document.usable:
        title = printable(document.path)
        yield _summary(title, document.summary, _ends(document), document.language, style)


def _sameness(step: StepReport) -> tuple[object, ...]:
    """One frame is enough for steps that could not be read for the same reason at the same place."""
    if step.finding and step.finding.verdict == "unreadable":
        return (step.mark_span, step.finding.message, step.label, step.length)
    return (step.index,)


def _remarks(document: DocumentReport, alike: tuple[Remark, ...], style: Style) -> Iterator[str]:
    """What is said of one place in a frame, or of several places with their lines."""
    first, *others = alike
    yield f"{_paint(first.severity, _SEVERITIES[first.severity], style)}: {printable(first.message)}"
    for remark in alike:
        place = f":{remark.span.line}:{remark.span.column}" if remark.span else ""
        yield f"  --> {printable(document.path)}{place}"
    yield from _frame(first.mark, style) if not others else ()
    yield ""


def _frame(lines: tuple[SourceLine, ...], style: Style) -> list[str]:
    ellipsis = "..." if style.ascii else "…"
    return frame(lines, ellipsis=ellipsis, width=style.width - BESIDE) if lines else []


def _steps(document: DocumentReport, alike: tuple[StepReport, ...], style: Style) -> Iterator[str]:
    step = alike[0]
    if step.finding is None:
        return
    yield _headline(step.finding, document.language, style)
    span = step.mark_span or step.span
    place = f"{printable(document.path)}:{span.line}:{span.column}"
    cell = say("report.cell", document.language, cell=span.cell) if span.cell is not None else ""
    told = ", ".join(filter(None, (cell, where(document.language, *alike))))
    yield from _arrow(place, told, style)
    yield from _frame(step.mark, style)
    for note in _notes(step, step.finding, document, style):
        yield from wrap(printable(note), style.width, initial_indent="   = ", subsequent_indent="     ")


def _arrow(place: str, told: str, style: Style) -> Iterator[str]:
    """Where a step stands, in one line if that is wide enough; the path stays whole, to be clicked."""
    line = f"  --> {place}   {told}".rstrip()
    if len(line) <= style.width or not told:
        yield line
    else:
        yield f"  --> {place}"
        yield from wrap(told, style.width, initial_indent="      ", subsequent_indent="      ")


def _headline(finding: Finding, language: str, style: Style) -> str:
    word = _paint(say(f"page.{finding.verdict}", language), _COLOURS[finding.verdict], style)
    return f"{word}: {student_words(finding, language)}"


def _notes(step: StepReport, finding: Finding, document: DocumentReport, style: Style) -> Iterator[str]:
    tell = partial(say, language=document.language)
    yield finding.message
    yield from decimals(finding, document.language)
    yield from explained(finding, document)
    yield from standing(step, document)
    if step.reading:
        yield tell("report.reading", reading=step.reading)
    if step.assumed and finding.verdict != "proved":
        told = (" ".join(taken(s, document.language)).rstrip() for s in step.assumed)
        yield tell("report.assumed", assumed=", ".join(told))
    if style.explain and finding.reasons:
        yield tell("report.reasons", reasons=", ".join(finding.reasons))
    for latex, reason in finding.lines:
        yield f"`{latex}`" + (f"   ({reason})" if reason else "")


def _wholes(document: DocumentReport, style: Style) -> Iterator[str]:
    for chain in document.chains:
        finding = whole_finding(chain, document)
        if finding is None:
            continue
        span = whole_span(chain, document)
        yield _headline(finding, document.language, style)
        place = f"{printable(document.path)}:{span.line}:{span.column}"
        yield from _arrow(place, say("report.whole", document.language), style)
        yield from _frame(_outer(chain.steps, document), style)
        for note in (finding.message, *decimals(finding, document.language)):
            yield from wrap(printable(note), style.width, initial_indent="   = ", subsequent_indent="     ")
        yield ""


def _outer(steps: tuple[int, ...], document: DocumentReport) -> tuple[SourceLine, ...]:
    """The lines of all steps of a chain, without marks."""
    lines = {line.number: line for i in steps for line in document.steps[i].mark}
    return tuple(
        SourceLine(n, lines[n].text, lines[n].start, lines[n].start, lines[n].start, lines[n].start)
        for n in sorted(lines)
    )


def _summary(title: str, counts: dict[str, int], ends: int, language: str, style: Style) -> str:
    if not any(counts.values()):
        return f"{title}: {say('report.no-steps', language)}"
    words = {v: _paint(say(f"page.{v}", language), _COLOURS[v], style) for v in VERDICTS}
    said = [f"{counts[v]} {words[v]}" for v in VERDICTS if counts[v] or v == "proved"]
    whole = f"; {say('report.ends', language, count=ends)}" if ends else ""
    return f"{title}: {', '.join(said)}{whole}"


def _ends(document: DocumentReport) -> int:
    """How many chains fail although none of their steps does."""
    return sum(1 for chain in document.chains if whole_finding(chain, document))


def _total(report: Report, style: Style) -> str:
    counts = {v: sum(d.summary[v] for d in report.documents) for v in VERDICTS}
    ends = sum(map(_ends, report.documents))
    return _summary(say("report.total", "en", count=len(report.documents)), counts, ends, "en", style)


FORMAT = Format("txt", render)
