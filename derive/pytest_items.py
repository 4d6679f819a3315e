"""What the pytest plug-in asks of documents and sheets: named claims that are decided when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from derive.core.derivation import Derivation
from derive.core.source import UnreadableError
from derive.elaborate.asked import Owned
from derive.elaborate.document import elaborate
from derive.prove.check import check, decide
from derive.render.compose import document_report, report
from derive.render.finding import finding
from derive.render.format import Style
from derive.render.formats.text import FORMAT
from derive.render.report import DocumentReport, Finding
from derive.syntax.reading import read
from derive.theory.messages import say


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
    """A claim with its name among those collected together, and the line on which it stands."""

    name: str
    path: Path
    line: int
    outcome: Callable[[], Outcome]


def of_document(
    path: Path, prefix: str = "", assume: Sequence[str | Owned] = (), language: str | None = None
) -> Iterator[Judged]:
    """The steps and conclusions of a document, which is decided as a whole when the first is asked for.

    Raises:
        CannotCollectError: there is nothing to read.
    """
    try:
        derivation = elaborate(read(str(path)), assume=assume, language=language)
    except UnreadableError as error:
        values = dict(error.diagnostic.values)
        raise CannotCollectError(say(error.diagnostic.code, **values)) from error
    decided = cache(partial(_decided, derivation))
    for step in derivation.steps:
        if step.kind in ("relation", "verbal") and (step.claim or step.diagnostic):
            line = derivation.document.span(step.place).line
            name = f"{prefix}{step.label or 'step'}:{line}.{step.index}"
            yield Judged(name, path, line, partial(_step, decided, step.index))
    for number, chain in enumerate(derivation.chains):
        if chain.conclusion is not None:
            first = derivation.steps[chain.steps[0]]
            line = derivation.document.span(first.place).line
            name = f"{prefix}{first.label or 'step'}:{line}.conclusion"
            yield Judged(name, path, line, partial(_conclusion, decided, number))


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
    from derive.sheet.verify import answered  # noqa: PLC0415  # as above

    try:
        sheet = read_sheet(path)
    except SheetError as error:
        raise CannotCollectError(str(error)) from error
    for exercise in sheet.exercises:
        language = exercise.language or sheet.language
        for goal in exercise.goals:
            for number, claim in enumerate(goal.claims, 1):
                name = ":".join(filter(None, (exercise.key, goal.name, str(number))))
                decided = partial(decide, answered(claim, exercise.answers))
                yield Judged(name, path, exercise.line, partial(_claim, decided, goal.latex, language))
        if exercise.solution:
            assume: tuple[str | Owned, ...] = (*exercise.declarations, *sheet.definitions)
            solution = sheet.folder / exercise.solution
            yield from of_document(solution, f"{exercise.key}/", assume, language)


def _claim(decided: Callable[[], object], latex: str, language: str) -> Outcome:
    found = finding(decided(), language)  # type: ignore[arg-type]  # what is decided is a verdict
    return Outcome(found.verdict, found.method, f"{latex}\n{found.verdict}: {found.message}")
