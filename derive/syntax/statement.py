"""Statements: chains of relations, arrows between them, lists and side conditions."""

from collections.abc import Sequence
from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Chain,
    Empty,
    Fence,
    Listing,
    Name,
    Numeral,
    Relation,
    Scripted,
    Signed,
    Surface,
    Words,
)
from derive.syntax.commands import single
from derive.syntax.cursor import SPLICED, Source
from derive.syntax.decimals import decimal_commas
from derive.syntax.expression import Expression
from derive.syntax.plain import LEAVES
from derive.syntax.refusal import refuse
from derive.syntax.spaces import OPERATORS, SPACING, settled
from derive.syntax.token import Token
from derive.syntax.wording import is_noun, plain_text

_JOINS: Final = frozenset(("and", "or"))
_NOTING: Final = frozenset(("sub", "sup", *SPLICED))
_GROUPS: Final = frozenset(("group", "loose", "index", "sign"))


class Statement(Expression):
    """Parses what may stand in a row, in a script, or between the separators of a bracket."""

    __slots__ = ("fenced",)
    fenced: bool

    def listing(self) -> Surface:
        """Clauses with what joins them: side conditions, spaces, words."""
        start = self.here()
        items: list[Surface] = []
        separators: list[str] = []
        leading = self.separator()
        if leading not in ("", "quad"):
            items.append(Empty(Place(start.start, start.start, start.part)))
            separators.append(leading)
        while True:
            self.add(items, separators, self.item())
            if self.at >= self.end or (
                self.fenced and self.role() in ("separator", "colon", "middle", "bar")
            ):
                break
            separator = self.separator()
            if self.at >= self.end and separator in ("quad", ",", ";", "and", "or"):
                break
            if not separator and "text" not in (self.role(), self.items[self.at - 1].role):
                self.expected("operator")
            separators.append(separator or "quad")
        if len(items) == 1:
            return items[0]
        return Listing(items[0].place.to(items[-1].place), tuple(items), tuple(separators))

    @staticmethod
    def add(items: list[Surface], separators: list[str], item: Surface) -> None:
        """Append an item; one that is a list itself joins the list."""
        if isinstance(item, Listing):
            items.extend(item.items)
            separators.extend(item.separators)
        else:
            items.append(item)

    def item(self) -> Surface:
        """A clause, or words."""
        if self.role() == "text" and not self.is_note() and not self.is_factor():
            return self.words(self.take())
        return self.clause()

    def separator(self) -> str:
        """The strongest of the separators that stand here; empty when there is none."""
        found = ""
        while (role := self.role()) in ("separator", "quad", "connective", "colon", "period"):
            token = self.items[self.at]
            if self.fenced and role in ("separator", "colon"):
                break
            if role == "colon":
                self.check_colon(token)
            strength = token.text if role in ("separator", "colon", "connective") else "quad"
            found = strength if _rank(strength) >= _rank(found) else found
            self.at += 1
        return found

    def check_colon(self, token: Token) -> None:
        """A colon between two terms could be a division: refuse it."""
        around = [*self.items[: self.at], *self.items[self.at + 1 : self.end]]
        if not any(t.role in ("relation", "noted", "connective", "arrow") for t in around):
            refuse("ambiguous-colon", token.place)

    def clause(self) -> Surface:
        """Statements joined by arrows."""
        first: Surface | None = None if self.arrow_ahead() else self.joined()
        if not self.arrow_ahead():
            assert first is not None  # noqa: S101  # without an arrow there is a statement
            return first
        terms: list[Surface | None] = [first]
        relations: list[Relation] = []
        while self.arrow_ahead():
            relations.append(self.relation())
            terms.append(None if self.finished() else self.joined())
        return _chain(terms, relations)

    def joined(self) -> Surface:
        """Chains joined by commas, "and" and "or"."""
        first = self.chain()
        if self.fenced and self.role() != "connective":
            return first
        items, separators = [first], []
        while (separator := self.join_ahead()) is not None:
            separators.append(separator)
            items.append(self.chain())
        if not separators:
            return first
        return Listing(first.place.to(items[-1].place), tuple(items), tuple(separators))

    def join_ahead(self) -> str | None:
        """Move past commas and the like that join; None when something looser, or nothing, stands here."""
        ahead, found = 0, ""
        while (role := self.role(ahead)) in ("separator", "quad", "connective"):
            text = self.items[self.at + ahead].text
            if (self.fenced and role == "separator") or (role == "connective" and text not in _JOINS):
                return None
            found = text if _rank(text) >= _rank(found) else found
            ahead += 1
        if found in ("", "quad") or role in ("", "colon", "text", "arrow"):
            return None
        self.at += ahead
        return found

    def chain(self) -> Surface:
        """Terms joined by relations."""
        if self.role() == "negation":
            return self.signed(self.chain)
        if self.role() == "arrow":
            return Empty(self.here())
        while self.role() == "hollow" and self.role(1) not in ("sub", "sup", "primes"):
            self.at += 1
        first = None if self.relation_ahead() and not self.is_quantity() else self.additive()
        terms: list[Surface | None] = [first]
        relations: list[Relation] = []
        while self.relation_ahead():
            relations.append(self.relation())
            terms.append(None if self.finished() else self.target(relations[-1].sign))
            _refuse_range(relations[-1], terms[-1])
        if first is not None and not relations:
            return first
        return _chain(terms, relations)

    def compared(self) -> Surface:
        """Terms joined by relations, where nothing else is among the tokens."""
        terms: list[Surface | None] = [None if self.items[0].role == "relation" else self.additive()]
        relations: list[Relation] = []
        while self.at < self.end and self.items[self.at].role == "relation":
            relation = self.relation()
            sign = relation.sign
            right = None
            if self.at < self.end:
                right = self.target(sign) if sign in _APPROACHING else self.additive()
                if isinstance(right, Fence) and sign in _COMPARING:
                    _refuse_range(relation, right)
            relations.append(relation)
            terms.append(right)
        return _chain(terms, relations)

    def target(self, sign: str) -> Surface:
        r"""The right side of a relation; ``0+`` behind an arrow is the side from which 0 is reached."""
        if sign not in _APPROACHING:
            return self.additive()
        last = self.items[self.end - 1]
        before = self.items[self.end - 2].role
        if last.role != "additive" or before in ("relation", "sub", "sup"):
            return self.additive()
        self.end -= 1
        point = self.additive()
        self.end += 1
        if self.at < self.end - 1:
            return point
        mark = self.take()
        place = point.place.to(mark.place)
        return Scripted(place, point, None, Name(mark.place, mark.text))

    def finished(self) -> bool:
        """Whether nothing that belongs to a term follows."""
        role = self.role()
        while role == "hollow":
            self.at += 1
            role = self.role()
        return role in ("", "separator", "quad", "connective", "colon", "period", "arrow", "middle")

    def is_note(self) -> bool:
        """Whether a text here is a note of the relation that follows it."""
        return self.role() == "text" and self.relation_role(1) in ("relation", "noted")

    def is_quantity(self) -> bool:
        """Whether words here name a quantity, as in ``rate in = 5``, and say nothing of the relation."""
        return self.role() == "text" and is_noun(self.items[self.at].text)

    def is_factor(self) -> bool:
        """Whether words here name a quantity that is added or multiplied."""
        return self.is_quantity() and self.role(1) in ("additive", "multiplicative")

    def relation_ahead(self) -> bool:
        """Whether a relation, with a note before it perhaps, stands here."""
        role = self.role()
        if role not in _RELATING:
            return role == "relation"
        return self.relation_role(1 if self.is_note() else 0) in ("relation", "noted")

    def arrow_ahead(self) -> bool:
        """Whether an arrow between statements stands here."""
        return self.relation_role(0) == "arrow"

    def relation_role(self, ahead: int) -> str:
        """The role of a token ahead, seen through what may be stacked on a relation."""
        role = self.role(ahead)
        if role == "noted" and self.items[self.at + ahead].text in _STATEMENT_ARROWS:
            return "arrow"
        if role not in ("stacked", "decoration"):
            return role
        at = self.at + ahead + (2 if role == "stacked" else 1)
        return _inside(self.items, at, self.end) if at < self.end else role

    def decorates_relation(self) -> bool:
        """Whether what is stacked or boxed here is a relation."""
        return self.relation_role(0) in ("relation", "noted", "arrow")

    def relation(self) -> Relation:
        """The relation here with all that is said about it."""
        notes: list[Surface] = []
        if self.role() == "text":
            notes.append(self.words(self.take()))
        token = self.items[self.at]
        place, sign = token.place, token.text
        self.at += 1
        if (
            token.role == "relation"
            and not notes
            and (self.at >= self.end or self.items[self.at].role not in _NOTING)
        ):
            return Relation(place, sign)
        if token.role == "noted":
            notes.extend(self.arrow_notes())
        elif token.role == "stacked":
            notes.append(self.note())
            sign = self.inner_sign(notes)
        elif token.role == "decoration":
            sign = self.inner_sign(notes)
        while self.role() in ("sub", "sup"):
            self.at += 1
            notes.append(self.note())
        if sign == "=" and any(plain_text(self.source.at(n.place)).casefold() in _DEFINING for n in notes):
            sign = ":="
        return Relation(self.since(place), sign, tuple(notes))

    def inner_sign(self, notes: list[Surface]) -> str:
        """The relation in the group here, which may have notes of its own."""
        token = self.take()
        inside = list(token.items) if token.role in _GROUPS else [token]
        if len(inside) == 1 and inside[0].role in ("relation", "arrow"):
            return inside[0].text
        inner = Statement(
            inside if token.role in _GROUPS else self.items[self.at - 1 : self.end], self.source
        )
        inner.fenced = False
        relation = inner.relation()
        if token.role not in _GROUPS:
            self.at += inner.at - 1
        notes.extend(relation.notes)
        return relation.sign

    def arrow_notes(self) -> list[Surface]:
        """The notes under and over an arrow."""
        notes: list[Surface] = []
        if self.raw() == "fence" and self.items[self.at].text == "[":
            token = self.take()
            fence = token.node
            inside = (
                fence.items if token.error is None and fence is not None and hasattr(fence, "items") else None
            )
            notes.append(inside[0] if inside and len(inside) == 1 else self.words(token))
        note = self.note()
        return notes if isinstance(note, Words) and not note.text.strip() else [*notes, note]


