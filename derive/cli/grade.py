"""Grade a folder of submissions to a sheet, with a reason for every mark."""

import csv
import io
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError
from derive.cli._export import add_arguments as add_export
from derive.cli._export import export, platform_of, written
from derive.cli._progress import Bar
from derive.cli._sheet import sheet_of
from derive.grade.archive import ArchiveError, is_archive
from derive.grade.changes import Change, changes
from derive.grade.cluster import ClusterError, cluster
from derive.grade.files import write_file
from derive.grade.overrides import NAME as OVERRIDES
from derive.grade.overrides import Outcome, Override, OverrideError, applied, read_overrides
from derive.grade.result import Grade, number
from derive.grade.roster import Roster
from derive.grade.run import BusyError, Progress, Settings, grade_all, sheet_digest
from derive.grade.schedule import Limits, Schedule
from derive.grade.submission import Submission, submission, submissions
from derive.grade.table import inert
from derive.render.grades import files, tasks_of
from derive.render.sheet import sheet_view
from derive.render.told import told
from derive.sheet.feedback import allowed
from derive.sheet.model import ReadSheet
from derive.theory.feedback import ALL, LEVELS
from derive.theory.messages import say

_COLUMNS: Final = (
    *("pseudonym", "exercise", "before", "pending before"),
    *("after", "pending", "cause", "reasons"),
)
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
    add("--roster", metavar="FILE", help="the table of pseudonyms, outside DIR (default: beside SUBMISSIONS)")
    add("--one", action="store_true", help="SUBMISSIONS is what one person handed in")
    add("--overrides", metavar="FILE", help=f"decisions of teachers (default: DIR/{OVERRIDES})")
    add("--attempts", choices=("last", "best"), default="last", help="which of several attempts counts")
    add("--resume", action="store_true", help="go on with an interrupted run; this is also done without it")
    add("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="how many at a time")
    add("--scheduler", metavar="ADDRESS", help="let the workers of a Dask cluster do it (extra: cluster)")
    add("--seconds", metavar="N", type=float, default=60.0, help="processor time for one submission (60)")
    add("--memory", metavar="MB", type=int, default=1024, help="memory for one submission (1024)")
    add("--feedback", choices=LEVELS, default=ALL, help="the most that reports tell; a sheet may allow less")
    add_export(parser)


def run(arguments: Namespace) -> int:
    """Grade all submissions, again only what has changed."""
    out, path = Path(arguments.out), Path(arguments.sheet)
    if arguments.jobs < 1:
        raise UsageError(say("cli.jobs", given=str(arguments.jobs)))
    platform = platform_of(arguments)
    sheet = sheet_of(path)
    decisions = Path(arguments.overrides) if arguments.overrides else out / OVERRIDES
    overrides = _overrides(decisions)
    found, roster = _handed_in(arguments, out)
    bar = Bar(sys.stderr)
    counted = _Counted(bar.show)
    try:
        graded = grade_all(path, found, out, _settings(arguments, sheet), counted)
    except BusyError as error:
        raise UsageError(say("cli.grading-already", path=str(out))) from error
    finally:
        bar.close()
    made = applied(graded, overrides)
    changed = changes(made.grades)
    texts = {**_files(sheet, made.grades), "changes.csv": _table_of(changed, sheet.language)}
    _write(out, texts | written(platform, arguments.platform, made.grades, sheet.language))
    tables = export(arguments, platform, made.grades, found, roster, sheet.title)
    if arguments.resume or 0 < counted.done < len(found):
        sys.stdout.write(
            say("cli.resumed", kept=str(len(found) - counted.done), new=str(counted.done)) + "\n"
        )
    _report(out, made, len(changed), tables)
    return 0


@dataclass(slots=True)
class _Counted:
    """Shows progress, and remembers how far it went."""

    show: Progress
    done: int = 0

    def __call__(self, done: int, count: int) -> None:
        """So many are done."""
        self.done = done
        self.show(done, count)


def _report(out: Path, made: Outcome, changed: int, tables: Sequence[Path]) -> None:
    """What a person has to know at once, the summary last."""
    lines = [say("cli.override-lapsed", where=o.where) for o in made.lapsed]
    lines += [say("cli.override-unused", where=o.where or f"group:{o.group}") for o in made.unused]
    if changed:
        lines.append(say("cli.marks-changed", count=str(changed), path=str(out / "changes.csv")))
    lines += [say("cli.table-written", path=str(path)) for path in tables]
    waiting = sum(1 for g in made.grades if any(e.pending for e in g.exercises))
    lines.append(say("cli.graded", count=str(len(made.grades)), waiting=str(waiting), out=str(out)))
    sys.stdout.write("\n".join(lines) + "\n")


def _table_of(changed: Sequence[Change], language: str) -> str:
    """The changes as a table."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(_COLUMNS)
    for c in changed:
        marks = (number(m) for m in (c.before, c.pending_before, c.after, c.pending))
        reasons = "; ".join(say(why, language) for why in c.reasons)
        table.writerow((inert(c.pseudonym), inert(c.label), *marks, say(c.cause, language), reasons))
    return stream.getvalue()


def _overrides(path: Path) -> tuple[Override, ...]:
    try:
        return read_overrides(path)
    except OverrideError as error:
        raise UsageError(say("cli.overrides-refused", path=str(path), reason=say(str(error)))) from error


def _settings(arguments: Namespace, sheet: ReadSheet) -> Settings:
    limits = Limits(arguments.seconds, arguments.memory * _MEGABYTE)
    labels, levels = tuple(e.label for e in sheet.exercises), allowed(sheet, arguments.feedback)
    tell = partial(told, labels=labels, language=sheet.language, allowed=levels)
    schedule = _schedule(arguments.scheduler, limits) if arguments.scheduler else None
    return Settings(arguments.jobs, limits, arguments.attempts == "best", tell, schedule, arguments.feedback)


def _schedule(address: str, limits: Limits) -> Schedule:
    try:
        return cluster(address, limits)
    except ClusterError as error:
        raise UsageError(say(str(error))) from error


def _handed_in(arguments: Namespace, out: Path) -> tuple[tuple[Submission, ...], Roster]:
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
        found = (submission(path),) if arguments.one else submissions(path, roster)
    except ArchiveError as error:
        raise UsageError(say("cli.archive-refused", path=str(path), reason=say(str(error)))) from error
    roster.save(table)
    if roster.added:
        sys.stdout.write(say("cli.roster-written", path=str(table), count=str(roster.added)) + "\n")
    return found, roster


def _files(sheet: ReadSheet, grades: Sequence[Grade]) -> dict[str, str]:
    """Reports and tables by name."""
    tasks = {} if sheet.has_variants else tasks_of(sheet_view(sheet, "exercises").exercises, sheet.language)
    return files(sheet.name, sheet.title, sheet.language, sheet_digest(sheet), grades, tasks)


def _write(out: Path, texts: Mapping[str, str]) -> None:
    """All files, each whole or not at all.

    Raises:
        UsageError: the folder cannot be written to.
    """
    try:
        for name, text in texts.items():
            write_file(out / name, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(say("cli.cannot-write", path=str(out), reason=reason)) from error


EXAMPLES: Final = (
    ("derive grade sheets/05 submissions/ --out marks", "a page for each student, and an overview"),
    (
        "derive grade sheets/05 moodle.zip --out marks --platform moodle --gradebook grades.csv",
        "fill in a column of Moodle's table",
    ),
    ("derive grade sheets/05 submissions/ --out marks --jobs 8", "again, only what has changed"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
