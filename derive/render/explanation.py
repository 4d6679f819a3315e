"""Diagnoses in words."""

from derive.core.derivation import Diagnosis
from derive.core.document import Document
from derive.render.report import Explanation
from derive.theory.messages import say


def explanation(diagnosis: Diagnosis, document: Document, language: str) -> Explanation:
    """What a diagnosis says to a person: the rule that was broken, and what should stand where."""
    return Explanation(
        diagnosis.kind,
        diagnosis.detail,
        document.span(diagnosis.place) if diagnosis.place else None,
        tuple(_sentences(diagnosis, language)),
        diagnosis.repair,
    )


def _sentences(diagnosis: Diagnosis, language: str) -> list[str]:
    found = []
    if diagnosis.kind and diagnosis.kind != diagnosis.mending:
        found.append(say(f"mistake.{diagnosis.kind}", language))
    if diagnosis.mending:
        written = " ".join(diagnosis.written.split())
        values = {"written": written, "detail": diagnosis.detail, "line": str(diagnosis.line)}
        found.append(say(f"mending.{diagnosis.mending}", language, **values))
    return found
