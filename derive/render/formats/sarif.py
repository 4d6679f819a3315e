"""SARIF 2.1.0, which code hosts show beside the lines."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from derive.core.source import Span
from derive.render.format import Format, Style
from derive.render.report import DocumentReport, Report
from derive.render.words import printable, whole_finding, whole_span
from derive.theory.messages import say

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"refuted": "error", "supported": "note", "undecided": "note", "unreadable": "warning"}


def render(report: Report, _style: Style) -> str:
    """The findings as one SARIF run."""
    rules = [{"id": v, "shortDescription": {"text": say(f"verdict.{v}")}} for v in _LEVELS]
    run = {
        "tool": {"driver": {"name": "derive", "version": report.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [result for document in report.documents for result in _results(document)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _results(document: DocumentReport) -> Iterator[dict[str, Any]]:
    for remark in document.remarks:
        yield _result(document.path, remark.code, remark.severity, remark.message, remark.span)
    for step in document.steps:
        if step.finding and step.finding.verdict != "proved":
            verdict = step.finding.verdict
            place = step.mark_span or step.span
            yield _result(document.path, verdict, _LEVELS[verdict], step.finding.message, place)
    for chain in document.chains:
        finding = whole_finding(chain, document)
        if finding:
            yield _result(document.path, "refuted", "error", finding.message, whole_span(chain, document))


def _result(path: str, rule: str, level: str, message: str, span: Span | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if span:
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": printable(message)},
        "locations": [{"physicalLocation": place}],
    }


FORMAT = Format("sarif", render)
