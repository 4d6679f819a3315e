"""Turn a formula into a fast and stable NumPy function."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from derive.cli._command import Command, UsageError
from derive.cli._files import write_whole
from derive.core.source import UnreadableError
from derive.kernel import LoweringError, kernel
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("formula", metavar="LATEX", help=r"a scalar, vector or matrix formula: '\log(1 + e^x)'")
    add("--arguments", metavar="NAMES", required=True, help="the arguments in order, separated by commas")
    add("--given", metavar="LATEX", action="append", default=[], help=r"declare them: 's \in \mathbb{R}^K'")
    add("--name", metavar="NAME", default="kernel", help="the name of the function")
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
    names = [a.strip() for a in arguments.arguments.split(",")]
    try:
        return kernel(arguments.formula, names, arguments.given, name=arguments.name).source
    except UnreadableError as error:
        raise UsageError(say(error.diagnostic.code, **dict(error.diagnostic.values))) from error
    except LoweringError as error:
        raise UsageError(say("cli.kernel-refused", reason=str(error))) from error


COMMAND = Command(add_arguments, run)
