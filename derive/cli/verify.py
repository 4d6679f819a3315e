"""Decide the claims and reference solutions of sheets, and hold them against their lock files."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from derive.cli._command import Command, UsageError
from derive.sheet.lock import NAME, lost, read_lock, text_of
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.sheet.verify import Finding, verify
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "sheets", nargs="+", metavar="PATH", help="a sheet, its folder, or a folder of sheets"
    )
    parser.add_argument("--update", action="store_true", help="write the lock files anew")


def run(arguments: Namespace) -> int:
    """Verify each sheet; 1 where something is not proved, or no longer."""
    folders = [f for path in arguments.sheets for f in _folders(Path(path))]
    status = [_verified(folder, update=arguments.update) for folder in folders]
    return max(status)


def _folders(path: Path) -> list[Path]:
    found = [path] if path.is_file() or (path / "sheet.py").is_file() else []
    found = found or sorted(p.parent for p in path.glob("*/sheet.py"))
    if not found:
        raise UsageError(say("cli.no-sheet", path=str(path)))
    return found


def _verified(path: Path, *, update: bool) -> int:
    try:
        sheet = read_sheet(path)
    except SheetError as error:
        raise UsageError(say("cli.sheet-refused", path=str(path), reason=str(error))) from error
    findings = _collected(verify(sheet))
    missing = lost(read_lock(sheet.folder), findings)
    if update:
        (sheet.folder / NAME).write_text(text_of(findings), encoding="utf-8")
    open_ones = [f for f in findings if not f.is_proved]
    for f in open_ones:
        sys.stdout.write(f"{sheet.name}: {f.key}: {f.verdict} {f.method}\n")
    for key in missing:
        sys.stdout.write(f"{sheet.name}: {key}: {say('cli.proved-before')}\n")
    proved = len(findings) - len(open_ones)
    sys.stdout.write(say("cli.verified", sheet=sheet.name, proved=str(proved), all=str(len(findings))) + "\n")
    return 1 if open_ones or missing else 0


def _collected(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """All findings, with the one at work on standard error where that is a terminal."""
    found: list[Finding] = []
    shown = sys.stderr.isatty()
    for finding in findings:
        found.append(finding)
        if shown:
            sys.stderr.write(f"\r\x1b[K{len(found)}: {finding.key}")
    if shown:
        sys.stderr.write("\r\x1b[K")
    return tuple(found)


COMMAND = Command(add_arguments, run)
