r"""Cases of equality: ``a \le b``, "with equality if and only if" ``c``: ``a = b`` is equivalent to c."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.surface import Chain, Listing, Relation, Surface
from derive.elaborate.declarations import parts_of
from derive.elaborate.displays import trailing
from derive.elaborate.formulas import is_sort
from derive.elaborate.language import Language
from derive.elaborate.lines import only_bounds
from derive.elaborate.names import names_in

_WEAK: Final = frozenset(("\\le", "\\ge", "\\leq", "\\geq"))


def with_equality_cases(document: Document, language: Language) -> Document:
    """The document with these equivalences written out, under the conditions of their inequalities."""
    blocks = list(document.blocks)
    for k in range(2, len(blocks)):
        words, formula = blocks[k - 1], blocks[k].formula
        if words.kind is not BlockKind.PROSE or blocks[k].kind is not BlockKind.INLINE or formula is None:
            continue
        sign, case = language.equality(words.text), formula.rows[0].content
        position = None if sign is None else _estimate(blocks[: k - 1])
        if sign is None or position is None or not isinstance(case, Chain) or None in case.terms:
            continue
        conditions = [c for c in trailing(blocks, position, language, set()) if c is not case]
        stated = _equivalent(blocks[position], sign, case, conditions)
        row = replace(formula.rows[0], content=stated)
        blocks[k] = replace(blocks[k], formula=replace(formula, rows=(row,)))
    return replace(document, blocks=tuple(blocks))


def _equivalent(block: Block, sign: str, case: Chain, conditions: Sequence[Surface]) -> Surface:
    """``a = b`` with an arrow to the case, under the conditions."""
    found = _inequality(block)
    terms = () if found is None else found.terms
    equal = Chain(case.place, terms, (Relation(case.place, "="),))
    stated = Chain(case.place, (equal, case), (Relation(case.place, sign),))
    parts = (p for c in conditions for p in parts_of(c))
    known = tuple(p for p in parts if isinstance(p, Chain) and not is_sort(p))
    return Listing(case.place, (stated, *known), ("for",) * len(known)) if known else stated


def _estimate(blocks: Sequence[Block]) -> int | None:
    """Where the last inequality of a section stands that may be an equality, if nothing else follows it."""
    for position in reversed(range(len(blocks))):
        if blocks[position].kind in (BlockKind.HEADING, BlockKind.UNREADABLE):
            return None
        if _is_bound(blocks[position]):
            continue
        if blocks[position].formula is not None:
            return position if _inequality(blocks[position]) is not None else None
    return None


def _is_bound(block: Block) -> bool:
    """Whether a formula only says where names lie."""
    rows = block.formula.rows if block.formula is not None else ()
    return bool(rows) and all(only_bounds(r.content) and not _compares(r.content) for r in rows)


def _compares(node: Surface) -> bool:
    """Whether both sides of a relation name the same."""
    sides = [t for t in node.terms if t is not None] if isinstance(node, Chain) else []
    return len(sides) > 1 and not names_in(sides[0]).isdisjoint(names_in(sides[1]))


def _inequality(block: Block) -> Chain | None:
    rows = block.formula.rows if block.formula is not None else ()
    node = rows[0].content if len(rows) == 1 else None
    weak = isinstance(node, Chain) and [r.sign in _WEAK for r in node.relations] == [True]
    return node if isinstance(node, Chain) and weak and None not in node.terms else None
