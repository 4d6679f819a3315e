"""Grade a folder of submissions to a sheet, with a reason for every mark."""

import os
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._progress import Bar
from derive.grade.archive import ArchiveError, is_archive
from derive.grade.files import write_file
from derive.grade.platform import Platform
from derive.grade.result import Grade
from derive.grade.roster import Roster
from derive.grade.run import BusyError, Settings, grade_all, sheet_digest
from derive.grade.schedule import Limits
from derive.grade.submission import Submission, submissions
from derive.registry import load, names
from derive.render.grades import files, tasks_of
from derive.render.sheet import sheet_view
from derive.render.told import told
from derive.sheet.model import ReadSheet, SheetError
from derive.sheet.read import read_sheet
from derive.theory.messages import say

PLATFORMS: Final = "derive.platforms"
_MEGABYTE: Final = 1 << 20


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("sheet", metavar="SHEET", help="the sheet, or its folder")
    add(
        "submissions",
        metavar="SUBMISSIONS",
        help="a folder or archive: a document, archive or folder for each student",
    )
    add("--out", metavar="DIR", required=True, help="where reports and tables go")
    add("--platform", metavar="NAME", help=f"also write what a platform reads: {', '.join(names(PLATFORMS))}")
    add("--roster", metavar="FILE", help="the table of pseudonyms, outside DIR (default: beside SUBMISSIONS)")
    add("--attempts", choices=("last", "best"), default="last", help="which of several attempts counts")
    add("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="how many at a time")
    add("--seconds", metavar="N", type=float, default=60.0, help="processor time for one submission (60)")
    add("--memory", metavar="MB", type=int, default=1024, help="memory for one submission (1024)")


def run(arguments: Namespace) -> int:
    """Grade all submissions, again only what has changed."""
    out, path = Path(arguments.out), Path(arguments.sheet)
    if arguments.jobs < 1:
        raise UsageError(say("cli.jobs", given=str(arguments.jobs)))
    if arguments.platform and arguments.platform not in names(PLATFORMS):
        raise UsageError(unknown_name("cli.unknown-platform", arguments.platform, names(PLATFORMS)))
    sheet = _sheet(path)
    found = _handed_in(arguments, out)
    bar = Bar(sys.stderr)
    try:
        grades = grade_all(path, found, out, _settings(arguments, sheet), bar.show)
    except BusyError as error:
        raise UsageError(say("cli.grading-already", path=str(out))) from error
    finally:
        bar.close()
    _write(out, sheet, grades, arguments.platform)
    waiting = sum(1 for g in grades if any(e.pending for e in g.exercises))
    sys.stdout.write(say("cli.graded", count=str(len(grades)), waiting=str(waiting), out=str(out)) + "\n")
    return 0


def _settings(arguments: Namespace, sheet: ReadSheet) -> Settings:
    limits = Limits(arguments.seconds, arguments.memory * _MEGABYTE)
    tell = partial(told, labels=tuple(e.label for e in sheet.exercises), language=sheet.language)
    return Settings(arguments.jobs, limits, arguments.attempts == "best", tell)


def _sheet(path: Path) -> ReadSheet:
    try:
        return read_sheet(path)
    except SheetError as error:
        raise UsageError(say("cli.sheet-refused", path=str(path), reason=str(error))) from error


def _handed_in(arguments: Namespace, out: Path) -> tuple[Submission, ...]:
    """The submissions; new pseudonyms go into the roster before anything else is written.

    Raises:
        UsageError: there are none, or the roster would be among the output.
    """
    path = Path(arguments.submissions)
    if not path.is_dir() and not (path.is_file() and is_archive(path.name)):
        raise UsageError(say("cli.no-submissions", path=str(path)))
    inside, beside = path / "roster.csv", path.with_name(f"{path.name.split('.')[0]}-roster.csv")
    table = Path(arguments.roster) if arguments.roster else inside if inside.is_file() else beside
    if table.resolve().is_relative_to(out.resolve()):
        raise UsageError(say("cli.roster-inside", path=str(table)))
    roster = Roster.read(table)
    try:
        found = submissions(path, roster)
    except ArchiveError as error:
        raise UsageError(say("cli.archive-refused", path=str(path), reason=say(str(error)))) from error
    roster.save(table)
    if roster.added:
        sys.stdout.write(say("cli.roster-written", path=str(table), count=str(roster.added)) + "\n")
    return found


def _write(out: Path, sheet: ReadSheet, grades: tuple[Grade, ...], platform: str | None) -> None:
    """All reports and tables.

    Raises:
        UsageError: the folder cannot be written to.
    """
    digest = sheet_digest(sheet)
    tasks = {} if sheet.has_variants else tasks_of(sheet_view(sheet, "exercises").exercises, sheet.language)
    written = files(sheet.name, sheet.title, sheet.language, digest, grades, tasks)
    if platform:
        known = load(PLATFORMS, platform, "PLATFORM", Platform)
        found = known.write(grades, partial(say, language=sheet.language))
        written |= {f"{platform}/{name}": text for name, text in found.items()}
    try:
        for name, text in written.items():
            write_file(out / name, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(say("cli.cannot-write", path=str(out), reason=reason)) from error


COMMAND = Command(add_arguments, run)
