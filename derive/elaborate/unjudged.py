"""Formulas of which a sentence says something that was not understood: they are told, and not passed over."""

import re
from typing import Final

from derive.core.document import Block
from derive.core.source import Diagnostic, Severity
from derive.core.surface import Chain, Formula, Name, Numeral, Surface
from derive.elaborate.formulas import is_approach, is_sort
from derive.elaborate.language import Language, Role

_CODE: Final = "elaborate.not-judged"
_UNSAID: Final = (None, Role.REMARK, Role.CLAIM)


def unjudged(
    block: Block, formula: Formula, role: Role | None, before: str, language: Language
) -> Diagnostic | None:
    """That a formula is not judged though a sentence may claim it; None where nothing is lost.

    ``before`` is the sentence up to the formula, with NUL for formulas.
    """
    if role not in _UNSAID:
        return None
    nodes = [row.content for row in formula.rows]
    lost = any(map(_states, nodes)) or (len(nodes) == 1 and _is_value(nodes[0], before, language))
    return Diagnostic(_CODE, block.place, severity=Severity.NOTE) if lost else None


def _states(node: Surface) -> bool:
    """Whether a node relates values, and does not only say where they lie or tend."""
    return isinstance(node, Chain) and not is_sort(node) and not is_approach(node, named=False)


def _is_value(node: Surface, before: str, language: Language) -> bool:
    """Whether a sentence says of another formula that it is this one: "the norm of ``A`` is ``s + 1``"."""
    if isinstance(node, Chain | Name) or (isinstance(node, Numeral) and "\0" not in before):
        return False
    return re.search(rf"\0[^\0]*\b(?:{language.being})\s*$", before, re.IGNORECASE) is not None
