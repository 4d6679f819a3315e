"""What the pytest plug-in asks of documents and sheets: named claims that are decided when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.derivation import Derivation
from derive.core.document import Document
from derive.core.source import UnreadableError
from derive.core.verdict import Verdict
from derive.elaborate.asked import Owned
from derive.elaborate.document import elaborate
from derive.prove.check import check, decide
from derive.render.compose import document_report, report
from derive.render.finding import finding
from derive.render.format import Style
from derive.render.formats.text import FORMAT
from derive.render.report import DocumentReport, Finding
from derive.syntax.latex import write
from derive.syntax.reading import read
from derive.theory.messages import say

if TYPE_CHECKING:
    from derive.sheet.model import Exercise, ReadSheet


class CannotCollectError(Exception):
    """A document or sheet cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict in a word, how it was found, and what is shown when it is not good enough."""

    verdict: str
    method: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its name among those collected together, and the line on which it stands.

    ``label`` is that of its exercise.
    """

    name: str
    path: Path
    line: int
    outcome: Callable[[], Outcome]
    label: str = ""
    is_step: bool = True


def of_document(
    path: Path, prefix: str = "", assume: Sequence[str | Owned] = (), language: str | None = None
) -> Iterator[Judged]:
    """The steps and conclusions of a document, which is decided as a whole when the first is asked for.

    Raises:
        CannotCollectError: there is nothing to read.
    """
    try:
        document = read(str(path))
    except UnreadableError as error:
        values = dict(error.diagnostic.values)
        raise CannotCollectError(say(error.diagnostic.code, **values)) from error
    yield from _of(path, document, prefix, (assume, language))


def _of(
    path: Path,
    document: Document,
    prefix: str,
    known: tuple[Sequence[str | Owned], str | None],
    before: int = 0,
) -> Iterator[Judged]:
    """The steps of a document that begins ``before`` lines below the top of its file."""
    assume, language = known
    derivation = elaborate(document, assume=assume, language=language)
    decided = cache(partial(_decided, derivation))
    for step in derivation.steps:
        if step.kind in ("relation", "verbal") and (step.claim or step.diagnostic):
            line = derivation.document.span(step.place).line + before
            name = f"{prefix}{step.label or 'step'}:{line}.{step.index}"
            yield Judged(name, path, line, partial(_step, decided, step.index), step.label)
    for number, chain in enumerate(derivation.chains):
        if chain.conclusion is not None:
            first = derivation.steps[chain.steps[0]]
            line = derivation.document.span(first.place).line + before
            name = f"{prefix}{first.label or 'step'}:{line}.conclusion"
            yield Judged(name, path, line, partial(_conclusion, decided, number), first.label)


def _decided(derivation: Derivation) -> DocumentReport:
    return document_report(check(derivation))


def _step(decided: Callable[[], DocumentReport], index: int) -> Outcome:
    document = decided()
    step = document.steps[index]
    return _outcome(step.finding, replace(document, remarks=(), steps=(step,), chains=()))


def _conclusion(decided: Callable[[], DocumentReport], number: int) -> Outcome:
    document = decided()
    chain = document.chains[number]
    return _outcome(chain.finding, replace(document, remarks=(), chains=(chain,)))


def _outcome(found: Finding | None, shown: DocumentReport) -> Outcome:
    if found is None:
        return Outcome("undecided", None, "")
    frame = FORMAT.render(report((shown,)), Style()).rsplit("\n", 2)[0]
    return Outcome(found.verdict, found.method, frame)


def of_sheet(path: Path) -> Iterator[Judged]:
    """The claims of a sheet and the steps of its solutions.

    Raises:
        CannotCollectError: its author made a mistake.
    """
    from derive.sheet.model import SheetError  # noqa: PLC0415  # loads SymPy
    from derive.sheet.read import read_sheet  # noqa: PLC0415  # as above

    try:
        sheet = read_sheet(path)
    except SheetError as error:
        raise CannotCollectError(str(error)) from error
    for exercise in sheet.exercises:
        for variant in exercise.variants or (exercise,):
            yield from _of_exercise(path, sheet, variant)


def _of_exercise(path: Path, sheet: ReadSheet, exercise: Exercise) -> Iterator[Judged]:
    """The claims of an exercise, and the steps of its solution."""
    from derive.sheet.solutions import solution_document  # noqa: PLC0415  # loads SymPy
    from derive.sheet.verify import claims_of, key_of_variant  # noqa: PLC0415  # as above

    language = exercise.language or sheet.language
    for key, claim in claims_of(exercise):
        decided = partial(decide, claim)
        place = f"{path.name}:{exercise.line}: {key}"
        outcome = partial(_claim, decided, claim, place, language)
        yield Judged(key, path, exercise.line, outcome, exercise.label, is_step=False)
    try:
        document = solution_document(sheet, exercise)
    except UnreadableError as error:
        values = dict(error.diagnostic.values)
        raise CannotCollectError(say(error.diagnostic.code, **values)) from error
    if document is not None:
        assume: tuple[str | Owned, ...] = (
            *exercise.declarations,
            *sheet.definitions,
            *exercise.definitions,
        )
        file = sheet.folder / (exercise.solution or sheet.file)
        prefix, before = f"{key_of_variant(exercise)}/", exercise.solution_line - 1
        for judged in _of(file, document, prefix, (assume, language), before):
            yield replace(judged, label=exercise.label)


def _claim(decided: Callable[[], Verdict], claim: Claim, place: str, language: str) -> Outcome:
    found = finding(decided(), language)
    latex = write(surface_of(claim.proposition))
    return Outcome(found.verdict, found.method, f"{place}\n{latex}\n{found.verdict}: {found.message}")
