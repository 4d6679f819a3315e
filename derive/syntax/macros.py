"""Macros that a document defines for itself: bounded, and without recursion."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from derive.core.source import Place
from derive.syntax.refusal import refuse

_PARAMETER: Final = re.compile(r"#([1-9])")
_PIECE: Final = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\s{}])")
_LONGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class Macro:
    r"""``\\newcommand{name}[parameters][default]{body}``; a default makes the first argument optional."""

    parameters: int
    body: str
    default: str | None = None

    def expand(self, text: str, at: int, place: Place) -> tuple[str, int]:
        """The body with the arguments that stand at ``at`` in ``text``, and where they end."""
        arguments: list[str] = []
        if self.default is not None:
            argument, at = _optional(text, at, self.default)
            arguments.append(argument)
        while len(arguments) < self.parameters:
            argument, at = argument_at(text, at, place)
            arguments.append(argument)
        expanded = _PARAMETER.sub(lambda m: _pick(arguments, int(m[1]), place), self.body)
        if len(expanded) > _LONGEST:
            refuse("too-long", place, limit=str(_LONGEST))
        return expanded, at


Macros = Mapping[str, Macro]


def _pick(arguments: list[str], number: int, place: Place) -> str:
    if number > len(arguments):
        refuse("macro-parameter", place, parameter=f"#{number}")
    return arguments[number - 1]


def _optional(text: str, at: int, default: str) -> tuple[str, int]:
    if text.startswith("[", at) and (end := text.find("]", at)) >= 0:
        return text[at + 1 : end], end + 1
    return default, at


def argument_at(text: str, at: int, place: Place) -> tuple[str, int]:
    """The braced group or single token that begins at ``at``, and where it ends."""
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    if text.startswith("{", end):
        close = closing_brace(text, end)
        if close < 0:
            refuse("unclosed", place, opening="{", expected="}", found="…")
        return text[end + 1 : close], close + 1
    piece = _PIECE.match(text, at)
    if piece is None:
        refuse("missing-argument", place, macro=text[max(0, at - 20) : at].strip())
    return piece[1], piece.end()


_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)


def closing_brace(text: str, at: int) -> int:
    """Where the brace that opens at ``at`` closes, or -1."""
    depth = 0
    for brace in _BRACE.finditer(text, at):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if not depth:
                return brace.start()
    return -1
