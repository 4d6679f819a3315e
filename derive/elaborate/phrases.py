r"""Sentences without a sign that claim: "the derivative of ``x^2`` is ``2x``" is the equation it speaks of.

Only a sentence that is understood as a whole, from its first word on, is taken for one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place, UnreadableError
from derive.core.surface import Formula, Row, Surface
from derive.elaborate.fitting import Parts, Shown, shown_before
from derive.elaborate.language import Language
from derive.elaborate.paragraphs import SENTENCE
from derive.elaborate.phrase import Phrases
from derive.syntax.latex import write

_RUNNING: Final = (BlockKind.PROSE, BlockKind.INLINE, BlockKind.UNREADABLE)
_SEGMENT: Final = re.compile(r"\$([^$]+)\$|\{(\w)\}")
_BLANKS: Final = re.compile(r"\s+")
_LONG: Final = re.compile(r"[a-zäöüß]+")
_COMMON: Final = frozenset(
    (
        *("is", "the", "of", "and", "to", "an", "we", "have", "has", "one", "with", "respect", "equals"),
        *("not", "function", "expression", "equal", "also", "then"),
        *("ist", "der", "die", "das", "von", "und", "wir", "haben", "nicht", "gleich"),
    )
)
"""Words that are in most rows, so that they tell nothing."""
_UNPRINTED: Final = re.compile(r"\\.|\(\?P<\w+>|\(\?[:!=]|\b\w\b")
_UNREAD: Final = " \2 "
_READ: Final = " \0 "


def phrased(document: Document, language: Language) -> Document:
    """The document with such sentences in words and formulas that say the same."""
    phrases = language.phrases
    document = _labelled(document, phrases)
    told = re.compile(phrases.trigger, re.IGNORECASE)
    if not any(b.kind is BlockKind.PROSE and told.search(b.text) for b in document.blocks):
        return document
    found: list[Block] = []
    for running, group in groupby(document.blocks, lambda b: b.kind in _RUNNING and not b.display):
        blocks = list(group)
        if running and any(b.kind is BlockKind.PROSE and told.search(b.text) for b in blocks):
            found += _Paragraph(document, blocks, shown_before(found)).rewritten(phrases, told)
        else:
            found += blocks
    return replace(document, blocks=tuple(found))


def _labelled(document: Document, phrases: Phrases) -> Document:
    """The document with a colon behind "Claim." and the like, where a formula follows."""
    label = re.compile(rf"\b({phrases.labels})\.([*_\s]*)$", re.IGNORECASE)
    blocks = list(document.blocks)
    for k, block in enumerate(blocks[:-1]):
        if block.kind is BlockKind.PROSE and blocks[k + 1].formula is not None and label.search(block.text):
            blocks[k] = replace(block, text=label.sub(r"\1:\2", block.text))
    return document if blocks == list(document.blocks) else replace(document, blocks=tuple(blocks))


class _Paragraph:
    """Words and formulas of a paragraph, as one text with NUL for the formulas."""

    def __init__(self, document: Document, blocks: Sequence[Block], shown: Shown) -> None:
        self.document, self.blocks, self.shown = document, blocks, shown
        pieces = [_BLANKS.sub(" ", b.text).strip() if b.kind is BlockKind.PROSE else _mark(b) for b in blocks]
        self.text = "".join(pieces)
        self.starts = [sum(map(len, pieces[:k])) for k in range(len(pieces) + 1)]

    def rewritten(self, phrases: Phrases, told: re.Pattern[str]) -> Iterator[Block]:
        """The blocks, those of the sentences that were understood anew."""
        copied, begin = 0, 0
        for end in (*(m.end() for m in SENTENCE.finditer(self.text)), len(self.text)):
            position, again = begin, told.search(self.text, begin, end) is not None
            while again:
                again = False
                words = frozenset(_LONG.findall(self.text[position:end].casefold()))
                for needed, pattern, said in _rows(phrases):
                    if needed and needed.isdisjoint(words):
                        continue
                    found = _pattern(pattern).match(self.text, position, end)
                    new = None if found is None else self._said(found, said, phrases)
                    if found is not None and new is not None:
                        yield from self._copied(copied, self._begin(found))
                        yield from new
                        copied = position = self._end(found.end())
                        again = True
                        break
            begin = end
        yield from self._copied(copied, len(self.text))

    def _begin(self, found: re.Match[str]) -> int:
        """Where what a sentence says begins behind its lead, before a formula rather than in it."""
        at = found.end("lead")
        return at - 1 if self.text[at - 1 : at + 1] in (_READ[:2], _UNREAD[:2]) else at

    def _end(self, position: int) -> int:
        """The end of a formula that a match ends with."""
        return next((s for s in self.starts if s == position + 1), position)

    def _copied(self, start: int, end: int) -> Iterator[Block]:
        """The blocks of a stretch of the text; words that are cut keep their place."""
        for block, first, last in zip(self.blocks, self.starts, self.starts[1:], strict=False):
            low, high = max(first, start), min(last, end)
            if low < high:
                whole = (low, high) == (first, last)
                yield block if whole else self._cut(block, self.text[low:high], begins=low == first)

    def _cut(self, block: Block, text: str, *, begins: bool) -> Block:
        """A part of a block of words, with its own place if the block begins with it."""
        raw = self.document.parts[block.place.part].text
        spelled = re.compile(r"\s*" + r"\s+".join(map(re.escape, text.split())))
        found = spelled.match(raw, block.place.start, block.place.end) if begins else None
        place = block.place if found is None else replace(block.place, end=found.end())
        return replace(block, text=f"{text} ", place=place)

    def _said(self, found: re.Match[str], said: str, phrases: Phrases) -> list[Block] | None:
        """What a sentence says, in words and formulas; None where its formulas do not fit."""
        taken = [
            b for b, s in zip(self.blocks, self.starts, strict=False) if self._begin(found) <= s < found.end()
        ]
        formulas = [b for b in taken if b.formula is not None]
        groups = {k: v.strip() for k, v in found.groupdict().items() if k not in ("lead", "not") and v}
        blocks = {k: self._block(found.start(k)) for k, v in groups.items() if v == "\0"}
        if any(len(b.formula.rows) != 1 for b in formulas if b.formula is not None):
            return None
        nodes = {k: _node(b) for k, b in blocks.items()}
        words = {k: v for k, v in groups.items() if v != "\0"}
        place = formulas[0].place.to(formulas[-1].place) if formulas else None
        before = [b for b, s in zip(self.blocks, self.starts, strict=False) if s < self._begin(found)]
        parts = Parts.of(nodes, words, {**self.shown, **shown_before(before)}) if place is not None else None
        if parts is None or place is None:
            return None
        if "{J}" in said:
            case = self._case(found, phrases)
            if case is None:
                return None
            blocks["J"] = case
        if found.groupdict().get("not"):
            said = r" \ne ".join(said.rsplit(" = ", 1))
        return _written(said, parts, blocks, {"w": "", **words}, place)

    def _case(self, found: re.Match[str], phrases: Phrases) -> Block | None:
        """The formula of the case that a sentence returns to, of those named last before it."""
        named = list(re.finditer(phrases.alternatives, self.text[: found.start()], re.IGNORECASE))
        if not named:
            return None
        *_, last = named
        cases = [self._block(last.start() + m.start()) for m in re.finditer("\0", last[0])]
        ordinals = (k for words, k in phrases.ordinals if re.fullmatch(words, found["j"], re.IGNORECASE))
        number = next(ordinals, len(cases))
        return cases[number] if number < len(cases) and (number >= 0 or len(cases) == 2) else None

    def _block(self, position: int) -> Block:
        return self.blocks[self.starts.index(position - 1)]


def _mark(block: Block) -> str:
    return _UNREAD if block.formula is None else _READ


def _node(block: Block) -> Surface:
    assert block.formula is not None  # noqa: S101  # only formulas stand at NUL
    return block.formula.rows[0].content


def _written(
    said: str, parts: Parts, blocks: Mapping[str, Block], words: Mapping[str, str], place: Place
) -> list[Block] | None:
    """The blocks of a text with formulas in it."""
    found: list[Block] = []
    behind = replace(place, end=place.start)
    if parts.definition is not None:
        defined = blocks[parts.definition]
        found.append(defined)
        behind = replace(behind, start=defined.place.end, end=defined.place.end)
        found.append(Block(BlockKind.PROSE, behind, ". "))
    at = 0
    for segment in _SEGMENT.finditer(said):
        before = said[at : segment.start()]
        found += [Block(BlockKind.PROSE, behind, before)] if before else []
        at = segment.end()
        if segment[2] and segment[2] in words:
            found.append(Block(BlockKind.PROSE, behind, words[segment[2]]))
            continue
        one = blocks.get(segment[2]) if segment[2] else _new(segment[1], parts, place)
        if one is None:
            return None
        found.append(one)
        behind = replace(behind, start=one.place.end, end=one.place.end)
    found += [Block(BlockKind.PROSE, behind, said[at:])] if said[at:] else []
    return _joined(found)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Words beside words as one block."""
    found: list[Block] = []
    for block in blocks:
        if found and block.kind is BlockKind.PROSE and found[-1].kind is BlockKind.PROSE:
            found[-1] = replace(found[-1], text=_BLANKS.sub(" ", found[-1].text + block.text))
        else:
            found.append(block)
    return found


def _new(template: str, parts: Parts, place: Place) -> Block | None:
    """A formula of a template with its parts put in."""
    try:
        node = parts.put_into(template, place)
    except UnreadableError:
        return None
    if node is None:
        return None
    return Block(BlockKind.INLINE, place, write(node), Formula(place, (Row(place, node),)))


@cache
def _rows(phrases: Phrases) -> tuple[tuple[frozenset[str], str, str], ...]:
    """The rows with words of which a sentence must have one, so that few patterns are ever compiled."""
    return tuple(
        (
            frozenset(_LONG.findall(_UNPRINTED.sub(" ", words).casefold())) - _COMMON,
            rf"(?P<lead>{phrases.leading}){words}{phrases.ending}",
            said,
        )
        for words, said in phrases.rows
    )


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """A pattern in which a comma may stand apart from the formula before it."""
    return re.compile(words.replace(",?", "(?: ?,)?"), re.IGNORECASE)
