"""Tokens: what the lexer cuts a formula into, and what brackets are folded into."""

from collections.abc import Sequence

from derive.core.source import Place, UnreadableError
from derive.core.surface import Surface


class Token:
    """A piece of a formula with its role; a folded bracket carries its tree or why it has none.

    ``role`` is a role of :data:`derive.theory.notation.ROLES`, or from the lexer one of ``number letter
    word text tag label left right begin end``, or what brackets fold to: ``group loose hollow index sign
    fence grid rows``. ``items`` are the tokens inside.
    """

    __slots__ = ("error", "items", "node", "place", "role", "style", "text")

    def __init__(
        self,
        role: str,
        text: str,
        place: Place,
        style: str = "",
        node: Surface | None = None,
        items: Sequence["Token"] = (),
    ) -> None:
        self.role = role
        self.text = text
        self.place = place
        self.style = style
        self.node = node
        self.items = items
        self.error: UnreadableError | None = None

    def __repr__(self) -> str:
        return f"{self.role}:{self.text}"
