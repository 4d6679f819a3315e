"""Decide the claims and reference solutions of sheets, and hold them against their lock files."""

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._files import write_whole
from derive.cli._sheet import nearest
from derive.prove.cache import Cache, usual_place
from derive.render.verified import FORMATS, SHEETS, SUFFIXES, Verified
from derive.render.verifying import verified
from derive.syntax.reading import suffixes
from derive.theory.messages import say

STANDARD_OUTPUT: Final = "-"
_FRONT: Final = re.compile(r"\A---\s*\n(?:(?!---).*\n)*?derive:\s*check\s*\n")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add(
        "sheets",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="a sheet, its folder, a document, or a folder",
    )
    add("--update", action="store_true", help="write the lock files anew")
    add("--format", metavar="NAME", help=f"how to write the findings: {', '.join(FORMATS)}")
    add("--out", metavar="PATH", action="append", default=[], help="write the findings to a file; repeatable")
    add("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="how many sheets at a time")
    add("--no-cache", action="store_true", help="decide everything anew, and keep nothing")


def run(arguments: Namespace) -> int:
    """Verify each sheet; 1 where something is not proved, or no longer."""
    outputs = _outputs(arguments)
    paths = tuple(dict.fromkeys(p for path in arguments.sheets for p in _below(Path(path))))
    work = partial(_verified, cache=None if arguments.no_cache else usual_place())
    found = tuple(_all(paths, work, arguments.jobs))
    sys.stderr.write("\r\x1b[K" if sys.stderr.isatty() else "")
    for sheet in found:
        if arguments.update and not sheet.problem:
            write_whole(sheet.lock_path, sheet.lock)
    _write(found, outputs)
    if all(sheet.problem for sheet in found):
        return 2
    return 0 if all(sheet.is_fine for sheet in found) else 1


def _below(path: Path) -> list[Path]:
    """The sheets and documents that a path names, or that take part below it."""
    if path.is_file():
        return [path.parent if path.name in SHEETS else path]
    if _has_sheet(path):
        return [path]
    found = [p for p in sorted(path.rglob("*")) if not any(part.startswith(".") for part in p.parts[1:])]
    sheets = [p for p in found if p.is_dir() and _has_sheet(p)]
    documents = [p for p in found if p.suffix == ".md" and p.is_file() and _takes_part(p)]
    if not sheets and not documents:
        raise UsageError(say("cli.no-sheet", path=str(path)) + nearest(Path(path)))
    return [*sheets, *documents]


def _has_sheet(folder: Path) -> bool:
    return any((folder / name).is_file() for name in SHEETS)


def _takes_part(path: Path) -> bool:
    if path.name.endswith(".derive.md"):
        return True
    with path.open(encoding="utf-8", errors="replace") as text:
        return _FRONT.match(text.read(4096)) is not None


def _verified(path: Path, *, cache: Path | None) -> Verified:
    """One sheet, with evidence from earlier runs."""
    progress = _progress if sys.stderr.isatty() else lambda *_: None
    if cache is None:
        return verified(path, progress)
    with Cache(cache) as kept:
        return verified(path, progress, kept)


def _progress(name: str, count: int) -> None:
    sys.stderr.write(f"\r\x1b[K{name}: {count}")
    sys.stderr.flush()


def _all(paths: Sequence[Path], work: Callable[[Path], Verified], jobs: int) -> Iterator[Verified]:
    """The sheets in their order, by several processes where there are several."""
    if jobs < 2 or len(paths) < 2:
        yield from map(work, paths)
        return
    with ProcessPoolExecutor(min(jobs, len(paths))) as pool:
        yield from pool.map(work, paths)


def _outputs(arguments: Namespace) -> list[tuple[str, str]]:
    """Where to write, and how: by ``--format``, else by the suffix, else as text."""
    chosen = arguments.format
    if chosen is not None and chosen not in FORMATS:
        there_are = say("cli.known-names", names=", ".join(FORMATS))
        raise UsageError(f"{unknown_name('cli.unknown-format', chosen, FORMATS)} {there_are}")
    known = (*suffixes(), "")
    for path in arguments.sheets:
        if not Path(path).exists() or (Path(path).is_file() and Path(path).suffix.lower() not in known):
            raise UsageError(say("cli.no-sheet", path=path) + nearest(Path(path)))
    return [
        (path, chosen or SUFFIXES.get(Path(path).suffix, "text"))
        for path in arguments.out or [STANDARD_OUTPUT]
    ]


def _write(found: Sequence[Verified], outputs: Sequence[tuple[str, str]]) -> None:
    for path, form in outputs:
        text = FORMATS[form](found)
        if path == STANDARD_OUTPUT:
            sys.stdout.write(text)
            continue
        write_whole(path, text)


EXAMPLES: Final = (
    ("derive verify sheets/", "prove the claims and solutions of all sheets"),
    ("derive verify sheets/05 --update", "keep what was proved in its lock file"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
