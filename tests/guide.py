"""The pages of the guide: their blocks are run; run as a script, it writes anew what is printed in them.

A named block is a file. In a console block each line after ``$`` is a command, and the lines below it
are what it prints. Python blocks run as programs. ``docs/calculus.md`` is made of docstrings.
"""

import contextlib
import inspect
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import derive
import derive.kernel
import derive.sheet
from derive import registry
from derive.cli.main import main
from derive.theory.messages import sentences

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ derive (.*)$", re.MULTILINE)
CALCULUS = ROOT / "docs" / "calculus.md"
INTERFACE = ROOT / "docs" / "api.md"
ROWS = "<!-- rules -->\n"
NAMES = "<!-- names -->\n"


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, file name and content of each block of a page."""
    return [match.groups("") for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def printed(content: str) -> str:
    """A console block with what its commands print now."""
    shown = ""
    for command in COMMAND.findall(content):
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            main(shlex.split(command))
        shown += f"$ derive {command}\n{out.getvalue()}"
    return shown


def run(kind: str, name: str, content: str) -> str:
    """Do what a block says in the current folder, and return the block as it should be."""
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    elif kind == "console":
        return printed(content)
    elif kind == "python":
        exec(compile(content, "a block of the guide", "exec"), {"__name__": "__main__"})  # noqa: S102
    return content


def rules() -> Iterator[str]:
    """Every rule of the calculus: what it says to a reader, and its docstring."""
    said = sentences("en")
    for topic, table in sorted(registry.discover("derive.prove.calculus", "RULES", dict).items()):
        module = sys.modules[f"derive.prove.calculus.{topic}"]
        yield f"## {module.__doc__.splitlines()[0].rstrip('.')}\n\n"
        for name, rule in table.items():
            words = said.get(f"rule.{name}", "")
            yield f"**{name}** ({words})  \n{' '.join(rule.__doc__.split())}\n\n"


def calculus() -> str:
    """The page about the rules, with their rows anew."""
    head, _, _ = CALCULUS.read_text(encoding="utf-8").partition(ROWS)
    return (head + ROWS + "\n" + "".join(rules())).rstrip() + "\n"


def names() -> Iterator[str]:
    """Every public name of the programming interface: its signature and its docstring."""
    for module in (derive, derive.kernel, derive.sheet):
        yield f"## {module.__name__}\n\n"
        for name in sorted(module.__all__):
            thing = getattr(module, name)
            if callable(thing):
                yield f"### {name}\n\n```text\n{name}{signature(thing)}\n```\n\n{told(thing)}\n\n"


def signature(thing: object) -> str:
    """How something is called, or nothing; that of a partial function differs from Python to Python."""
    if isinstance(thing, type) and issubclass(thing, partial):
        return ""
    try:
        text = str(inspect.signature(thing))
    except (TypeError, ValueError):
        return ""
    text = re.sub(r"<[^<>]* at 0x[0-9a-f]+>", "...", text)
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    return re.sub(r"\b(?:[a-z_]+\.)+([A-Z]\w+)", r"\1", text)


def told(thing: object) -> str:
    """The docstring, its sections as paragraphs."""
    text = inspect.cleandoc(thing.__doc__ or "")
    text = re.sub(r"^Raises:\n", "Raises:\n\n", text, flags=re.MULTILINE)
    return re.sub(r"^ {4}(\w+): ", r"- `\1`: ", text, flags=re.MULTILINE).replace("``", "`")


def interface() -> str:
    """The page about Python, with its names anew."""
    head, _, _ = INTERFACE.read_text(encoding="utf-8").partition(NAMES)
    return (head + NAMES + "\n" + "".join(names())).rstrip() + "\n"


def rewrite(page: Path) -> None:
    """Write a page with what its commands print now."""
    text = page.read_text(encoding="utf-8")

    def anew(match: re.Match[str]) -> str:
        opening = match[0].split("\n", 1)[0]
        return f"{opening}\n{run(match[1], match[2] or '', match[3])}```"

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        changed = BLOCK.sub(anew, text)
    page.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    os.environ["PYTHON_COLORS"] = "0"
    CALCULUS.write_text(calculus(), encoding="utf-8")
    INTERFACE.write_text(interface(), encoding="utf-8")
    for each in PAGES:
        if not sys.argv[1:] or each.stem in sys.argv[1:]:
            rewrite(each)
