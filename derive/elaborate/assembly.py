"""The derivation of a document from what was elaborated of its formulas."""

from collections.abc import Iterable
from dataclasses import replace

from derive.core.derivation import Chain as ChainOfSteps
from derive.core.derivation import Derivation, Step
from derive.core.document import Document
from derive.core.source import Diagnostic
from derive.elaborate.links import Elaborated


def assembled(
    document: Document, language: str, found: list[Elaborated], diagnostics: Iterable[Diagnostic]
) -> Derivation:
    """Everything found, in reading order, with the chains numbered."""
    order = sorted(
        ((s.place.part, s.place.start, n, k) for n, e in enumerate(found) for k, s in enumerate(e.steps))
    )
    numbers = {(n, k): index for index, (_, _, n, k) in enumerate(order)}
    chains: list[ChainOfSteps] = []
    steps: dict[int, Step] = {}
    for n, e in enumerate(found):
        linked = tuple(numbers[n, k] for k, s in enumerate(e.steps) if s.kind in ("relation", "definition"))
        chain = len(chains) if len(linked) > 1 else None
        if chain is not None:
            chains.append(ChainOfSteps(linked, e.relation, e.conclusion))
        for k, s in enumerate(e.steps):
            steps[numbers[n, k]] = replace(
                s, index=numbers[n, k], chain=chain if numbers[n, k] in linked else None
            )
    ordered = tuple(steps[i] for i in range(len(steps)))
    assumed = tuple(dict.fromkeys(a for s in ordered for a in s.assumed))
    said = (*document.diagnostics, *diagnostics, *(d for e in found for d in e.diagnostics))
    return Derivation(document, language, ordered, tuple(chains), assumed, said)
