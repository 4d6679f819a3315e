"""Derive a claim step by step."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Final

import derive
from derive.cli._command import Command, UsageError, unknown_name
from derive.cli._files import write_whole
from derive.cli._sheet import exercise_of, split_name
from derive.core.derivation import CheckedDerivation, Step
from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.prove.exposition.derivation import exposition
from derive.prove.exposition.formulas import letters_in
from derive.render.compose import document_report, report
from derive.render.derivations import declared, displayed
from derive.render.format import Style
from derive.render.formats.text import FORMAT
from derive.theory.messages import LANGUAGES, say

NOT_DERIVED = 2


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    claim = r"what to derive: '\frac{d}{dx} \log(1 + e^x) = \sigma(x)'; or SHEET::EXERCISE"
    add("claim", metavar="LATEX", help=claim)
    add("--given", metavar="LATEX", action="append", default=[], help=r"declare: 'x \in \mathbb{R}^K'")
    add("--language", metavar="en|de", default="en", help="the language of the reasons")
    add("--out", metavar="FILE", help="write the derivation to a file")


def run(arguments: Namespace) -> int:
    """Print a derivation that ``derive check`` proves line by line; else what is wrong with the claim."""
    language = arguments.language
    if language not in LANGUAGES:
        raise UsageError(unknown_name("cli.unknown-language", language, LANGUAGES))
    given, claims = _asked(arguments.claim, tuple(arguments.given))
    head = declared(given, language)
    derived = []
    for latex in claims:
        claim = f"{head}$${latex}$$\n"
        checked = _checked(claim, language)
        if not _is_proved(checked):
            return _refused(checked, language)
        text = "\n".join(_displays(checked, latex, language))
        derived.append(text if _is_proved(_checked(head + text, language)) else f"$${latex}$$\n")
    _write(head + "\n".join(derived), arguments.out)
    return 0


def _asked(claim: str, given: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Declarations and claims: those of an exercise, if one is named."""
    named = split_name(claim)
    if named is None:
        return given, (claim,)
    exercise = exercise_of(*named)
    return (*exercise.declarations, *given), tuple(g.latex for g in exercise.goals if g.claims)


def _is_proved(checked: CheckedDerivation) -> bool:
    """Whether something is claimed, and all of it is proved."""
    found = [v for v in checked.verdicts if v is not None]
    return bool(found) and all(isinstance(v, Proved) for v in found)


def _checked(text: str, language: str) -> CheckedDerivation:
    try:
        return derive.check_text(text, name="claim.md", language=language)
    except UnreadableError as error:
        code, values = error.diagnostic.code, dict(error.diagnostic.values)
        raise UsageError(say(code, language, **values)) from error


def _displays(checked: CheckedDerivation, latex: str, language: str) -> Iterator[str]:
    letters = letters_in(latex)
    for step in checked.derivation.steps:
        if _asserts(step) and step.claim is not None:
            yield displayed(step, exposition(step.claim, letters), language)


def _asserts(step: Step) -> bool:
    return step.kind in ("relation", "verbal")


def _refused(checked: CheckedDerivation, language: str) -> int:
    """The report of the claim, since there is nothing to derive."""
    found = report((document_report(checked, language),))
    sys.stdout.write(FORMAT.render(found, Style()))
    return 1 if any(isinstance(v, Refuted) for v in checked.verdicts) else NOT_DERIVED


def _write(text: str, path: str | None) -> None:
    if path is None:
        sys.stdout.write(text)
        return
    write_whole(path, text)


EXAMPLES: Final = (
    ("derive explain '\\frac{d}{dx} \\log(1 + e^x) = \\sigma(x)'", "small steps, each with its reason"),
    ("derive explain sheets/05::3d", "the claim of an exercise"),
)

COMMAND = Command(add_arguments, run, EXAMPLES)
