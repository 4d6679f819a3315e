"""One line a finding, for editors and for searching."""

from collections.abc import Iterator

from derive.render.format import Format, Style
from derive.render.report import DocumentReport, Report, StepReport
from derive.render.words import printable, where, whole_finding, whole_span


def render(report: Report, _style: Style) -> str:
    """Each finding as ``path:line:column: verdict: sentence [problem, step]``."""
    return "".join(line + "\n" for d in report.documents for line in _document(d))


def _document(document: DocumentReport) -> Iterator[str]:
    path = printable(document.path)
    for remark in document.remarks:
        place = f":{remark.span.line}:{remark.span.column}" if remark.span else ""
        yield f"{path}{place}: {remark.severity}: {printable(remark.message)}"
    for step in document.steps:
        if step.finding and step.finding.verdict != "proved":
            yield f"{path}:{_place(step)}: {step.finding.verdict}: {_sentence(step, document.language)}"
    for chain in document.chains:
        finding = whole_finding(chain, document)
        if finding:
            span = whole_span(chain, document)
            yield f"{path}:{span.line}:{span.column}: {finding.verdict}: {printable(finding.message)}"


def _place(step: StepReport) -> str:
    span = step.mark_span or step.span
    return f"{span.line}:{span.column}"


def _sentence(step: StepReport, language: str) -> str:
    message = printable(step.finding.message) if step.finding else ""
    place = where(language, step)
    return f"{message} [{place}]" if place else message


FORMAT = Format("concise", render)
