"""Show how documents are understood, formula by formula, without verdicts."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Final

from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._documents import Source, sources
from derive.core.derivation import Derivation, Step
from derive.core.source import Diagnostic, UnreadableError
from derive.elaborate.document import elaborate
from derive.render.words import assumption, printable
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.syntax.reading import read
from derive.syntax.typeset import typeset
from derive.theory.messages import LANGUAGES, say

_RELATIONS: Final = {
    "=": "=",
    "!=": r"\ne",
    "<": "<",
    "<=": r"\le",
    ">": ">",
    ">=": r"\ge",
    "in": r"\in",
    "=>": r"\Rightarrow",
    "<=>": r"\Leftrightarrow",
    "~": r"\sim",
    "->": r"\to",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a document, a folder of documents, or - for standard input")
    add("--assume", metavar="LATEX", action="append", default=[], help=r'add a hypothesis: "\lambda > 0"')
    add("--language", metavar="en|de", help="the language of the documents and of the output")


def run(arguments: Namespace) -> int:
    """Print every document as understood; the status is 2 when none could be read."""
    language = arguments.language
    if language is not None and language not in LANGUAGES:
        there_are = say("cli.known-names", names=", ".join(LANGUAGES))
        raise UsageError(f"{unknown_name('cli.unknown-language', language, LANGUAGES)} {there_are}")
    found = 0
    for source in sources(arguments.files):
        try:
            derivation = _understood(source, tuple(arguments.assume), language)
        except UnreadableError as error:
            problem = _sentence(error.diagnostic, language or "en")
            sys.stderr.write(f"derive: {printable(source.path)}: {printable(problem)}\n")
            continue
        sys.stdout.write("\n".join(_shown(derivation, language or derivation.language)) + "\n")
        found += 1
    return 0 if found else 2


def _understood(source: Source, assume: tuple[str, ...], language: str | None) -> Derivation:
    """The derivation in a document.

    Raises:
        UnreadableError: nothing in it can be read.
    """
    if source.problem:
        raise UnreadableError(source.problem)
    return elaborate(read(source.path, source.data, language=language), assume=assume, language=language)


def _sentence(diagnostic: Diagnostic, language: str) -> str:
    return say(diagnostic.code, language, **dict(diagnostic.values))


def _shown(derivation: Derivation, language: str) -> Iterator[str]:
    """The lines about one document."""
    yield f"{printable(derivation.document.path)} ({derivation.language})"
    for step in derivation.steps:
        yield from map(printable, _step(step, derivation, language))
    for diagnostic in (*derivation.document.diagnostics, *derivation.diagnostics):
        place = "" if diagnostic.place is None else _position(derivation, diagnostic.place.start)
        yield printable(f"{place:>9}  {_sentence(diagnostic, language)}")
    if derivation.assumed:
        names = ", ".join(_assumption(assumption(a, language)) for a in derivation.assumed)
        yield printable(say("cli.read-assumed", language, names=names))


def _assumption(text: str) -> str:
    """What was assumed of a name, such as ``x real``: the name as it is printed."""
    latex, space, kind = text.partition(" ")
    return _line(text) if "\\in" in text else f"{_line(latex)}{space}{kind}"


def _position(derivation: Derivation, start: int) -> str:
    line, column = derivation.document.parts[0].position(start)
    return f"{line}:{column}"


def _step(step: Step, derivation: Derivation, language: str) -> Iterator[str]:
    """A formula in Unicode, and below it in LaTeX."""
    span = derivation.document.span(step.place)
    cell = f"[{span.cell}] " if span.cell is not None else ""
    head = f"{cell}{span.line}:{span.column}"
    label = f" ({step.label})" if step.label else ""
    unread = step.diagnostic is not None
    kind = say("cli.read-unreadable" if unread else f"cli.read-{step.kind}", language)
    latex = _latex(step)
    yield f"{head:>9}  {kind}{label}: {' '.join(step.latex.split()) if unread else _line(latex)}"
    if not unread and latex != _line(latex):
        yield f"{'':11}{latex}"
    if step.reading:
        yield f"{'':11}{say('cli.read-as', language, reading=step.reading)}"
    if step.diagnostic is not None:
        yield f"{'':11}{_sentence(step.diagnostic, language)}"


def _latex(step: Step) -> str:
    """Canonical LaTeX for a step; what was written where it is no relation."""
    if step.lhs is not None and step.rhs is not None and step.relation is not None:
        sign = step.written.sign if step.written is not None else step.relation
        return f"{step.lhs} {_RELATIONS.get(sign, sign)} {step.rhs}"
    try:
        return " ; ".join(write(row.content) for row in parse(step.latex).rows)
    except UnreadableError:
        return " ".join(step.latex.split())


def _line(latex: str) -> str:
    """One line of Unicode for LaTeX; the LaTeX itself where it cannot be read by itself."""
    try:
        return " ; ".join(typeset(row.content) for row in parse(latex).rows)
    except UnreadableError:
        return latex


EXAMPLES: Final = (
    ("derive read notes.md", "what is understood, formula by formula"),
    ("cat notes.md | derive read -", "the same from standard input"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
