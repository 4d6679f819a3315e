"""Names, mail addresses and matriculation numbers are blotted out before anything is kept or shown.

Each character is replaced by a block, so that places in the text stay what they are.
"""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

BLOCK: Final = "\N{FULL BLOCK}"
_HEADER_LINES: Final = 25
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,99}@[\w-]+(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"(?<![\w.])\d{5,10}(?!\w|[.,]\d)")
_NAMED: Final = re.compile(
    r"""(?:^|["|*_#>(\s])(?:full\s+name|first\s+name|last\s+name|name|names|authors?|student(?:in)?|submitted\s+by|handed\s+in\s+by
    |vorname|nachname|autor(?:in|en)?|von|abgabe\s+von|eingereicht\s+von|bearbeitet\s+von
    |matrikel\w*(?:[.\s-]*(?:nummer|nr\.?))?|matr\.?[\s-]*nr\.?|student\s*(?:id|number|no\.?)|id)
    [*_]*\s*[:=][*_]*\s*(?P<who>[^"\\|\n]+)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_AUTHOR: Final = re.compile(r"\\author\s*(?:\[[^\]]*\])?\{(?P<who>[^{}]*)\}")
_MATHEMATICS: Final = re.compile(r"\$|\\\[|\\\(|\\begin\{(?:align|equation|gather)")
_COLOUR: Final = r"\\{1,2}[a-z]*color\s{0,9}(?:\[\w+\])?\{[^{}]{0,80}\}|color\s{0,9}[:=]\s{0,9}[\"']?\w+"
_FORMULA: Final = (
    r"\$\$[^$]+\$\$|\$[^$\n]+\$|\\{1,2}\(.{1,2000}?\\{1,2}\)|\\{1,2}\[.{1,2000}?\\{1,2}\]"
    r"|\\{1,2}begin\{(?P<kind>\w{1,20})\*?\}.{0,2000}?\\{1,2}end\{(?P=kind)"
)
_FORMULA_OR_COLOUR: Final = re.compile(
    rf"(?P<colour>{_COLOUR})|(?P<formula>{_FORMULA})|[^$\\c]+|.", re.DOTALL | re.IGNORECASE
)
"""Colours, formulas, and what stands between them: "max" is no person where it is mathematics."""


def redacted(text: str, words: Sequence[str] = ()) -> str:
    """The text without what says who wrote it; ``words`` are parts of the writer's name."""
    end = _end_of_header(text)
    header, rest = text[:end], text[end:]
    for pattern in (_NAMED, _AUTHOR):
        header = pattern.sub(_blotted_name, header)
    header = _NUMBER.sub(_blotted, header)
    whole = _MAIL.sub(_blotted, header + rest)
    return _FORMULA_OR_COLOUR.sub(partial(_spared, words), whole) if words else whole


def _spared(words: Sequence[str], found: re.Match[str]) -> str:
    """A stretch of the text: colours stay, and of formulas what is not spelled as the name is."""
    if found["colour"]:
        return found[0]
    named = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    flags = re.NOFLAG if found["formula"] else re.IGNORECASE
    return re.sub(rf"(?<![\w\\])(?:{named})(?!\w)", _blotted, found[0], flags=flags)


def _end_of_header(text: str) -> int:
    """Where the first formula stands, or so many lines below the top."""
    first = _MATHEMATICS.search(text)
    top = sum(map(len, text.splitlines(keepends=True)[:_HEADER_LINES]))
    return min(top, first.start()) if first else top


def _blotted(found: re.Match[str]) -> str:
    return BLOCK * len(found[0])


def _blotted_name(found: re.Match[str]) -> str:
    start, end = found.start("who") - found.start(), found.end("who") - found.start()
    return found[0][:start] + re.sub(r"\S", BLOCK, found["who"]) + found[0][end:]
