"""Names, mail addresses and matriculation numbers are blotted out before anything is kept or shown.

Each character is replaced by a block, so that places in the text stay what they are.
"""

import re
from collections.abc import Sequence
from typing import Final

BLOCK: Final = "\N{FULL BLOCK}"
_HEADER_LINES: Final = 25
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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


def redacted(text: str, words: Sequence[str] = ()) -> str:
    """The text without what says who wrote it; ``words`` are parts of the writer's name."""
    end = _end_of_header(text)
    header, rest = text[:end], text[end:]
    for pattern in (_NAMED, _AUTHOR):
        header = pattern.sub(_blotted_name, header)
    header = _NUMBER.sub(_blotted, header)
    whole = _MAIL.sub(_blotted, header + rest)
    if not words:
        return whole
    named = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<![\w\\])(?:{named})(?!\w)", _blotted, whole, flags=re.IGNORECASE)


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
