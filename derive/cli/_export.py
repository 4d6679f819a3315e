"""Where grades go beside the reports: a platform's files, its own table, a table with the names."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from derive.cli._command import UsageError, unknown_name
from derive.grade.files import write_file
from derive.grade.platform import GradebookError, Platform
from derive.grade.result import Grade
from derive.grade.roster import Roster, identities
from derive.grade.submission import Submission
from derive.grade.table import joined
from derive.registry import load, names
from derive.theory.messages import say

PLATFORMS: Final = "derive.platforms"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    known = ", ".join(names(PLATFORMS))
    add("--platform", metavar="NAME", help=f"also write what a platform reads: {known}")
    add("--gradebook", metavar="FILE", help="the table exported by the platform, to be filled in beside it")
    add(
        "--column", metavar="NAME", help="the column of the gradebook to fill in (default: the sheet's title)"
    )
    add("--export", metavar="FILE", help="also a table of marks with what the roster says, outside DIR")


def platform_of(arguments: Namespace) -> Platform | None:
    """The platform that is named.

    Raises:
        UsageError: there is none of this name, or it has no gradebook although one is given.
    """
    name = arguments.platform
    if not name:
        if arguments.gradebook:
            raise UsageError(say("cli.gradebook-platform"))
        return None
    if name not in names(PLATFORMS):
        raise UsageError(unknown_name("cli.unknown-platform", name, names(PLATFORMS)))
    found = load(PLATFORMS, name, "PLATFORM", Platform)
    if arguments.gradebook and found.fill is None:
        raise UsageError(say("cli.no-gradebook", name=name))
    return found


def written(platform: Platform | None, name: str, grades: Sequence[Grade], language: str) -> dict[str, str]:
    """The files of a platform, in a folder of its name."""
    if platform is None:
        return {}
    found = platform.write(grades, partial(say, language=language))
    return {f"{name}/{file}": text for file, text in found.items()}


def export(
    arguments: Namespace,
    platform: Platform | None,
    grades: Sequence[Grade],
    found: Sequence[Submission],
    roster: Roster,
    title: str,
) -> tuple[Path, ...]:
    """Write the tables with names, which stay outside the output; gives where they are.

    Raises:
        UsageError: they would be inside, or the gradebook cannot be filled in.
    """
    tables: dict[Path, str] = {}
    if arguments.export:
        tables[Path(arguments.export)] = joined(roster.rows, grades)
    if arguments.gradebook and platform is not None and platform.fill is not None:
        book = Path(arguments.gradebook)
        people = identities(roster, found, grades)
        try:
            text = platform.fill(book.read_text("utf-8-sig"), arguments.column or title, people)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(say("cli.gradebook-refused", path=str(book), reason=str(error))) from error
        except GradebookError as error:
            reason = say(str(error))
            raise UsageError(say("cli.gradebook-refused", path=str(book), reason=reason)) from error
        tables[book.with_name(f"{book.stem}-graded{book.suffix}")] = text
    for path, text in tables.items():
        if path.resolve().is_relative_to(Path(arguments.out).resolve()):
            raise UsageError(say("cli.roster-inside", path=str(path)))
        write_file(path, text, private=True)
    return tuple(tables)
