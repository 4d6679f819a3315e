"""What is written so that it cannot be seen on the page: white on white, of no size, switched off."""

import re
from collections.abc import Iterator
from typing import Final

from derive.core.document import Document
from derive.core.source import Place

_WHITE: Final = (
    r"(?:white|transparent|\#f{3,8}\b|1\s*,\s*1\s*,\s*1|255\s*,\s*255\s*,\s*255"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
)
_COLOURED: Final = re.compile(
    rf"\\(?:text)?color\s*(?:\[\w+\])?\s*\{{\s*{_WHITE}\s*\}}|\\transparent\s*\{{\s*0*\.?0*\s*\}}",
    re.IGNORECASE,
)
_STYLE: Final = (
    rf"(?<![-\w])color\s*[:=]\s*[\"']?\s*{_WHITE}|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0"
    r"|opacity\s*:\s*0*\.?0*(?![.\d])|\shidden(?=[\s>=])"
)
_ELEMENT: Final = re.compile(
    rf"<(?P<tag>[a-z][a-z0-9]*)\b(?=[^>]*(?:{_STYLE}))[^>]*>.*?(?:</(?P=tag)\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_STRUCK: Final = re.compile(
    r"<(?P<tag>s|del|strike)>.{0,4000}?</(?P=tag)>|~~(?=\S).{1,4000}?~~", re.DOTALL | re.IGNORECASE
)
_STRUCK_FORMULA: Final = re.compile(r"\s*\\(?:[bx]?cancel|sout|st)\s*(?=\{)")


def hidden(document: Document) -> tuple[Place, ...]:
    """The places that nobody sees, or that were struck out; of a formula with a piece in white the whole."""
    return (*_elements(document), *_formulas(document))


def _elements(document: Document) -> Iterator[Place]:
    for number, part in enumerate(document.parts):
        for pattern in (_ELEMENT, _STRUCK):
            for found in pattern.finditer(part.text):
                yield Place(found.start(), found.end(), number)


def _formulas(document: Document) -> Iterator[Place]:
    for block in document.blocks:
        if "\\" in block.text and (_COLOURED.search(block.text) or _is_struck(block.text)):
            yield block.place


def _is_struck(text: str) -> bool:
    """Whether a stroke goes through all of a formula."""
    found = _STRUCK_FORMULA.match(text)
    if found is None:
        return False
    depth, rest = 0, text[found.end() :].rstrip(" .,;\n")
    for place, sign in enumerate(rest):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return place == len(rest) - 1
    return False


def overlaps(place: Place, others: tuple[Place, ...]) -> bool:
    """Whether a place lies in one of the others, if only in part."""
    return any(o.part == place.part and o.start < place.end and place.start < o.end for o in others)
