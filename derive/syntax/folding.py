"""What a closed bracket, brace or environment folds to."""

from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Annotated,
    Call,
    CasesBlock,
    Chain,
    Dots,
    Empty,
    Fence,
    Fraction,
    Grid,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Radical,
    Scripted,
    Surface,
    Words,
)
from derive.syntax.brackets import LEAVES, leaf
from derive.syntax.commands import binomial_of
from derive.syntax.cursor import Source
from derive.syntax.decimals import decimal_commas
from derive.syntax.refusal import refuse
from derive.syntax.statement import is_term, parse_row, statement
from derive.syntax.token import Token
from derive.theory.notation import CASES, GRIDS

_ATOMIC: Final = (Name, Numeral, Scripted, Fence, Fraction, Radical, Grid, CasesBlock, Annotated, Dots)
_BREAKING: Final = frozenset(("cell", "newline"))
_INTERVALS: Final = frozenset(("(]", "[)", "][", "](", ")[", "]]", "[["))

_STATING: Final = frozenset(
    ("colon", "relation", "noted", "arrow", "connective", "separator", "text", "quad")
)


class Folding:
    """Folds the brackets of one formula; called by the folder for each that closes."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __call__(self, role: str, opening: str, closing: str, items: list[Token], place: Place) -> Token:
        """The token for a closed bracket."""
        if role in ("group", "index"):
            return self.group(role, items, place)
        if role == "fence" and not opening and not closing:
            return Token(
                "loose" if items else "hollow", "", place, node=parse_row(items, self.source), items=items
            )
        if role == "fence":
            return self.fence(opening, closing, items, place)
        if role == "rows":
            return Token("rows", opening, place, items=items)
        if opening in CASES:
            return Token("grid", opening, place, node=self.cases(items, place), items=items)
        return Token("grid", opening, place, node=self.grid(opening, items, place), items=items)

    def group(self, role: str, items: list[Token], place: Place) -> Token:
        """Braces."""
        if not items:
            return Token("hollow", "", place, node=Empty(place))
        first = items[0]
        if len(items) == 1:
            if first.role in LEAVES:
                return leaf(role, items, place)
            if first.role in ("additive", "multiplicative"):
                return Token("sign", first.text, place, node=Name(place, first.text), items=items)
        node = self.content(items, index=role == "index")
        if role == "group" and not isinstance(node, _ATOMIC) and not _is_fenced_call(node):
            role = "loose"
        return Token(role, "", place, node=node, items=items)

    def content(self, items: list[Token], *, index: bool = False) -> Surface:
        r"""The tree of what stands in braces, rows of a ``\\substack`` included."""
        over = self.over(items)
        if over is not None:
            return self.parted(items, over)
        if "newline" in self.source.roles and any(t.role == "newline" for t in items):
            rows = [parse_row(r, self.source) for r in _split(items, "newline") if r]
            if len(rows) < 2:
                return rows[0] if rows else Empty(items[0].place)
            return Listing(rows[0].place.to(rows[-1].place), tuple(rows), (",",) * (len(rows) - 1))
        if items[0].role == "colon":
            return self.slice(items)
        bars = [k for k, t in enumerate(items) if t.text in ("|", r"\mid")] if index else []
        if len(bars) == 1 and 0 < bars[0] < len(items) - 1:
            return self.given(items, bars[0], "|")
        colons = [k for k, t in enumerate(items) if t.role in _STATING] if index else []
        if len(colons) == 1 and items[colons[0]].role == "colon" and colons[0] < len(items) - 1:
            return self.given(items, colons[0], ":")
        return parse_row(items, self.source, decimals=not index)

    def given(self, items: list[Token], at: int, sign: str) -> Surface:
        r"""The index of ``x_{t|t-1}``, which says given what, or of ``x_{1:t}``, which is a part of x."""
        sides = tuple(parse_row(i, self.source, decimals=False) for i in (items[:at], items[at + 1 :]))
        return Listing(sides[0].place.to(sides[1].place), sides, (sign,))

    def over(self, items: list[Token]) -> int | None:
        r"""Where ``\\over`` or ``\\choose`` parts tokens."""
        if "over" not in self.source.roles:
            return None
        return next((i for i, t in enumerate(items) if t.role == "over"), None)

    def slice(self, items: list[Token]) -> Surface:
        """An index that begins with a colon: all rows."""
        colon = Name(items[0].place, ":")
        if len(items) == 1:
            return colon
        if items[1].role != "separator" or len(items) == 2:
            refuse("expected-operand", items[0].place, found=":")
        rest = parse_row(items[2:], self.source)
        return Listing(colon.place.to(rest.place), (colon, rest), (",",))

    def parted(self, items: list[Token], at: int) -> Surface:
        r"""What ``\over`` or ``\choose`` makes of its two sides."""
        if not items[:at] or not items[at + 1 :]:
            refuse("missing-argument", items[at].place, macro=items[at].style)
        left, right = parse_row(items[:at], self.source), parse_row(items[at + 1 :], self.source)
        place = left.place.to(right.place)
        return (
            Fraction(place, left, right) if items[at].text == "fraction" else binomial_of(left, right, place)
        )

    def fence(self, opening: str, closing: str, items: list[Token], place: Place) -> Token:
        """Round, square, curly and other brackets."""
        only = items[0] if len(items) == 1 else None
        if only is not None and only.role in ("grid", "rows") and only.error is None:
            wrapped = self.wrapped(opening, closing, only, place)
            if wrapped is not None:
                return Token("fence", opening, place, node=wrapped, items=items)
        if r"\mid" in [t.text for t in items]:
            items = _conditional(items)
        if self.source.language == "de" and any(t.text == ";" for t in items):
            items = decimal_commas(items)
        parts, separators = self.separated(items)
        broken = not self.source.roles.isdisjoint(_BREAKING) and any(t.role == "break" for t in items)
        if broken and any(isinstance(p, Chain) for p in parts):
            refuse("unclosed", place, opening=opening, expected=closing, found=r"\\")
        self.check(opening, closing, parts, place)
        node = Fence(place, opening, closing, tuple(parts), tuple(separators))
        return Token("fence", opening, place, node=node, items=items)

    @staticmethod
    def check(opening: str, closing: str, parts: list[Surface], place: Place) -> None:
        """Refuse brackets that do not belong together, but for half-open intervals and evaluation bars."""
        if opening == closing or opening + closing in ("()", "[]", "{}", "<>", "[[]]"):
            return
        if opening + closing in _INTERVALS and len(parts) == 2:
            return
        if not opening and closing in ("|", "]") and len(parts) == 1:
            return
        refuse("mismatch", place, opening=opening or ".", closing=closing or ".")

    def wrapped(self, opening: str, closing: str, inner: Token, place: Place) -> Surface | None:
        """An array in brackets: a matrix, or cases when only the left one is there."""
        half = opening == "{" and closing == ""
        if inner.role == "rows":
            return self.cases([t for t in inner.items if t.role != "cell"], place) if half else None
        if half:
            return self.cases(list(inner.items), place)
        if isinstance(inner.node, Grid) and not inner.node.opening and opening:
            self.check(opening, closing, [inner.node], place)
            return Grid(place, opening, closing, inner.node.rows)
        return None

    def separated(self, items: list[Token]) -> tuple[list[Surface], list[str]]:
        """What stands between the commas, semicolons and bars of a bracket."""
        if self.source.language == "de":
            items = decimal_commas(items, fenced=True)
        if items and is_term(items) and "bar" not in [t.role for t in items]:
            return [parse_row(items, self.source, decimals=False)], []
        parser = statement(items, self.source, fenced=True)
        parts: list[Surface] = []
        separators: list[str] = []
        while parser.at < parser.end:
            parts.append(parser.listing())
            if parser.at >= parser.end:
                break
            token = parser.take()
            if token.role not in ("separator", "colon", "middle", "bar"):
                parser.at -= 1
                parser.expected("operator")
            separators.append("|" if token.role in ("middle", "bar") else token.text)
        if separators and len(separators) == len(parts):
            separators.pop()
        return parts, separators

    def grid(self, name: str, items: list[Token], place: Place) -> Surface:
        """A matrix or an array."""
        rows = [
            tuple(self.cell(cell, row, place) for cell in _split(row, "cell"))
            for row in _split(items, "newline")
            if row
        ]
        opening, closing = GRIDS[name]
        return Grid(place, opening, closing, tuple(rows))

    def cell(self, items: list[Token], row: list[Token], place: Place) -> Surface:
        """A cell without the comma that may end it."""
        while items and items[-1].role in ("separator", "quad", "period"):
            items = items[:-1]
        if not items:
            start = row[0].place if row else place
            return Empty(Place(start.start, start.start, start.part))
        return parse_row(items, self.source)

    def cases(self, items: list[Token], place: Place) -> CasesBlock:
        """Rows of value and condition."""
        rows = []
        for row in _split(items, "newline"):
            cells = [c for c in _split(row, "cell") if c]
            if not cells:
                continue
            while len(cells) > 1 and "relation" in (cells[1][0].role, cells[0][-1].role):
                cells[:2] = [cells[0] + cells[1]]
            value, condition = self.case(cells[0], [t for c in cells[1:] for t in c])
            rows.append((parse_row(_trimmed(value), self.source), condition))
        if not rows:
            refuse("empty", place)
        return CasesBlock(place, tuple(rows))

    def case(self, value: list[Token], condition: list[Token]) -> tuple[list[Token], Surface | None]:
        """A row: the condition may also follow a word or a comma in the value."""
        if not condition:
            at = next((i for i, t in enumerate(value) if _starts_condition(t)), None)
            if at is None:
                return value, None
            value, condition = value[:at], value[at:]
        while (
            condition
            and condition[0].role in ("connective", "quad", "separator")
            and condition[0].text not in _BINDING
        ):
            condition = condition[1:]
        condition = _trimmed(condition)
        if not condition or condition[0].role == "otherwise":
            return value, None
        if all(token.role == "text" for token in condition):
            return value, Words(condition[0].place, " ".join(token.text for token in condition))
        return value, parse_row(condition, self.source)


def _conditional(items: list[Token]) -> list[Token]:
    r"""The tokens of a bracket with its first ``\\mid`` as a separator, unless it has one already."""
    at = next((i for i, t in enumerate(items) if t.role == "relation" and t.text == r"\mid"), None)
    bars = sum(t.role == "bar" for t in items)
    if at is None or bars % 2 or any(t.role in ("colon", "middle") for t in items):
        return items
    return [*items[:at], Token("middle", "|", items[at].place), *items[at + 1 :]]


_BINDING: Final = frozenset(("forall", "exists", "nexists"))


def _starts_condition(token: Token) -> bool:
    return token.role == "otherwise" or (
        token.role == "connective" and token.text in ("if", "for", "where", "with", "subject to")
    )


def _trimmed(items: list[Token]) -> list[Token]:
    while items and items[-1].role in ("separator", "quad", "period"):
        items = items[:-1]
    return items


def _split(items: list[Token], role: str) -> list[list[Token]]:
    """The tokens between those of a role."""
    parts: list[list[Token]] = [[]]
    for token in items:
        if token.role == role:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_fenced_call(node: Surface) -> bool:
    """Whether braces around this change nothing: the brackets inside show its extent."""
    return isinstance(node, Call) and isinstance(node.argument, Fence) and not isinstance(node, Juxtaposed)
