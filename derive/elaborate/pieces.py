r"""What a sentence says of where a definition holds: its domain, and other values elsewhere.

``f(x) = x^2`` "for" ``x \ge 0`` "and" ``f(x) = -x`` "for" ``x < 0``, ``f(x) = 2x`` "on" ``[0, 1]``.
"""

import re
from collections.abc import Sequence

from derive.core.document import Block, BlockKind
from derive.core.record import record
from derive.core.surface import CasesBlock, Chain, Scripted, Surface
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.displays import trailing
from derive.elaborate.domains import is_set, limits, member
from derive.elaborate.language import Language
from derive.elaborate.names import subscripts
from derive.syntax.latex import write


@record
class Pieces:
    """The values of a function in pieces, and the positions of its further values and of conditions."""

    left: Surface
    right: CasesBlock
    values: tuple[int, ...]
    conditions: tuple[int, ...]


def stated_with(
    blocks: Sequence[Block], position: int, language: Language, before: str, formulas: Sequence[Surface]
) -> tuple[Surface, ...]:
    """The conditions right behind a definition, and the one with which its sentence begins.

    ``before`` is the sentence up to the formula, which is the last of ``formulas``.
    """
    found = _definition(formulas[-1])
    if found is None:
        return ()
    place = _set_before(found[0], language, before, formulas)
    if place is not None:
        return (member(found[1][0], place),)
    led = before.count("\0") == len(("condition", "definition")) and language.begins_with_condition(before)
    leading = formulas[-2:-1] if led else ()
    return (*leading, *_behind(blocks, position, language, found[1]))


def _set_before(
    left: Surface, language: Language, before: str, formulas: Sequence[Surface]
) -> Surface | None:
    """The set in "``f`` on ``(0, 1)``" before the definition of f."""
    words = before.split("\0")
    head = head_and_parameters(left)
    for name, node, between in zip(formulas, formulas[1:], words[-len(formulas) :], strict=False):
        same = head is not None and write(name) == write(head[0])
        if same and is_set(node) and re.fullmatch(language.on, between, re.IGNORECASE):
            return node
    return None


def pieces(blocks: Sequence[Block], position: int, language: Language) -> Pieces | None:
    """A function that is defined in pieces by one sentence; None for anything else."""
    node = _formula(blocks, position)
    found = _definition(node) if node is not None else None
    if found is None or not isinstance(node, Chain):
        return None
    left, variables = found[0], frozenset(map(write, found[1]))
    rows: list[tuple[Surface, Surface | None]] = []
    values, conditions, value, at = list[int](), list[int](), node.terms[1], position
    while value is not None and (said := _condition(blocks, at, language, variables)) is not None:
        rows.append((value, said))
        values.append(at)
        conditions.append(at + 2)
        at += 4
        value = _further(_formula(blocks, at), left) if _matches(blocks, at - 1, language.beside) else None
    if value is not None and rows and _matches(blocks, at + 1, rf"{language.otherwise}[\s\S]*"):
        rows.append((value, None))
        values.append(at)
    if len(rows) < 2:  # pieces are several
        return None
    return Pieces(left, CasesBlock(node.place, tuple(rows)), tuple(values), tuple(conditions))


def _condition(
    blocks: Sequence[Block], position: int, language: Language, variables: frozenset[str]
) -> Surface | None:
    """The one condition right behind a value."""
    node = _formula(blocks, position + 2)
    if node is None or not _matches(blocks, position + 1, language.after) or not limits(node, variables):
        return None
    return node


def _definition(node: Surface) -> tuple[Surface, tuple[Surface, ...]] | None:
    """The left side and the variables of ``f(x) = ..``; of ``a_n = ..`` it is the index."""
    if not isinstance(node, Chain) or node.relations[0].sign not in ("=", ":=") or None in node.terms:
        return None
    left = node.terms[0]
    found = head_and_parameters(left) if left is not None else None
    if left is None or found is None:
        return None
    head, variables = found
    indices = subscripts(head.sub) if isinstance(head, Scripted) and head.sub is not None else ()
    return (left, variables or tuple(indices)) if variables or indices else None


def _behind(
    blocks: Sequence[Block], position: int, language: Language, variables: Sequence[Surface]
) -> list[Surface]:
    """Conditions behind a formula; "on" a set, the only variable is in it."""
    found = trailing(blocks, position, language, set())
    node = _formula(blocks, position + 2)
    if found or node is None or not _matches(blocks, position + 1, language.on):
        return found
    if isinstance(node, Chain):
        return [node]
    return [member(variables[0], node)] if len(variables) == 1 and is_set(node) else []


def _further(node: Surface | None, left: Surface) -> Surface | None:
    """The value in ``f(x) = value`` or in ``value`` alone, of the same function."""
    if not isinstance(node, Chain):
        return node
    signs = [r.sign for r in node.relations]
    first = node.terms[0]
    return node.terms[1] if signs == ["="] and first is not None and write(first) == write(left) else None


def _formula(blocks: Sequence[Block], position: int) -> Surface | None:
    block = blocks[position] if position < len(blocks) else None
    formula = block.formula if block is not None else None
    return formula.rows[0].content if formula is not None and len(formula.rows) == 1 else None


def _matches(blocks: Sequence[Block], position: int, pattern: str) -> bool:
    block = blocks[position] if position < len(blocks) else None
    if block is None or block.kind is not BlockKind.PROSE:
        return False
    return re.fullmatch(pattern, block.text, re.IGNORECASE) is not None