_RELATING: Final = frozenset(("text", "noted", "stacked", "decoration"))
_COMPARING: Final = frozenset(("<", ">", r"\le", r"\ge"))
_APPROACHING: Final = frozenset((r"\to", r"\uparrow", r"\downarrow", r"\nearrow", r"\searrow"))
_STATEMENT_ARROWS: Final = frozenset((r"\Rightarrow", r"\Leftarrow", r"\Leftrightarrow"))
_LAYERS: Final = 12
_DEFINING: Final = frozenset(("def", "definition", "by definition", "nach definition", "per definition"))


def _inside(items: Sequence[Token], at: int, end: int) -> str:
    """The role of what something is stacked on, through a few layers."""
    for _ in range(_LAYERS):
        token = items[at]
        if token.role in _GROUPS and 0 < len(token.items) < 4:
            items, at, end = token.items, 0, len(token.items)
        elif token.role == "stacked" and at + 2 < end:
            at += 2
        else:
            return token.role
    return ""


def _refuse_range(relation: Relation, right: Surface | None) -> None:
    r"""``a > (0 \to 1)`` compares with a range: no value, and so nothing to compare with."""
    alone = relation.sign in _COMPARING and isinstance(right, Fence) and len(right.items) == 1
    inside = right.items[0] if alone and isinstance(right, Fence) else None
    if isinstance(inside, Chain):
        ends = [r.sign for r in inside.relations] == [r"\to"] and None not in inside.terms
        if ends and all(isinstance(t, Numeral | Signed | Name) for t in inside.terms):
            refuse("range-as-side", relation.place, sign=relation.sign)


