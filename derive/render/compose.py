"""From checked derivations to the report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

import derive
from derive.core.derivation import CheckedDerivation, Step
from derive.core.document import Document
from derive.core.source import Diagnostic, Place
from derive.core.verdict import Unreadable, Verdict
from derive.render.explanation import explanation
from derive.render.finding import finding, with_certificate
from derive.render.report import ChainReport, DocumentReport, Finding, Remark, Report, SourceLine, StepReport
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
    positions = {
        step: (number, len(chain.steps))
        for chain in derivation.chains
        for number, step in enumerate(chain.steps, start=1)
    }
    steps = tuple(
        _explained(
            _step(step, verdict, derivation.document, tell, positions.get(step.index, (1, 1))),
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
        derivation.document.path, derivation.language, True, derivation.assumed, remarks, steps, chains
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
    return replace(told, finding=finding, mark=_mark(step, None, document, diagnosis.place))


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
