"""Starting the command, side by side with starting Python and importing SymPy."""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import DEVNULL, run

REPEATS = 7
DOCUMENT = (
    "For $x \\in \\mathbb{R}$:\n\n$$(x+1)^2 = x^2+2x+1$$\n\n$$\\frac{1}{1+e^{-x}} = \\frac{e^x}{1+e^x}$$\n"
)


def cost(environment: Mapping[str, str], *arguments: str) -> float:
    """The least milliseconds of CPU of a child process, whose first run compiles what is imported."""
    found = []
    for _ in range(REPEATS + 1):
        before = getrusage(RUSAGE_CHILDREN)
        run([sys.executable, *arguments], stdout=DEVNULL, stderr=DEVNULL, check=False, env=environment)
        after = getrusage(RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(found[1:])


def report() -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "notes.md"
        document.write_text(DOCUMENT, encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        rows = {
            "bare Python": cost(environment, "-c", "pass"),
            "`derive --help`": cost(environment, "-m", "derive.cli.main", "--help"),
            "`derive --version`": cost(environment, "-m", "derive.cli.main", "--version"),
            "`derive check` of two lines": cost(environment, "-m", "derive.cli.main", "check", str(document)),
            "`import sympy`": cost(environment, "-c", "import sympy"),
        }
    text = "Everything is compiled to bytecode before it is measured.\n\n"
    text += "| process | CPU | over bare Python |\n|---|---|---|\n"
    for name, milliseconds in rows.items():
        text += f"| {name} | {milliseconds:.0f} | {milliseconds - rows['bare Python']:.0f} |\n"
    return text
