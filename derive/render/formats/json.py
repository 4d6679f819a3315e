"""The stable interface for programs: ``derive.check/1``."""

import json
from dataclasses import asdict
from typing import Any

from derive.core.evidence import digest_of
from derive.core.source import Span
from derive.render.format import Format, Style
from derive.render.report import (
    ChainReport,
    Counterexample,
    DocumentReport,
    Explanation,
    Finding,
    Remark,
    Report,
    StepReport,
)

SCHEMA = "derive.check/1"


def render(report: Report, _style: Style) -> str:
    """The report as one JSON object."""
    return json.dumps(encode(report), ensure_ascii=False, indent=2) + "\n"


def encode(report: Report) -> dict[str, Any]:
    """The report as plain lists and dictionaries."""
    documents = [_document(d) for d in report.documents]
    return {"schema": SCHEMA, "version": report.version, "documents": documents}


def _document(document: DocumentReport) -> dict[str, Any]:
    return {
        "path": document.path,
        "language": document.language,
        "summary": document.summary,
        "assumed": document.assumed,
        "diagnostics": [_remark(r) for r in document.remarks],
        "steps": [_step(s) for s in document.steps],
        "chains": [_chain(c) for c in document.chains],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "severity": remark.severity,
        "message": remark.message,
        "span": _span(remark.span),
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    return asdict(span) if span else None


def _step(step: StepReport) -> dict[str, Any]:
    return _sealed(_step_fields(step))


def _sealed(fields: dict[str, Any]) -> dict[str, Any]:
    """With a hash of all fields beside a certificate, so that an audit sees when one is changed."""
    if "certificate" not in fields:
        return fields
    plain = json.loads(json.dumps(fields, ensure_ascii=False))
    return {**fields, "seal": digest_of(plain)}


def _step_fields(step: StepReport) -> dict[str, Any]:
    return {
        "index": step.index,
        "label": step.label,
        "kind": step.kind,
        "display": step.display,
        "span": _span(step.span),
        "latex": step.latex,
        "lhs": step.lhs,
        "relation": step.relation,
        "rhs": step.rhs,
        "reading": step.reading,
        "notes": step.notes,
        "assumed": step.assumed,
        **_finding(step.finding),
        "place": _span(step.mark_span),
    }


def _finding(finding: Finding | None) -> dict[str, Any]:
    """The fields of a verdict; all of them, with null where there is nothing to say."""
    found = finding or Finding("", "")
    fields: dict[str, Any] = {
        "verdict": found.verdict or None,
        "method": found.method,
        "trust": found.trust,
        "message": found.message or None,
        "conditions": found.conditions,
        "domain": found.domain,
        "holds_if": found.holds_if,
        "cause": found.cause,
        "counterexample": _counterexample(found.counterexample),
        "diagnosis": _diagnosis(found.diagnosis),
        "follows_from": found.follows_from,
        "repairs": _repairs(found.diagnosis),
        "effort": found.effort,
    }
    if found.certificate is not None:
        fields["certificate"] = found.certificate
    return fields


def _diagnosis(diagnosis: Explanation | None) -> dict[str, Any] | None:
    if diagnosis is None:
        return None
    return {
        "kind": diagnosis.kind,
        "detail": diagnosis.detail or None,
        "span": _span(diagnosis.span),
        "repair": diagnosis.repair,
        "message": " ".join(diagnosis.sentences) or None,
    }


def _repairs(diagnosis: Explanation | None) -> tuple[str, ...]:
    return (diagnosis.repair,) if diagnosis and diagnosis.repair else ()


def _counterexample(example: Counterexample | None) -> dict[str, Any] | None:
    if example is None:
        return None
    return {
        "assignment": dict(example.assignment),
        "lhs": example.left,
        "rhs": example.right,
        "lhs_decimal": example.left_decimal,
        "rhs_decimal": example.right_decimal,
    }


def _chain(chain: ChainReport) -> dict[str, Any]:
    finding = _finding(chain.finding)
    kept = ("verdict", "conditions", "message", "counterexample", "certificate")
    fields = {key: finding[key] for key in kept if key in finding}
    return _sealed({"steps": chain.steps, "relation": chain.relation, **fields})


FORMAT = Format("json", render)
