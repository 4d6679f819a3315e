"""Turn a formula into a fast and stable NumPy function."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from derive.algebra.shapes import ShapeError
from derive.cli._command import Command, UsageError
from derive.cli._files import write_whole
from derive.cli._sheet import exercise_of
from derive.core.source import UnreadableError
from derive.kernel import Kernel, LoweringError, kernel
from derive.kernel.build import BACKENDS
from derive.kernel.exercise import asked_equations, kernel_of_claim
from derive.registry import names
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("formula", metavar="LATEX", help=r"a formula: '\log(1 + e^x)', or SHEET::EXERCISE of a sheet")
    add("--arguments", metavar="NAMES", help="the arguments in order, separated by commas")
    add("--given", metavar="LATEX", action="append", default=[], help=r"declare them: 's \in \mathbb{R}^K'")
    add("--name", metavar="NAME", default="kernel", help="the name of the function")
    add("--backend", metavar="NAME", choices=names(BACKENDS), default="numpy", help="numpy or c")
    add("--write", metavar="FILE", help="write a module that imports NumPy alone")
    add("--check", metavar="FILE", help="exit with 1 if a written module is stale")


def run(arguments: Namespace) -> int:
    """Print or write the source; with ``--check``, compare it with what was written."""
    source = _source(arguments)
    if arguments.check:
        path = Path(arguments.check)
        stale = not path.is_file() or path.read_text(encoding="utf-8") != source
        sys.stdout.write(say("cli.kernel-stale" if stale else "cli.kernel-fresh", path=str(path)) + "\n")
        return int(stale)
    if arguments.write:
        write_whole(arguments.write, source)
        return 0
    sys.stdout.write(source)
    return 0


def _source(arguments: Namespace) -> str:
    if not arguments.name.isidentifier():
        raise UsageError(say("cli.kernel-name", name=arguments.name))
    try:
        return _kernel(arguments).source
    except UnreadableError as error:
        raise UsageError(say(error.diagnostic.code, **dict(error.diagnostic.values))) from error
    except (LoweringError, ShapeError) as error:
        raise UsageError(say("cli.kernel-refused", reason=str(error))) from error


def _kernel(arguments: Namespace) -> Kernel:
    sheet, separator, label = arguments.formula.partition("::")
    if separator:
        return _of_exercise(sheet, label, arguments)
    if not arguments.arguments:
        raise UsageError(say("cli.kernel-arguments"))
    names = [a.strip() for a in arguments.arguments.split(",")]
    options = {"name": arguments.name, "backend": arguments.backend}
    return kernel(arguments.formula, names, arguments.given, **options)


def _of_exercise(sheet: str, label: str, arguments: Namespace) -> Kernel:
    claims = asked_equations(exercise_of(sheet, label))
    if not claims:
        raise UsageError(say("cli.kernel-refused", reason=say("cli.kernel-no-equation", label=label)))
    return kernel_of_claim(claims[0], arguments.name, arguments.backend)


EXAMPLES: Final = (
    ("derive kernel '\\log(1 + e^x)' --arguments x", "the source of a NumPy function"),
    ("derive kernel sheets/05::3d --write gradient.py", "a module for the result of an exercise"),
    ("derive kernel sheets/05::3d --check gradient.py", "exit with 1 if that module is stale"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
