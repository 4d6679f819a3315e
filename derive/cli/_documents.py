"""From what the user names to document reports: files, folders, standard input; one failure stays one."""

import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from pickle import dumps, loads
from typing import Final

from derive.cli._command import looks_like_mathematics
from derive.cli._guard import guarded
from derive.core.claim import Claim
from derive.core.source import Diagnostic, Severity, UnreadableError
from derive.core.verdict import Verdict
from derive.elaborate.asked import Asked, nothing_asked
from derive.elaborate.document import elaborate
from derive.grade.processes import Pool
from derive.grade.schedule import Limits
from derive.prove.check import check, decide
from derive.prove.limits import Limits as Effort
from derive.render.compose import document_report, unusable
from derive.render.intermediate import with_lines
from derive.render.report import DocumentReport
from derive.syntax.reading import read, suffixes

STANDARD_INPUT: Final = "-"
MOST_STEPS: Final = 5000
PROGRAMS: Final = (".py", ".pyi")
LIMITS: Final = Limits(seconds=600, memory=2 << 30)
FAILURES: Final = {"grade.too-slow": "cli.guard", "grade.too-large": "cli.too-large"}
Decide = Callable[[Claim, Effort], Verdict]


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are to be understood; ``asked`` is what a sheet says of them."""

    assume: tuple[str, ...] = ()
    language: str | None = None
    certificates: bool = False
    explain: bool = False
    asked: Asked = nothing_asked


@dataclass(frozen=True, slots=True)
class Source:
    """A document to check, or the reason why there is none.

    ``data`` is what standard input held; ``named`` is False for what was found in a folder.
    """

    path: str
    data: bytes | None = None
    problem: Diagnostic | None = None
    named: bool = True


def sources(paths: Sequence[str]) -> Iterator[Source]:
    """The documents that the paths name; folders give the documents below them, by name."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield Source(path, sys.stdin.buffer.read())
        else:
            yield from _named(path)


def _problem(code: str, **values: str) -> Diagnostic:
    return Diagnostic(code, values=tuple(values.items()))


def _named(path: str) -> Iterator[Source]:
    if not path:
        yield Source(path, None, _problem("cli.file-missing"))
        return
    try:
        yield from _folder(path) if Path(path).is_dir() else (_file(path),)
    except (OSError, ValueError):
        yield Source(path, None, _problem("cli.file-missing"))


def _folder(path: str) -> Iterator[Source]:
    known = [s for s in suffixes() if s not in PROGRAMS]
    found = sorted(
        p.as_posix()
        for p in Path(path).rglob("*")
        if p.suffix.lower() in known and p.is_file() and not _hidden(p.relative_to(path))
    )
    if not found:
        yield Source(path, None, _problem("cli.folder-empty", suffixes=" ".join(known)))
    yield from (Source(name, named=False) for name in found)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _file(path: str) -> Source:
    return Source(path) if Path(path).exists() else Source(path, None, _missing(path))


def _missing(path: str) -> Diagnostic:
    if looks_like_mathematics(path):
        return _problem("cli.formula-as-file")
    parent = Path(path).parent
    beside = [p.as_posix() for p in parent.iterdir()] if parent.is_dir() else []
    near = get_close_matches(Path(path).as_posix(), sorted(beside), n=1)
    if near:
        return _problem("cli.file-missing-near", near=near[0])
    return _problem("cli.file-missing")


def check_source(settings: Settings, source: Source, by: Decide = decide) -> DocumentReport:
    """Read, understand and decide one document; whatever happens, there is a report of it."""
    language = settings.language or "en"
    if source.problem:
        return unusable(source.path, source.problem, language)
    try:
        document = read(source.path, source.data, language=settings.language)
        derivation = elaborate(
            document, assume=settings.assume, language=settings.language, asked=settings.asked
        )
        if len(derivation.steps) > MOST_STEPS:
            return unusable(source.path, _problem("cli.too-many-steps", limit=str(MOST_STEPS)), language)
        checked = check(derivation, by=by)
        report = document_report(checked, settings.language, certificates=settings.certificates)
        return (
            with_lines(report, checked, settings.language or report.language) if settings.explain else report
        )
    except UnreadableError as error:
        return unusable(source.path, _weighed(error.diagnostic, source), language)
    except (RecursionError, MemoryError):
        return unusable(source.path, _problem("cli.too-large"), language)
    except Exception as fault:  # noqa: BLE001  # a fault of ours in one file must not cost the others
        kind = type(fault).__name__
        return unusable(
            source.path, _problem("cli.internal-fault", kind=kind, detail=str(fault)[:200]), language
        )


def _weighed(diagnostic: Diagnostic, source: Source) -> Diagnostic:
    """The diagnostic, as a mere note where nobody said that the file holds mathematics."""
    if source.named or diagnostic.code not in ("syntax.no-mathematics", "syntax.empty-document"):
        return diagnostic
    return replace(diagnostic, severity=Severity.NOTE)


def check_all(
    found: Sequence[Source], settings: Settings, jobs: int, progress: Callable[[int, str], None]
) -> tuple[DocumentReport, ...]:
    """The reports of all documents in their order, by ``jobs`` processes with limits of time and memory.

    Where the system has no such processes, all is done in this one.
    """
    if Pool is None:
        return tuple(check_source(settings, source) for source in _announced(found, progress))
    reports: dict[int, DocumentReport] = {}
    work = Work(tuple(found), settings)
    for answer in Pool(work, len(found), jobs, LIMITS).run():
        source = found[answer.task]
        progress(len(reports), source.path)
        if answer.failure is None:
            reports[answer.task] = loads(b64decode(answer.result))  # noqa: S301  # a process of ours wrote it
        else:
            problem = _problem(FAILURES.get(answer.failure, "cli.killed"), limit=f"{LIMITS.seconds:g}")
            reports[answer.task] = unusable(source.path, problem, settings.language or "en")
    return tuple(reports[k] for k in range(len(found)))


@dataclass(frozen=True, slots=True)
class Work:
    """Checks documents by their numbers, in a process that may be ended."""

    found: tuple[Source, ...]
    settings: Settings

    def __call__(self, task: int) -> str:
        """The report, in a form that fits into a line."""
        return b64encode(dumps(check_source(self.settings, self.found[task], guarded))).decode()


def _announced(found: Sequence[Source], progress: Callable[[int, str], None]) -> Iterator[Source]:
    for number, source in enumerate(found):
        progress(number, source.path)
        yield source
