"""Grade a folder of submissions to a sheet, with a reason for every mark."""

import os
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError, unknown_name
from derive.grade.platform import Platform
from derive.grade.run import grade_all, sheet_digest
from derive.grade.submission import submissions
from derive.registry import load, names
from derive.render.grades import files
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.theory.messages import say

PLATFORMS: Final = "derive.platforms"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("sheet", metavar="SHEET", help="the sheet, or its folder")
    add("submissions", metavar="SUBMISSIONS", help="a folder: a document or a folder for each student")
    add("--out", metavar="DIR", required=True, help="where reports and tables go")
    add("--platform", metavar="NAME", help=f"also write what a platform reads: {', '.join(names(PLATFORMS))}")
    add("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="how many at a time")


def run(arguments: Namespace) -> int:
    """Grade all submissions, again only what has changed."""
    folder, out, path = Path(arguments.submissions), Path(arguments.out), Path(arguments.sheet)
    if not folder.is_dir():
        raise UsageError(say("cli.no-submissions", path=str(folder)))
    if arguments.platform and arguments.platform not in names(PLATFORMS):
        raise UsageError(unknown_name("cli.unknown-platform", arguments.platform, names(PLATFORMS)))
    try:
        sheet = read_sheet(path)
    except SheetError as error:
        raise UsageError(say("cli.sheet-refused", path=str(path), reason=str(error))) from error
    out.mkdir(parents=True, exist_ok=True)
    grades = grade_all(path, submissions(folder), out, arguments.jobs, _progress)
    written = files(sheet.name, sheet.title, sheet.language, sheet_digest(path), grades)
    if arguments.platform:
        platform = load(PLATFORMS, arguments.platform, "PLATFORM", Platform)
        found = platform.write(grades, partial(say, language=sheet.language))
        written |= {f"{arguments.platform}/{name}": text for name, text in found.items()}
    for name, text in written.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    waiting = sum(1 for g in grades if any(e.pending for e in g.exercises))
    sys.stdout.write(say("cli.graded", count=str(len(grades)), waiting=str(waiting), out=str(out)) + "\n")
    return 0


def _progress(count: int, pseudonym: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{count}: {pseudonym}")


COMMAND = Command(add_arguments, run)
