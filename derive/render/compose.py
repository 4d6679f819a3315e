"""From checked derivations to the report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise

import derive
from derive.core.derivation import CheckedDerivation, Step
from derive.core.document import Document
from derive.core.source import Diagnostic, Place
from derive.core.surface import Chain as SurfaceChain
from derive.core.surface import Relation, Surface
from derive.core.verdict import Unreadable, Verdict
from derive.render.explanation import explanation
from derive.render.finding import finding, with_certificate
from derive.render.passages import passages
from derive.render.report import ChainReport, DocumentReport, Finding, Remark, Report, SourceLine, StepReport
from derive.render.words import assumption
from derive.theory.messages import say


def report(documents: Sequence[DocumentReport]) -> Report:
    """The report of a run."""
    return Report(derive.__version__, tuple(documents))


def document_report(
    checked: CheckedDerivation, language: str | None = None, *, certificates: bool = False
) -> DocumentReport:
    """What is said about one document, in ``language`` or else in its own."""
    derivation = checked.derivation
    spoken = language or derivation.language
    tell = partial(with_certificate if certificates else finding, language=spoken)
    earlier = {
        step: derivation.steps[before]
        for chain in derivation.chains
        for before, step in pairwise(chain.steps)
    }
    positions = {
        step: (number, len(chain.steps))
        for chain in derivation.chains
        for number, step in enumerate(chain.steps, start=1)
    }
    steps = tuple(
        _explained(
            replace(
                _step(step, verdict, derivation.document, tell, positions.get(step.index, (1, 1))),
                tree=_tree(step, derivation.document),
                continues=_continues(earlier.get(step.index), step),
                assumed=tuple(assumption(a, spoken) for a in step.assumed),
            ),
            step,
            checked,
            spoken,
        )
        for step, verdict in zip(derivation.steps, checked.verdicts, strict=True)
    )
    chains = tuple(
        ChainReport(chain.steps, chain.relation, tell(verdict) if verdict else None)
        for chain, verdict in zip(derivation.chains, checked.conclusions, strict=True)
    )
    diagnostics = dict.fromkeys((*derivation.document.diagnostics, *derivation.diagnostics))
    remarks = tuple(remark(d, derivation.document, spoken) for d in diagnostics)
    return DocumentReport(
        derivation.document.path,
        derivation.language,
        True,
        tuple(assumption(a, spoken) for a in derivation.assumed),
        remarks,
        steps,
        chains,
        passages(derivation.document, derivation.steps),
    )


def unusable(path: str, diagnostic: Diagnostic, language: str = "en") -> DocumentReport:
    """The report of a document of which nothing could be read."""
    return DocumentReport(path, language, False, (), (remark(diagnostic, None, language),), (), ())


def remark(diagnostic: Diagnostic, document: Document | None, language: str) -> Remark:
    """A diagnostic in words."""
    sentence = say(diagnostic.code, language, **dict(diagnostic.values))
    severity = diagnostic.severity.value
    if document is None or diagnostic.place is None:
        return Remark(diagnostic.code, sentence, severity, None)
    place = diagnostic.place
    return Remark(diagnostic.code, sentence, severity, document.span(place), _lines(document, place))


def _step(
    step: Step,
    verdict: Verdict | None,
    document: Document,
    tell: Callable[[Verdict], Finding],
    position: tuple[int, int],
) -> StepReport:
    return StepReport(
        step.index,
        step.kind,
        step.label,
        step.display,
        document.span(step.place),
        step.latex,
        step.lhs,
        step.relation,
        step.rhs,
        step.reading,
        step.assumed,
        step.notes,
        tell(verdict) if verdict else None,
        _mark(step, verdict, document),
        *position,
        mark_span=document.span(_pointed_at(step, verdict)),
    )


def _tree(step: Step, document: Document) -> Surface | None:
    """The relation as it was laid out."""
    written = step.written
    if written is None:
        return None
    sign = _between(written.left.place, written.right.place, document)
    return SurfaceChain(step.place, (written.left, written.right), (Relation(sign, written.sign),))


def _between(left: Place, right: Place, document: Document) -> Place:
    """Where the sign stands: between the sides, without blanks and alignment marks."""
    if left.part != right.part or left.end > right.start:
        return Place(right.start, right.start, right.part)
    text = document.parts[right.part].text[left.end : right.start]
    start = left.end + len(text) - len(text.lstrip(" &\n\t"))
    return Place(start, max(start, left.end + len(text.rstrip(" &\n\t"))), right.part)


def _continues(before: Step | None, step: Step) -> bool:
    """Whether the left side was written only once, as the right side of the step before."""
    if before is None or before.written is None or step.written is None:
        return False
    return before.written.right.place == step.written.left.place


def _explained(told: StepReport, step: Step, checked: CheckedDerivation, language: str) -> StepReport:
    """With what went wrong in the step, and the wrong one from which it follows, as far as is known."""
    document = checked.derivation.document
    diagnosis = next(islice(checked.diagnoses, step.index, None), None)
    origin = next(islice(checked.follows_from, step.index, None), None)
    if told.finding is None or (diagnosis is None and origin is None):
        return told
    finding = replace(told.finding, follows_from=origin)
    if diagnosis is None:
        return replace(told, finding=finding)
    finding = replace(finding, diagnosis=explanation(diagnosis, document, language))
    return replace(
        told, finding=finding, mark=_mark(step, None, document, diagnosis.place), wrong=diagnosis.place
    )


def _pointed_at(step: Step, verdict: Verdict | None) -> Place:
    if isinstance(verdict, Unreadable) and verdict.diagnostic.place:
        return verdict.diagnostic.place
    return step.place


def _mark(
    step: Step, verdict: Verdict | None, document: Document, focus: Place | None = None
) -> tuple[SourceLine, ...]:
    """The lines of a step; its left side stands in front where it was written on an earlier line."""
    place = _pointed_at(step, verdict)
    lines = _lines(document, place, focus or step.rhs_place)
    before = step.lhs_place
    if before is None or before.part != place.part or isinstance(verdict, Unreadable):
        return lines
    first = lines[0].number
    return (*(_unmarked(line) for line in _lines(document, before) if line.number < first), *lines)


def _unmarked(line: SourceLine) -> SourceLine:
    return SourceLine(line.number, line.text, line.start, line.start, line.start, line.start)


def _lines(document: Document, place: Place, focus: Place | None = None) -> tuple[SourceLine, ...]:
    centre = focus if focus and place.start <= focus.start and focus.end <= place.end else place
    return tuple(_covered(document, place, centre))


def _covered(document: Document, place: Place, focus: Place) -> Iterator[SourceLine]:
    part = document.parts[place.part]
    first, _ = part.position(place.start)
    last, _ = part.position(max(place.start, place.end - 1))
    for number in range(first, last + 1):
        begin = part.lines[number - part.first_line]
        text = part.text[begin:].split("\n", 1)[0].rstrip("\r")
        yield SourceLine(number, text, *_within(begin, text, place), *_within(begin, text, focus))


def _within(begin: int, text: str, place: Place) -> tuple[int, int]:
    start = min(max(place.start - begin, 0), len(text))
    return start, max(start, min(place.end - begin, len(text)))
