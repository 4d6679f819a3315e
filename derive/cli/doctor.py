"""Say which parts are there, and how to get the others."""

import os
import platform
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Final

import derive
from derive.cli._command import Command
from derive.theory.messages import say


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is used where it is there: a distribution of Python, or a program.

    ``purpose`` is a row of the messages, ``source`` how to get it.
    """

    name: str
    purpose: str
    source: str
    is_program: bool = False
    is_needed: bool = False

    @property
    def version(self) -> str | None:
        """What is there, or None."""
        if self.is_program:
            return shutil.which(self.name)
        try:
            return metadata.version(self.name)
        except metadata.PackageNotFoundError:
            return None


PARTS: Final = (
    Part("sympy", "algebra", "pip install sympy", is_needed=True),
    Part("python-flint", "balls", "pip install python-flint", is_needed=True),
    Part("numpy", "kernels", "pip install numpy", is_needed=True),
    Part("jinja2", "pages", "pip install jinja2", is_needed=True),
    Part("pytest", "tests", "pip install pytest", is_needed=True),
    Part("scipy", "comparison", "pip install scipy"),
    Part("ipython", "notebooks", "pip install derive-checker[notebook]"),
    Part("distributed", "cluster", "pip install derive-checker[cluster]"),
    Part("pdflatex", "pdf", "apt install texlive-latex-recommended lmodern", is_program=True),
    Part("cc", "compiled", "apt install gcc", is_program=True),
)


def add_arguments(parser: ArgumentParser) -> None:
    """There are none."""


def run(_: Namespace) -> int:
    """List the parts; 1 where one is missing that nothing works without."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    sys.stdout.write(f"derive {derive.__version__}, {python}, {os.cpu_count()} CPU\n\n")
    rows = [(part, part.version) for part in PARTS]
    for line in _lines(rows):
        sys.stdout.write(line + "\n")
    return int(any(part.is_needed and version is None for part, version in rows))


def _lines(rows: list[tuple[Part, str | None]]) -> Iterator[str]:
    width = max(len(part.name) for part, _ in rows)
    for part, version in rows:
        purpose = say(f"doctor.{part.purpose}")
        if version is not None:
            yield f"  {part.name:<{width}}  {version}  ({purpose})"
        else:
            state = say("doctor.missing" if part.is_needed else "doctor.absent")
            yield f"  {part.name:<{width}}  {state}: {purpose}. {say('doctor.get', source=part.source)}"


EXAMPLES: Final = (("derive doctor", "what is installed, and how to get the rest"),)

COMMAND = Command(add_arguments, run, EXAMPLES)
