"""Formulas in a sentence that words make one statement: "if and only if", "implies", "or"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place, UnreadableError
from derive.core.surface import Chain, Formula, Name, Numeral
from derive.elaborate.language import Language
from derive.elaborate.names import name_of, names_in
from derive.syntax.parser import parse

SOLVED_BY: Final = "⇐"
_FURTHER: Final = re.compile(r"\s*,?\s*(?:and|und)\s*")


def connected(document: Document, language: Language, code: str) -> Document:
    """The document with such formulas as one, whose words are signs; every place stays what it was."""
    return replace(document, blocks=tuple(_blocks(document, language, code)))


def _blocks(document: Document, language: Language, code: str) -> Iterator[Block]:
    waiting: list[Block] = []
    for block in document.blocks:
        waiting.append(block)
        while len(waiting) >= 3 and (one := _as_one(document, language, code, waiting[-3:])) is not None:
            waiting[-3:] = [one]
        if len(waiting) > 3:
            yield waiting.pop(0)
    yield from waiting


def _as_one(document: Document, language: Language, code: str, blocks: list[Block]) -> Block | None:
    """One block for a formula, a word and a formula; None if they are something else."""
    first, words, second = blocks
    if not (_relates(first) and words.kind is BlockKind.PROSE and _relates(second)):
        return None
    sign = language.connective(words.text)
    if sign is None and is_solved(first, second):
        sign = language.consequence(words.text)
    if sign is None and _FURTHER.fullmatch(words.text) and _is_further_solution(first, second):
        sign = r"\lor"
    left, right = first.place, second.place
    if sign is None or left.part != right.part:
        return None
    text = document.parts[left.part].text
    gap = text[left.end : right.start]
    if len(gap) < len(sign) + 2 or "\n\n" in gap:
        return None
    whole = first.text + f" {sign}".ljust(len(gap)) + second.text
    try:
        formula = parse(whole, start=left.start, part=left.part, language=code)
    except UnreadableError:
        return None
    return Block(BlockKind.INLINE, Place(left.start, right.end, left.part), whole, formula)


def _is_further_solution(first: Block, second: Block) -> bool:
    """Whether the first says that something solves an equation, and the second is another value of it."""
    _, mark, values = first.text.partition(SOLVED_BY)
    name, equals, _ = second.text.partition("=")
    return bool(mark and equals) and values.partition("=")[0].strip() == name.strip()


def is_solved(first: Block, second: Block) -> bool:
    """Whether an equation with a number on its right side comes before a value of one of its names."""
    if first.formula is None or second.formula is None:
        return False
    equation, value = (b.rows[0].content for b in (first.formula, second.formula))
    if not isinstance(equation, Chain) or not isinstance(value, Chain):
        return False
    signs = {r.sign for r in equation.relations}
    left = value.terms[0]
    names = names_in(*(t for t in equation.terms if t is not None))
    return (
        signs == {"="}
        and isinstance(equation.terms[-1], Numeral)
        and isinstance(left, Name)
        and name_of(left) in names
    )


def _relates(block: Block) -> bool:
    """Whether a block is a formula in a sentence that says something."""
    return block.kind is BlockKind.INLINE and block.formula is not None and _is_relation(block.formula)


def _is_relation(formula: Formula) -> bool:
    return len(formula.rows) == 1 and isinstance(formula.rows[0].content, Chain)
