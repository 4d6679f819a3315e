"""Begin an exercise sheet, from nothing or from an old one."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from derive.cli._command import Command, UsageError
from derive.sheet.model import Exercise, SheetError
from derive.sheet.start import Started, start, start_from
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("name", metavar="NAME", help="the folder to make; its last part is the name of the sheet")
    add("--from", metavar="OLD", dest="old", help="propose exercises from an old sheet or a folder of them")
    add("--text", action="store_true", help="write sheet.md, a sheet in words, instead of sheet.py")


def run(arguments: Namespace) -> int:
    """Write the sheet, and say what is in it and what to do next."""
    folder = Path(arguments.name)
    try:
        if arguments.old:
            started = start_from(folder, Path(arguments.old))
        else:
            started = start(folder, text=arguments.text)
    except SheetError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(say("cli.cannot-write", path=str(folder), reason=error.strerror)) from error
    _tell(started, str(folder))
    return 0


def _tell(started: Started, folder: str) -> None:
    for file in started.files:
        sys.stdout.write(say("cli.new-file", path=file.as_posix()) + "\n")
    for exercise in started.sheet.exercises:
        sys.stdout.write(f"  {_summary(exercise)}\n")
    for reason in started.left:
        sys.stdout.write(f"  {say('cli.new-left', reason=reason)}\n")
    sys.stdout.write(say("cli.new-next", folder=folder) + "\n")


def _summary(exercise: Exercise) -> str:
    has_solution = exercise.solution is not None or exercise.solution_text is not None
    return say(
        "cli.new-exercise",
        label=exercise.label,
        marks=f"{float(exercise.marks):g}",
        claims=str(sum(len(g.claims) for g in exercise.goals)),
        solution=say("cli.new-solved" if has_solution else "cli.new-unsolved"),
    )


EXAMPLES: Final = (
    ("derive new-sheet sheets/06", "begin a sheet in Python"),
    ("derive new-sheet sheets/06 --from old/sheet06.tex", "propose exercises from an old sheet"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
