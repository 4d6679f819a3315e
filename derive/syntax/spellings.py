"""How tokens are spelt: one pattern for all of them, and a table of those that are always the same."""

import re
from string import ascii_letters, digits
from typing import Final

from derive.theory import notation, notation_words

_BARE: Final = "|".join(
    (
        r"(?<![A-Za-z])s\.\s?t\.",
        rf"I(?:\\!)+[{''.join(notation_words.OVERLAID)}]",
        rf"(?<![A-Za-z])[A-Z](?!(?:{'|'.join(notation_words.BARE_FUNCTIONS)})(?![a-z])|[a-z]*d[a-z](?![a-z]))[a-z]{{3,}}(?![A-Za-z])",
        f"(?:{'|'.join((*notation_words.BARE_FUNCTIONS, *notation_words.BARE_NAMES))})(?![A-Za-z])",
        f"(?<![A-Za-z]{{2}})(?:{'|'.join(notation_words.BARE_BEFORE_LETTER)})(?=[a-z]?(?![A-Za-z]))",
        rf"(?:{'|'.join(notation_words.BARE_BEFORE_BRACKET)})(?=\s*(?:\\left\s*)?[(\[|])",
    )
)
TOKEN: Final = re.compile(
    rf"""(?P<bare>(?=[A-Za-z][A-Za-z\\]|s\.)(?:{_BARE}))
    |(?P<letter>[A-Za-z])
    |(?P<space>[ \t\n\r~]+)
    |(?P<number>[0-9]+(?:(?:\{{,\}}|\\,)[0-9]{{3}}(?![0-9]))*(?:\{{,\}}[0-9]+|\.[0-9]+)?|\.[0-9]+)
    |(?P<sign>\.\.\.|!!(?!=)|:=|=:|<=>|==>|<=|>=|=>|->|'+|[-+*/=<>,;:!?|()\[\]{{}}^_&.])
    |(?P<sized>\\(?:[bB]igg?[lrm]?|left|right|middle)(?![A-Za-z])\s*(?P<delimiter>\\[A-Za-z]+|\\[{{}}|]|[^\\A-Za-z0-9\s])?)
    |(?P<not>\\not(?![A-Za-z])\s*(?P<negated>\\[A-Za-z]+|[=<>]))
    |(?P<edge>\\(?P<which>begin|end)\s*\{{(?P<environment>[A-Za-z]+\*?)\}})
    |(?P<macro>\\[A-Za-z]+\*?|\\.)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
MACRO: Final = re.compile(r"\\[A-Za-z]+\*?")
SIMPLE: Final = {
    text: (*row, text if text[0] == "\\" else "", "")
    for text, row in notation.ROLES.items()
    if text not in notation.TEXT_MACROS | notation.SPACES
    and row[0] not in ("newline", "primes", "postfix")
    and not (text.isalpha() or text.startswith(r"\not"))
} | {c: ("number" if c.isdigit() else "letter", c, "", "") for c in ascii_letters + digits}
"""Role, canonical text and style of the tokens that mean the same wherever they stand."""
_GOES_ON: Final = (
    dict.fromkeys(ascii_letters, ascii_letters + "\\")
    | {"s": ascii_letters + "\\."}
    | dict.fromkeys(digits, digits + ".{\\")
    | {"-": ">", "=": ":>=", "<": "=", ">": "=", ":": "=", ".": digits + "."}
)
ALONE: Final = {
    c: (*row[:3], _GOES_ON.get(c, "")) for c, row in SIMPLE.items() if len(c) == 1
} | dict.fromkeys(" \t\n\r~", ("space", "", "", ""))
"""Characters that are tokens, or spaces between tokens, unless one of those in the last column is next."""