def _rank(separator: str) -> int:
    """How strongly a separator separates."""
    if separator in ("", "quad"):
        return 1 if separator else 0
    if separator in (",", ";", ":"):
        return 2
    return 3 if separator in _JOINS else 4


def _chain(terms: list[Surface | None], relations: list[Relation]) -> Chain:
    first, last = terms[0] or relations[0], terms[-1] or relations[-1]
    return Chain(first.place.to(last.place), tuple(terms), tuple(relations))


def statement(items: list[Token], source: Source, *, fenced: bool = False) -> Statement:
    """A parser over folded tokens."""
    parser = Statement(items if source.roles.isdisjoint(SPACING) else settled(items), source)
    parser.fenced = fenced
    return parser


def parse_row(items: list[Token], source: Source, *, decimals: bool = True) -> Surface:
    """The tree of all of the tokens.

    Raises:
        UnreadableError: they are no formula.
    """
    if decimals and source.language == "de":
        items = decimal_commas(items)
    if len(items) == 1 and items[0].role in LEAVES:
        return single(items[0])
    parser = statement(items, source)
    if not parser.items:
        return Empty(items[0].place if items else parser.here())
    roles = {token.role for token in parser.items}
    braced = not SPLICED.isdisjoint(roles)
    if braced and _are_terms(parser.items):
        roles -= SPLICED
    if _IN_STATEMENTS.isdisjoint(roles):
        tree, behind = parser.additive(), "operator" if braced else "end"
    elif _BESIDE_RELATIONS.isdisjoint(roles):
        tree, behind = parser.compared(), "operator"
    else:
        tree, behind = parser.listing(), "end"
    if parser.at < parser.end:
        parser.expected(behind)
    return tree


def is_term(items: Sequence[Token]) -> bool:
    """Whether no relation, separator or word is among the tokens, so that they can only be a term."""
    roles = {token.role for token in items}
    if not SPLICED.isdisjoint(roles) and _are_terms(items):
        roles -= SPLICED
    return _IN_STATEMENTS.isdisjoint(roles)


def _are_terms(items: Sequence[Token]) -> bool:
    """Whether in none of the braces that may be opened there is what joins terms to statements."""
    return _IN_STATEMENTS.isdisjoint([i.role for t in items if t.role in SPLICED for i in t.items])


_IN_STATEMENTS: Final = frozenset(
    (*OPERATORS, "stacked", "decoration", "quad", "connective", "colon", "period", "text", "negation")
) - {"additive", "multiplicative"} | {"hollow", "otherwise", "remark", "loose", "sign", "middle"}
_BESIDE_RELATIONS: Final = _IN_STATEMENTS - {"relation"}
