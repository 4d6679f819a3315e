"""Where exercises and parts of them begin, and where sentences end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.surface import Surface
from derive.elaborate.imaginary import shows_imaginary
from derive.elaborate.language import Language, languages

_CIRCLED: Final = {chr(0x2460 + k): str(k + 1) for k in range(20)}
_BULLET: Final = r"\s*(?:[-*+]\s+)?(?:\*\*|__)?"
_PART: Final = re.compile(rf"{_BULLET}\(?([a-z]|[ivx]{{2,4}})\)(?:\*\*|__)?(?=\W|$)")
_NUMBER: Final = re.compile(rf"{_BULLET}(?:\((\d{{1,2}})\)|(\d{{1,2}}(?:\.\d+)*)[.)])(?:\*\*|__)?(?=\s|$)")
_HEADING: Final = re.compile(rf"{_BULLET}(\d{{1,2}}(?:\.\d+)*)\s?([a-z])?[.):]?(?=\s|$)")
_TRAILING_PART: Final = re.compile(r"^[\s\-.:]*\(?([a-z])\)?(?=[\s.:)]|$)")
_ITEM: Final = re.compile(rf"\s*(?:[-*+]\s|\d+[.)]\s|[{''.join(_CIRCLED)}]|\(?[a-z]\)\s)+")
_MARKS: Final = " \t-*+().$\\0123456789" + "".join(_CIRCLED)
_LEAD: Final = 48
_WORDS: Final = re.compile(r"[,;:](?=\s)|\.(?=\s+[A-Z])|\n")
_PIECES: Final = re.compile(r"\d+|[A-Za-z]+")
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")
_LETTER: Final = r"(?-i:[AEPQTÜ][\s.-]?(?=\d))?"
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PARTS: Final = re.compile(r"(\d+(?:\.\d+)*)\.?([a-z](?:\.?\d+)?)", re.IGNORECASE)
_BETWEEN: Final = r"[\s.,:()/_*-]{0,4}(?:(?:part|teil|teilaufgabe)\s)?[\s(]{0,2}"
_LONE_ROMAN: Final = re.compile(r"(?:^|(?<=\s))((?:X?(?:IX|IV|V?I{1,3}|V)|X))\s*[.:)]?\s*$")
SENTENCE: Final = re.compile(
    r"(?<!\bi\.e)(?<!\be\.g)(?<!\bs\.t)(?<!\bd\.h)(?<!\bz\.B)(?<!\bcf)(?<!\bEq)[.!?](?=\s|$)"
    r"(?!(?<=\bi\.i\.d\.)\s+[a-z])"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What begins with a paragraph or heading: an exercise (new names), a part of one, or both.

    Not ``sure``: a number that may also be an item of a list.
    """

    exercise: str | None = None
    part: str | None = None
    sure: bool = True


@cache
def _exercises() -> str:
    return "|".join(language.exercises for language in languages().values())


def opening(text: str, *, heading: bool, known: Sequence[str] = ()) -> Opening:
    """What the first words of a paragraph or heading open; a heading may name a known label anywhere."""
    named = _named(text if heading else _WORDS.split(text.lstrip()[:_LEAD], maxsplit=1)[0], known)
    named = named or (_only_number(text, known) if heading else None)
    if named is not None:
        return named
    first = text.lstrip()[:1]
    if first in _CIRCLED:
        return Opening(_CIRCLED[first])
    found = re.match(_BULLET + f"(?:{_exercises()})", text, re.IGNORECASE)
    if found:
        number = next(g for g in found.groups() if g)
        part = _TRAILING_PART.match(text[found.end() :])
        return Opening(number, part[1] if part else None)
    titled = _HEADING.match(text) if heading else None
    if titled:
        return Opening(titled[1], titled[2])
    numbered = _NUMBER.match(text)
    if numbered and heading:
        return Opening(numbered[1] or numbered[2])
    if numbered:
        return Opening(numbered[1] or numbered[2], None, sure=_opens_exercise(text))
    part = _PART.match(text)
    return Opening(None, part[1]) if part else Opening()


def _named(text: str, known: Sequence[str]) -> Opening | None:
    """The longest of the known labels that a text names, as ``3 (d)``, ``3.d`` or ``Task 3, part d``."""
    named = [label for label in known if _spelling(label).search(text)]
    if not named:
        return None
    parts = _PARTS.fullmatch(max(named, key=len))
    return Opening(parts[1], parts[2]) if parts else Opening(max(named, key=len))


def _only_number(text: str, known: Sequence[str]) -> Opening | None:
    """The number in a heading that has no other, as in "Solution to 11", if it is a known label.

    A Roman one is known if there are parts of it.
    """
    numbers = _NUMBERS.findall(text)
    if not numbers and (roman := _LONE_ROMAN.search(text)):
        number = str(_ROMAN.index(roman[1]))
        return Opening(number) if any(_PIECES.findall(label)[:1] == [number] for label in known) else None
    return Opening(numbers[0]) if len(numbers) == 1 and numbers[0] in known else None


