"""A position in a list of folded tokens: what all parts of the parser share."""

from collections.abc import Sequence
from typing import Final

from derive.core.record import record
from derive.core.source import Place
from derive.core.surface import Surface, Words
from derive.syntax.refusal import refuse
from derive.syntax.token import Token

DEPTH_LIMIT: Final = 60
SPLICED: Final = frozenset(("loose", "sign"))
_STATING: Final = frozenset(("relation", "noted", "arrow"))
_BESIDE: Final = frozenset(("number", "letter", "symbol", "word", "group", "fence", "function"))


@record
class Source:
    """The formula as text, where it begins, the language around it, and the roles of all its tokens."""

    text: str
    start: int
    part: int
    language: str
    roles: frozenset[str]

    def at(self, place: Place) -> str:
        """The text at a place."""
        return self.text[place.start - self.start : place.end - self.start]


class Cursor:
    """A list of tokens, where we are in it, and which bars are open.

    The parts of the grammar that call one another are methods here, so that each of
    them can live in its own module.
    """

    __slots__ = ("at", "bars", "depth", "end", "items", "scoped", "source")

    def __init__(self, items: Sequence[Token], source: Source) -> None:
        self.items = items
        self.source = source
        self.at = 0
        self.end = len(items)
        self.bars: list[str] = []
        self.depth = 0
        self.scoped = False

    def role(self, ahead: int = 0) -> str:
        """The role of a token ahead; empty at the end. Braces that change nothing are opened."""
        at = self.at + ahead
        if at >= self.end:
            return ""
        role = self.items[at].role
        return self.spliced(at) if role in SPLICED and not ahead else role

    def raw(self) -> str:
        """The role of the token here with its braces, as the argument of a macro."""
        return self.items[self.at].role if self.at < self.end else ""

    def spliced(self, at: int) -> str:
        """Put the content of braces that do not show in their place: ``2{a+b}`` displays as ``2a+b``."""
        group = self.items[at]
        if at + 1 < self.end and self.items[at + 1].role in ("sup", "sub", "primes"):
            shown = bool(group.items) and group.items[-1].role == "fence"
            if not shown:
                refuse("invisible-braces", group.place)
        if any(t.role in _STATING for t in group.items) and self.is_amid(at):
            refuse("invisible-braces", group.place)
        self.items = [*self.items[:at], *group.items, *self.items[at + 1 :]]
        self.end += len(group.items) - 1
        return self.role(at - self.at)

    def is_amid(self, at: int) -> bool:
        """Whether a token stands right beside a factor."""
        around = (*self.items[at - 1 : at], *self.items[at + 1 : min(at + 2, self.end)])
        return any(t.role in _BESIDE for t in around)

    def take(self) -> Token:
        """The token here; we move past it."""
        token = self.items[self.at]
        self.at += 1
        return token

    def here(self) -> Place:
        """The place of the token here, or just behind the last one."""
        if self.at < self.end:
            return self.items[self.at].place
        if self.end:
            end = self.items[self.end - 1].place
            return Place(end.end, end.end, end.part)
        return Place(self.source.start, self.source.start, self.source.part)

    def since(self, start: Place) -> Place:
        """From a place to the end of the token before this one."""
        return start.to(self.items[self.at - 1].place) if self.at else start

    def expected(self, what: str) -> None:
        """Refuse what stands here."""
        if self.at < self.end:
            token = self.items[self.at]
            refuse(f"expected-{what}", token.place, found=self.source.at(token.place))
        before = self.items[self.end - 1] if self.end else None
        place = before.place if before else self.here()
        refuse("incomplete", place, after=self.source.at(place))

    def words(self, token: Token) -> Words:
        """A token as a piece of text."""
        return Words(
            token.place, token.text if token.role in ("text", "otherwise") else self.source.at(token.place)
        )

    # The grammar, from loose to tight.

    def additive(self) -> Surface:
        """A sum."""
        raise NotImplementedError

    def multiplicative(self) -> Surface:
        """A product, explicit or not."""
        raise NotImplementedError

    def juxtaposed(self) -> Surface:
        """Things side by side."""
        raise NotImplementedError

    def factor(self) -> Surface:
        """One thing with scripts and what follows it."""
        raise NotImplementedError

    def primary(self) -> Surface:
        """One thing without its scripts."""
        raise NotImplementedError

    def argument(self, macro: str) -> Surface:
        """The argument of a macro: a group or a single token."""
        raise NotImplementedError

    def scripts(self, base: Surface) -> Surface:
        """The base with the scripts that follow."""
        raise NotImplementedError

    def script(self) -> Surface:
        """What stands after ``^`` or ``_``."""
        raise NotImplementedError

    def product(self, *, angle: bool = False) -> Surface:
        """The argument of a function without brackets; an exponential is no part of an angle."""
        raise NotImplementedError

    def note(self) -> Surface:
        """A group that may be anything: its tree, or its text."""
        raise NotImplementedError

    def starts_operand(self) -> bool:
        """Whether something that is multiplied begins here."""
        raise NotImplementedError
