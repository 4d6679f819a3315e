r"""Where a text defines macros: ``\newcommand``, ``\def``, ``\DeclareMathOperator``."""

import re
from typing import Final

from derive.syntax.macros import Macro, closing_brace

_DEFINITION: Final = re.compile(
    r"\\(?:re)?(?:new|provide)command\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?\s*(?:\[([^\]]*)\])?\s*(?=\{)"
    r"|\\(?:g|e)?def\s*(\\[A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)"
    r"|\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?=\{)"
)
_MOST: Final = 500


def without_definitions(text: str) -> tuple[str, dict[str, Macro]]:
    """The text with the definitions of macros blanked, and the macros."""
    macros: dict[str, Macro] = {}
    pieces: list[str] = []
    at = 0
    for found, _ in zip(_DEFINITION.finditer(text), range(_MOST), strict=False):
        close = closing_brace(text, found.end())
        if close < 0 or found.start() < at:
            continue
        name, macro = _macro(found, text[found.end() + 1 : close])
        macros[name] = macro
        pieces += [text[at : found.start()], blank(text[found.start() : close + 1])]
        at = close + 1
    return "".join([*pieces, text[at:]]), macros


def blank(text: str) -> str:
    """As many spaces; line ends stay."""
    return re.sub(r"[^\n]", " ", text)


def _macro(found: re.Match[str], body: str) -> tuple[str, Macro]:
    if found[1]:
        return found[1], Macro(int(found[2] or 0), body, found[3])
    if found[4]:
        return found[4], Macro(found[5].count("#"), body)
    return found[7], Macro(0, rf"\operatorname{found[6]}{{{body}}}")
