"""JUnit XML: one suite a document, one case a step; only what is wrong fails."""

from typing import Final
from xml.etree import ElementTree as ET

from derive.render.format import Format, Style
from derive.render.report import DocumentReport, Report, StepReport
from derive.render.words import printable, where, whole_finding, whole_span

_SKIPPED: Final = ("supported", "undecided", "unreadable")
_OUTCOMES: Final = {"refuted": "failure", **dict.fromkeys(_SKIPPED, "skipped")}
_COUNTS: Final = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, _style: Style) -> str:
    """The report as one ``testsuites`` element."""
    root = ET.Element("testsuites", name="derive")
    for document in report.documents:
        _suite(root, document)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, document: DocumentReport) -> None:
    suite = ET.SubElement(root, "testsuite", name=printable(document.path))
    for remark in document.remarks:
        if not document.usable:
            case = ET.SubElement(suite, "testcase", classname=printable(document.path), name=remark.code)
            ET.SubElement(case, "error", message=printable(remark.message))
    for step in document.steps:
        if step.finding:
            _case(suite, document, step)
    for chain in document.chains:
        finding = whole_finding(chain, document)
        if finding:
            name = f"line {whole_span(chain, document).line}, chain"
            case = ET.SubElement(suite, "testcase", classname=printable(document.path), name=name)
            ET.SubElement(case, "failure", message=printable(finding.message))
    for count, tag in _COUNTS.items():
        suite.set(count, str(sum(1 for _ in suite.iter(tag))))


def _case(suite: ET.Element, document: DocumentReport, step: StepReport) -> None:
    name = ", ".join(filter(None, (f"line {step.span.line}, column {step.span.column}", where("en", step))))
    case = ET.SubElement(suite, "testcase", classname=printable(document.path), name=name)
    if step.finding is None:
        return
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", name="verdict", value=step.finding.verdict)
    outcome = _OUTCOMES.get(step.finding.verdict)
    if outcome:
        found = ET.SubElement(case, outcome, message=printable(step.finding.message))
        found.text = printable(step.latex)


FORMAT = Format("xml", render)
