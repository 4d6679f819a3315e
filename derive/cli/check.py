"""Decide every step of documents, and say what is wrong where."""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from derive.cli._changes import changes
from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._documents import Settings, check_all, sources
from derive.cli._files import write_whole
from derive.cli._sheet import sheet_of
from derive.elaborate.asked import Asked, nothing_asked
from derive.registry import load, names
from derive.render.compose import report
from derive.render.feedback import LevelOf, restrict
from derive.render.format import Format, Style
from derive.render.report import DocumentReport, Report
from derive.render.words import printable
from derive.theory.feedback import ALL, LEVELS
from derive.theory.messages import LANGUAGES, say

FORMATS: Final = "derive.render.formats"
NARROWEST, WIDEST, MARGIN = 40, 100, 6
STANDARD_OUTPUT: Final = "-"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a document, a folder of documents, or - for standard input")
    add("--sheet", metavar="SHEET", help="the exercise sheet that the documents answer")
    add("--assume", metavar="LATEX", action="append", default=[], help=r'add a hypothesis: "\lambda > 0"')
    add("--language", metavar="en|de", help="the language of the documents and of the findings")
    add("--format", metavar="NAME", help=f"how to write the findings: {', '.join(names(FORMATS))}")
    add("--certificates", action="store_true", help="put the proof trees and witnesses into the JSON")
    add(
        "--explain",
        action="store_true",
        help="also show proved steps, with the rules that prove them and lines between",
    )
    add("--strict", action="store_true", help="exit with 1 unless every step is proved")
    add("--feedback", metavar="LEVEL", default=ALL, help=f"how much to say: {', '.join(LEVELS)}")
    add("--out", metavar="PATH", action="append", default=[], help="write the findings to a file; repeatable")
    add("--jobs", metavar="N", help="how many documents to check at a time")
    add("--watch", action="store_true", help="check again whenever a document changes, until Ctrl-C")


def run(arguments: Namespace) -> int:
    """Check the documents, write the findings, and say by the exit status what was found."""
    if not arguments.watch:
        return _run_once(arguments)
    if STANDARD_OUTPUT in arguments.files:
        raise UsageError(say("cli.watch-input"))
    status = 0
    for _ in changes(arguments.files):
        sys.stdout.write(say("cli.checking") + "\n")
        status = _run_once(arguments)
        sys.stdout.write(say("cli.watching") + "\n")
        sys.stdout.flush()
    return status


def _run_once(arguments: Namespace) -> int:
    outputs = _outputs(arguments)
    language = _among(arguments.language, LANGUAGES, "cli.unknown-language")
    level = _among(arguments.feedback, LEVELS, "cli.unknown-feedback") or ALL
    asked, level_of = _by_sheet(arguments.sheet, level)
    settings = Settings(tuple(arguments.assume), language, arguments.certificates, arguments.explain, asked)
    jobs = _jobs(arguments.jobs)
    found = tuple(sources(arguments.files))
    progress = Progress(len(found), shown=sys.stderr.isatty() and len(found) > 1)
    documents = check_all(found, settings, jobs, progress)
    progress.clear()
    if arguments.assume:
        _refuse_assumptions(documents)
    full = report(documents)
    _write(restrict(full, level_of), outputs, explain=arguments.explain)
    _tell_unusable(documents)
    return _status(documents, strict=arguments.strict)


def _by_sheet(path: str | None, most: str) -> tuple[Asked, LevelOf]:
    """What the sheet declares, and how much it lets be said; only with a sheet is SymPy needed."""
    if path is None:
        return nothing_asked, lambda _: most
    from derive.sheet.asked import declared  # noqa: PLC0415  # loads SymPy
    from derive.sheet.feedback import allowed  # noqa: PLC0415  # as above

    sheet = sheet_of(path)
    levels = allowed(sheet, most)
    return declared(sheet), lambda step: levels(step.label)


def _refuse_assumptions(documents: Sequence[DocumentReport]) -> None:
    for document in documents:
        for remark in document.remarks:
            if remark.code == "elaborate.assumption":
                raise UsageError(remark.message)


def _among(name: str | None, known: Sequence[str], code: str) -> str | None:
    if name is not None and name not in known:
        raise UsageError(
            unknown_name(code, name, known) + " " + say("cli.known-names", names=", ".join(known))
        )
    return name


def _jobs(given: str | None) -> int:
    if given is None:
        return os.cpu_count() or 1
    if not given.isdecimal() or int(given) < 1:
        raise UsageError(say("cli.jobs", given=given))
    return int(given)


def _outputs(arguments: Namespace) -> list[tuple[str, Format]]:
    """Where to write, and how: by ``--format``, else by the suffix, else as text."""
    known = names(FORMATS)
    chosen = _among(arguments.format, known, "cli.unknown-format")
    if chosen or not arguments.out:
        form = load(FORMATS, chosen or "text", "FORMAT", Format)
        return [(path, form) for path in arguments.out or [STANDARD_OUTPUT]]
    by_suffix = {(f := load(FORMATS, name, "FORMAT", Format)).suffix: f for name in reversed(known)}
    text = load(FORMATS, "text", "FORMAT", Format)
    return [(path, by_suffix.get(Path(path).suffix.lstrip("."), text)) for path in arguments.out]


class Progress:
    """A line on standard error that says which document is being checked."""

    def __init__(self, count: int, *, shown: bool) -> None:
        """Nothing is written unless ``shown``."""
        self._count, self._shown = count, shown

    def __call__(self, number: int, path: str) -> None:
        """Announce a document."""
        if self._shown:
            sys.stderr.write(f"\r\x1b[Kchecking {printable(path)} ({number + 1} of {self._count})")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def _write(findings: Report, outputs: list[tuple[str, Format]], *, explain: bool) -> None:
    for path, form in outputs:
        if path == STANDARD_OUTPUT:
            style = Style(_colours(), _ascii(), explain, _width())
            sys.stdout.write(form.render(findings, style))
            continue
        write_whole(path, form.render(findings, Style(explain=explain)))


def _colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    """What fits beside the margin of a terminal; elsewhere always the same."""
    columns = shutil.get_terminal_size((WIDEST, 24)).columns
    return max(NARROWEST, min(columns - MARGIN, WIDEST)) if sys.stdout.isatty() else WIDEST


def _ascii() -> bool:
    return "utf" not in (sys.stdout.encoding or "").lower()


def _tell_unusable(documents: Sequence[DocumentReport]) -> None:
    """Name on standard error what could not be used, unless the same terminal shows it anyway."""
    if sys.stdout.isatty() and sys.stderr.isatty():
        return
    for document in documents:
        for remark in document.failures:
            sys.stderr.write(f"derive: {printable(document.path)}: {printable(remark.message)}\n")


def _status(documents: Sequence[DocumentReport], *, strict: bool) -> int:
    if not any(d.usable for d in documents):
        return 2
    if any(d.has("refuted") for d in documents):
        return 1
    if strict and any(d.failures or d.has("supported", "undecided", "unreadable") for d in documents):
        return 1
    return 0


EXAMPLES: Final = (
    ("derive check notes.md", "say what is wrong where"),
    ("derive check --watch notes.md", "the same, after every change of the file"),
    ("derive check lectures/ --format concise", "a line a finding, for editors"),
    ("derive check notes.tex --out report.html --out report.json", "a page and data"),
    (
        "derive check a.md --assume '\\lambda > 0' --strict",
        "with a hypothesis; exit with 1 unless all is proved",
    ),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
