"""Turn a formula into a fast and stable NumPy function."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import derive
from derive.algebra.shapes import ShapeError
from derive.cli._command import Command, UsageError
from derive.cli._files import write_whole
from derive.cli._sheet import exercise_of, split_name
from derive.core.source import UnreadableError
from derive.kernel import Kernel, LoweringError, kernel
from derive.kernel.bench import times
from derive.kernel.build import BACKENDS
from derive.kernel.exercise import asked_equations, kernel_of_claim
from derive.kernel.module import module, without_measurements
from derive.registry import names
from derive.theory.messages import say


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("formula", metavar="LATEX", help=r"a formula: '\log(1 + e^x)', or SHEET::EXERCISE of a sheet")
    add("--arguments", metavar="NAMES", help="the arguments in order, separated by commas")
    add("--given", metavar="LATEX", action="append", default=[], help=r"declare them: 's \in \mathbb{R}^K'")
    add("--name", metavar="NAME", default="kernel", help="the name of the function")
    add("--backend", metavar="NAME", choices=names(BACKENDS), default="numpy", help="numpy, c, jax or torch")
    add("--write", metavar="FILE", help="write a module that imports NumPy alone")
    add("--check", metavar="FILE", help="exit with 1 if a written module is stale")
    add("--bench", action="store_true", help="time the kernel for arrays of three sizes")


def run(arguments: Namespace) -> int:
    """Print or write the source; ``--check`` compares with what was written, ``--bench`` takes the time."""
    found = _made(arguments)
    if arguments.bench:
        sys.stdout.write("".join(f"{line}\n" for line in _times(found)))
        return 0
    source = module(found, say("cli.kernel-title", formula=arguments.formula, version=derive.__version__))
    if arguments.check:
        path = Path(arguments.check)
        stale = not path.is_file() or _is_stale(path, source)
        sys.stdout.write(say("cli.kernel-stale" if stale else "cli.kernel-fresh", path=str(path)) + "\n")
        return int(stale)
    if arguments.write:
        write_whole(arguments.write, source)
        return 0
    sys.stdout.write(source)
    return 0


def _is_stale(path: Path, source: str) -> bool:
    """Whether a written module differs in more than what was measured."""
    return without_measurements(path.read_text(encoding="utf-8")) != without_measurements(source)


def _times(found: Kernel) -> Iterator[str]:
    """A row for each size: how long a call takes, also by element and in copies of the arrays."""
    yield say("cli.kernel-bench")
    for row in times(found):
        yield say("cli.kernel-bench-row", **{k: f"{v:.4g}" for k, v in asdict(row).items()})


def _made(arguments: Namespace) -> Kernel:
    if not arguments.name.isidentifier():
        raise UsageError(say("cli.kernel-name", name=arguments.name))
    try:
        return _kernel(arguments)
    except UnreadableError as error:
        raise UsageError(say(error.diagnostic.code, **dict(error.diagnostic.values))) from error
    except (LoweringError, ShapeError) as error:
        raise UsageError(say("cli.kernel-refused", reason=str(error))) from error


def _kernel(arguments: Namespace) -> Kernel:
    named = split_name(arguments.formula)
    if named is not None:
        return _of_exercise(*named, arguments)
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
