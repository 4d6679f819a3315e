"""The command line: finds the subcommand, runs it, and turns what goes wrong into sentences."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import derive
from derive.cli._command import Command, Parser, UsageError, looks_like_mathematics, unknown_name
from derive.registry import load, names
from derive.theory.messages import say

USAGE: Final = "usage: derive [--help] [--version] COMMAND ..."
UNUSABLE: Final = 2
COLLECTED: Final = (100_000, 20, 50)
"""Terms form few cycles: looking for them as often as usual would cost a third of the time."""


def commands() -> tuple[str, ...]:
    """The subcommands: every file of this folder but this one, with hyphens as they are typed."""
    return tuple(name.replace("_", "-") for name in names("derive.cli") if name != "main")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; never a traceback, but under ``python -X dev``."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*COLLECTED)
    _heed_termination()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(given)
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write(f"\nderive: {say('cli.interrupted')}\n")
        return UNUSABLE
    except Exception as fault:
        if isinstance(fault, OSError) and fault.filename is None:
            return _no_output(fault)
        if sys.flags.dev_mode:
            raise
        sys.stderr.write(f"derive: {say('cli.fault', kind=type(fault).__name__, detail=fault)}\n")
        return UNUSABLE
    return status


def _heed_termination() -> None:
    """Being asked to end is an interruption like that from the keyboard: nothing is left half done."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _no_output(error: OSError) -> int:
    """Say that standard output cannot be written to, and give it up, so that leaving does not try again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    reason = error.strerror or str(error)
    sys.stderr.write(f"derive: {say('cli.cannot-write', path='-', reason=reason)}\n")
    return UNUSABLE


def _dispatch(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return 0 if given else UNUSABLE
    if given[0] in ("-V", "--version", "version"):
        sys.stdout.write(f"derive {derive.__version__}\n")
        return 0
    return _run(given[0], given[1:])


def overview() -> str:
    """What ``derive --help`` prints; no subcommand is imported for it."""
    known = commands()
    width = max(map(len, known))
    rows = "".join(f"  {name:<{width}}  {summary(name)}\n" for name in known)
    return (
        f"{USAGE}\n\n{(derive.__doc__ or '').splitlines()[0]}\n\ncommands:\n{rows}\n"
        "`derive COMMAND --help` explains a command.\n"
        "Exit status: 0 nothing wrong, 1 something refuted, 2 nothing could be used.\n"
    )


def summary(name: str) -> str:
    """The first line of a subcommand's docstring, read without importing it."""
    with (Path(__file__).parent / f"{_file(name)}.py").open(encoding="utf-8") as lines:
        return lines.readline().strip().strip('"').rstrip(".")


def _file(name: str) -> str:
    """The name of a subcommand's file."""
    return name.replace("-", "_")


def command_of(name: str) -> Command:
    """The subcommand, imported."""
    return load("derive.cli", _file(name), "COMMAND", Command)


def parser_of(name: str, command: Command) -> Parser:
    """The parser of a subcommand's arguments, which also prints its help."""
    parser = Parser(prog=f"derive {name}", description=summary(name) + ".", epilog=command.epilogue)
    command.add_arguments(parser)
    return parser


def _find(name: str) -> Command:
    if name in commands():
        return command_of(name)
    if looks_like_mathematics(name):
        raise UsageError(say("cli.formula-as-file"))
    if Path(name).exists():
        raise UsageError(say("cli.command-first", name=name))
    if name.startswith("-"):
        raise UsageError(unknown_name("cli.unknown-option", name, ("--help", "--version")))
    raise UsageError(unknown_name("cli.unknown-command", name, commands()))


def _run(name: str, rest: list[str]) -> int:
    try:
        command = _find(name)
        gc.freeze()
        parser = parser_of(name, command)
        return command.run(parser.parse(rest))
    except UsageError as error:
        sys.stderr.write(f"derive: {error}\n")
        return UNUSABLE
    except SystemExit as leaving:
        return int(leaving.code or 0)


if __name__ == "__main__":
    sys.exit(main())
