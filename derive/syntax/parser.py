"""From the text of a formula to its surface tree."""

from collections.abc import Mapping
from typing import Final

from derive.core.source import Place, UnreadableError
from derive.core.surface import Formula
from derive.syntax.brackets import BRACKETS, Folder
from derive.syntax.cursor import Source
from derive.syntax.folding import Folding
from derive.syntax.layout import rows_of
from derive.syntax.lexer import lex
from derive.syntax.macros import Macro
from derive.syntax.operations import noted_operations
from derive.syntax.refusal import refuse
from derive.syntax.repairs import repaired
from derive.syntax.token import Token

LONGEST: Final = 65_536
_NONE: Final[Mapping[str, Macro]] = {}


def parse(
    text: str,
    *,
    start: int = 0,
    part: int = 0,
    language: str = "en",
    macros: Mapping[str, Macro] = _NONE,
    repair: bool = False,
) -> Formula:
    """Read a formula whose text begins at offset ``start`` of a part of a document.

    With ``repair``, damage to the layout is mended where only one reading is plausible.

    Raises:
        UnreadableError: with the place and what was expected there.
    """
    place = Place(start, start + len(text), part)
    if len(text) > LONGEST:
        refuse("too-long", Place(start, start + 80, part), limit=str(LONGEST))
    tokens = lex(text, start, part, macros, language)
    try:
        return _formula(tokens, text, place, language)
    except UnreadableError as error:
        if not repair:
            raise
        return repaired(tokens, error, lambda edited: _formula(edited, text, place, language))


def _formula(tokens: list[Token], text: str, place: Place, language: str) -> Formula:
    tokens = noted_operations(tokens)
    source = Source(text, place.start, place.part, language, frozenset([t.role for t in tokens]))
    folding = Folding(source)
    items = tokens if source.roles.isdisjoint(BRACKETS) else Folder(tokens, folding).run()
    over = folding.over(items)
    if over is not None:
        node = folding.parted(items, over)
        items = [Token("group", "", place, node=node, items=items)]
    rows = rows_of(items, source)
    if not rows:
        refuse("empty", place)
    return Formula(place, rows)
