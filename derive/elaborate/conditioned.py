r"""A relation that is a sentence with its condition: ``$x^2 + 1 \ge 2x$ for all $x$.`` is claimed."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from derive.core.document import Block, BlockKind
from derive.core.sort import Sort
from derive.core.surface import Chain, Surface
from derive.core.term import Symbol
from derive.elaborate.displays import UNLABELLED, stands_alone, trailing
from derive.elaborate.formulas import is_explained
from derive.elaborate.language import Language
from derive.elaborate.lines import gives, only_bounds
from derive.elaborate.names import is_power, label_of, names_in, used_in
from derive.elaborate.posed import is_closed
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.standing import CONSTANTS
from derive.theory.function import by_spelling

_CLAIMING: Final = frozenset(
    ("=", "<", ">", "\\le", "\\ge", "\\ne", "\\mid", "\\nmid", "\\Rightarrow", "\\Leftrightarrow")
)
_ENDING: Final = re.compile(r"\s*(?:[.;](?!\d)|$)")


def is_said(blocks: Sequence[Block], position: int, sentence: str, scope: Scope, language: Language) -> bool:
    """Whether a formula without words before it is claimed."""
    formula = blocks[position].formula
    if formula is None:
        return False
    closed = len(formula.rows) == 1 and is_closed(formula.rows[0].content, scope)
    if closed or is_explained(formula) or stands_alone(sentence, blocks, position):
        return True
    return _is_conditioned(blocks, position, sentence, scope, language)


def _is_conditioned(
    blocks: Sequence[Block], position: int, sentence: str, scope: Scope, language: Language
) -> bool:
    """Whether a formula and the condition behind it are all that a sentence says, and name what is known.

    It is given or asked where the words that lead to it say so, and where its names stand for what is
    not known further: the entries of data, the values of a function.
    """
    formula = blocks[position].formula
    if formula is None or len(formula.rows) != 1 or UNLABELLED.fullmatch(sentence) is None:
        return False
    node = formula.rows[0].content
    if not isinstance(node, Chain) or None in node.terms or not {r.sign for r in node.relations} <= _CLAIMING:
        return False
    shown, last = _condition(blocks, position, language)
    if not shown or not _ends(blocks, last) or _is_led(blocks[:position], language):
        return False
    bound = names_in(*shown)
    named = (t for t in node.terms if t is not None and label_of(t) is not None and not is_power(t))
    used = used_in(node) - by_spelling().keys() - CONSTANTS.keys()
    return all(label_of(t) in bound for t in named) and _are_known(used - bound, scope)


def _condition(blocks: Sequence[Block], position: int, language: Language) -> tuple[list[Surface], int]:
    """What stands in the condition behind a formula, and where it ends."""
    taken: set[int] = set()
    behind = blocks[position + 1].text if position + 1 < len(blocks) else ""
    if not language.quantifies(behind):
        return [], position
    trailing(blocks, position, language, taken)
    formulas = (blocks[k].formula for k in sorted(taken))
    return [f.rows[0].content for f in formulas if f is not None], max(taken, default=position)


def _ends(blocks: Sequence[Block], last: int) -> bool:
    """Whether the sentence ends behind a formula."""
    following = blocks[last + 1 : last + 2]
    words = following[0].text if following and following[0].kind is BlockKind.PROSE else ""
    return not following or following[0].kind is BlockKind.PARAGRAPH_END or bool(_ENDING.match(words))


def _is_led(before: Sequence[Block], language: Language) -> bool:
    """Whether words with a colon before give something or ask for it, or a question stands there."""
    words = next((b.text for b in reversed(before) if b.kind is not BlockKind.PARAGRAPH_END), "")
    lead = words.rstrip(" \t\n*_-#>+")
    return lead.endswith("?") or (lead.endswith(":") and gives(lead, language))


def _are_known(used: Iterable[str], scope: Scope) -> bool:
    """Whether names are defined, or declared as numbers."""
    bounds = [a.node for a in scope.in_force() if only_bounds(a.node)]
    numbers = {label_of(t) for n in bounds for t in getattr(n, "terms", ()) if t is not None}
    return all(_is_number(scope.lookup(name)) or name in numbers for name in used)


def _is_number(meaning: object) -> bool:
    number = isinstance(meaning, Symbol) and isinstance(meaning.sort, Sort) and not meaning.sort.shape
    return number or isinstance(meaning, Definition)
