"""What belongs to a formula behind it: displays that go on with it, and conditions."""

import re
from collections.abc import Iterator, Sequence

from derive.core.derivation import Kind, Step
from derive.core.document import Block, BlockKind
from derive.core.surface import Chain, Formula, Listing, Surface
from derive.elaborate.chains import Draft, begins_with_relation, drafts, has_half_cases, join_cases
from derive.elaborate.language import Language
from derive.syntax.latex import write


def continued(blocks: Sequence[Block], position: int, found: list[Draft], done: set[int]) -> list[Draft]:
    """With the rows of following displays that begin with a relation, or that fill an open one.

    The positions of these displays are added to ``done``.
    """
    for later in range(position + 1, len(blocks)):
        block = blocks[later]
        if block.kind in (BlockKind.HEADING, BlockKind.UNREADABLE):
            break
        if block.kind is not BlockKind.DISPLAY or block.formula is None:
            continue
        if found and has_half_cases(found[-1], block.formula.rows):
            join_cases(found[-1], block.formula.rows)
            done.add(later)
            continue
        if not found or not (found[-1].open or begins_with_relation(block.formula.rows)):
            break
        found = [*found[:-1], *drafts(block.formula.rows, found[-1])]
        done.add(later)
    return found


def trailing(blocks: Sequence[Block], position: int, language: Language, taken: set[int]) -> list[Surface]:
    """Conditions right behind a formula, such as "for all"; their positions are added to ``taken``."""
    conditions: list[Surface] = []
    if ends_itself(blocks[position]):
        return []
    expected = language.after
    for prose, formula in zip(blocks[position + 1 :: 2], blocks[position + 2 :: 2], strict=False):
        if prose.kind is not BlockKind.PROSE or formula.kind is not BlockKind.INLINE:
            break
        if re.fullmatch(expected, prose.text, re.IGNORECASE) is None or formula.formula is None:
            break
        conditions.append(formula.formula.rows[0].content)
        taken.add(position + 2 * len(conditions))
        expected = r"\s*(?:,|and|und)\s*"
    return [c for c in conditions if isinstance(c, Chain | Listing)]


def ends_itself(block: Block) -> bool:
    """Whether the sentence ends inside the formula, with its full stop."""
    return block.text.rstrip().endswith(".") and not block.text.rstrip().endswith("..")


def said_with_where(blocks: Sequence[Block], position: int, language: Language) -> Iterator[int]:
    """The positions of the formulas that follow one with "where", one after the other."""
    expected = language.where
    start = position + 1
    while start < len(blocks) and blocks[start].kind is BlockKind.PARAGRAPH_END:
        start += 1
    for k in range(start, len(blocks) - 1, 2):
        words, formula = blocks[k], blocks[k + 1]
        if words.kind is not BlockKind.PROSE or re.fullmatch(expected, words.text, re.IGNORECASE) is None:
            return
        if formula.kind is not BlockKind.INLINE or formula.formula is None:
            return
        yield k + 1
        expected = r"\s*,?\s*(?:and|und)?\s*"


def stated(block: Block, formula: Formula, kind: Kind, label: str) -> Step:
    """The step of a formula that claims nothing."""
    latex = " \\\\ ".join(write(r.content) for r in formula.rows)
    return Step(0, kind, block.place, latex, label, block.kind is BlockKind.DISPLAY)