@lru_cache(maxsize=1 << 10)
def _spelling(label: str) -> re.Pattern[str]:
    """A label as it may be written; one of a single letter or number is too common to be looked for."""
    pieces = _PIECES.findall(label)
    if len(pieces) < 2:
        return re.compile(r"(?!)")
    first, *others = pieces
    number = _LETTER + _number(first)
    spelled = _BETWEEN.join((number, *map(re.escape, others)))
    return re.compile(rf"(?<![\w.]){spelled}(?!\w)(?!\.\d)", re.IGNORECASE)


def _number(text: str) -> str:
    """A number as it may be written, also in capital Roman numerals."""
    if not text.isdigit() or not 0 < int(text) < len(_ROMAN):
        return re.escape(text)
    return rf"(?:{text}|(?-i:{_ROMAN[int(text)]}))"


def _opens_exercise(text: str) -> bool:
    """``3) The aim ...`` opens an exercise; ``3. Then`` may be a step of an argument."""
    found = _NUMBER.match(text)
    return found is not None and text[: found.end()].rstrip(" *_").endswith(")")


def end_of_exercise(blocks: Sequence[Block], start: int, label: str) -> int:
    """Where, behind ``start``, an exercise with another label may begin."""
    fresh = False
    for position, block in enumerate(blocks[start:], start):
        if block.kind is BlockKind.HEADING:
            return position
        if block.kind is BlockKind.PROSE and fresh:
            found = opening(block.text, heading=False).exercise
            if found is not None and found != label:
                return position
        fresh = block.kind is BlockKind.PARAGRAPH_END
    return len(blocks)


def rest_of_sentence(text: str) -> str:
    """What stands behind the last end of a sentence."""
    ends = [m.end() for m in SENTENCE.finditer(text)]
    return text[ends[-1] :] if ends else text


def first_sentence(text: str) -> str:
    """What stands before the first end of a sentence."""
    found = SENTENCE.search(text)
    return text[: found.start()] if found else text


def ends_sentence(blocks: Sequence[Block], position: int) -> bool:
    """Whether no other formula follows in the sentence of this one."""
    for block in blocks[position + 1 :]:
        if block.kind is not BlockKind.PROSE:
            return block.kind in (BlockKind.PARAGRAPH_END, BlockKind.HEADING)
        if SENTENCE.search(block.text):
            return True
    return True


def listed(text: str) -> tuple[str, ...]:
    """The formulas of a setting, which are parted by semicolons."""
    return tuple(part.strip().strip("$") for part in text.split(";") if part.strip())


def last_item(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The label of the last item of a list that begins in a range of the text, and what the range says of it.

    An item without the label of a part has the label "". None if no item begins there.
    """
    line = text.rfind("\n", 0, end) + 1
    item = _ITEM.match(text, line)
    if item is None or item.end() > end or text[line:start].strip(_MARKS):
        return None
    part = _PART.match(text[line:end])
    return (part[1] if part else ""), text[max(start, item.end()) : end]


def begins_item(text: str, start: int) -> bool:
    """Whether an item of a list begins at a place of the text."""
    line = text.rfind("\n", 0, start) + 1
    return _ITEM.match(text, line) is not None and not text[line:start].strip(_MARKS)


_LAYOUTS: Final = {
    "numerator": "numerator",
    "denominator": "denominator",
    "zähler": "numerator",
    "nenner": "denominator",
}
_LAYOUT: Final = re.compile(rf"\b({'|'.join(_LAYOUTS)})[- ]?layout", re.IGNORECASE)


def prose_of(document: Document) -> str:
    """All words of a document."""
    return " ".join(b.text for b in document.blocks if b.kind in (BlockKind.PROSE, BlockKind.HEADING))


def topics(document: Document, language: Language) -> tuple[bool, bool, bool]:
    """Whether a text is about differential equations, sums over repeated indices, and complex numbers."""
    words = prose_of(document)
    said = (language.differential, language.repeated, language.imaginary)
    ordinary, summing, unit = (language.tells(pattern, words) for pattern in said)
    return ordinary, summing, unit or any(map(shows_imaginary, trees_of(document)))


def layout_of(document: Document) -> str:
    """The layout of derivatives by vectors that a text, or what stands before it, declares; "" if none."""
    named = {_LAYOUTS[m[1].casefold()] for m in _LAYOUT.finditer(prose_of(document))}
    named |= {dict(document.settings).get("layout", "")} & {*_LAYOUTS.values()}
    return named.pop() if len(named) == 1 else ""


def goes_on_in_list(before: str, item: str) -> bool:
    """Whether a sentence goes on with an item of a list: what stands before it ends with no stop."""
    before = before.removesuffix(item).rstrip(_MARKS + "\n")
    return before.endswith((",", ";", ":"))


def trees_of(document: Document) -> Iterator[Surface]:
    """All formulas of a document, row by row."""
    for block in document.blocks:
        yield from (row.content for row in block.formula.rows) if block.formula is not None else ()
