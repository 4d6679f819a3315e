"""What the programming interface is given to check: a document, a text, a formula, or a claim."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, Final

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.derivation import Derivation, Step
from derive.core.document import Document, Part
from derive.core.source import Place
from derive.core.term import Apply
from derive.elaborate.document import elaborate
from derive.prove.stated import claim_from
from derive.syntax.latex import write
from derive.syntax.reading import read, suffixes

_DELIMITERS: Final = ("$", "\\(", "\\[", "\\begin{", "\n")
_SIGNS: Final = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "member": "in"}


def derivation_of(
    source: Any, given: Sequence[Any], assume: Sequence[str], language: str | None
) -> Derivation:
    """What is in a source.

    Raises:
        UnreadableError: nothing of it can be read.
    """
    if not isinstance(source, str | Path):
        return _of_claim(claim_from(source, given))
    path, data = _named(source)
    return elaborate(read(path, data), assume=(*assume, *given), language=language)


def _named(source: str | Path) -> tuple[str, bytes | None]:
    """A path, and what is to be read where it is none."""
    if isinstance(source, Path):
        return str(source), None
    if any(mark in source for mark in _DELIMITERS):
        return "text.md", source.encode()
    if source == "-" or PurePath(source).suffix.lower() in suffixes():
        return source, None
    return "claim.md", f"$${source}$$".encode()


def _of_claim(claim: Claim) -> Derivation:
    """A claim that nobody wrote, as a document of one step."""
    latex = write(surface_of(claim.proposition))
    document = Document("claim.md", (Part(f"$${latex}$$"),), ())
    step = Step(0, "relation", Place(2, 2 + len(latex)), latex, claim=claim)
    if isinstance(claim.proposition, Apply) and claim.relation in _SIGNS:
        left, right = (write(surface_of(side)) for side in claim.proposition.children)
        step = replace(step, lhs=left, relation=_SIGNS[claim.relation], rhs=right)
    return Derivation(document, "en", (step,), (), claim.context.assumed)
