"""Precedence climbing over folded tokens: from sums to scripts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeGuard

from derive.core.source import UnreadableError
from derive.core.surface import (
    Empty,
    Evaluated,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Postfix,
    Scripted,
    Signed,
    Surface,
    Words,
)
from derive.syntax.commands import COMMANDS, single
from derive.syntax.cursor import DEPTH_LIMIT, SPLICED, Cursor
from derive.syntax.derivatives import capital, is_inner_derivative, nabla, partial
from derive.syntax.operators import adjacent, bars, big, copies, stacked
from derive.syntax.plain import BEHIND, SCRIPTS, STARS, plain_factor, plain_script
from derive.syntax.refusal import refuse
from derive.syntax.scope import settle_scopes
from derive.syntax.slash import slash_derivative
from derive.syntax.token import Token
from derive.syntax.wording import is_noun, plain_text

_DECORATING: Final = frozenset(("stacked", "decoration"))
_DOUBTFUL: Final = _DECORATING | {"bar"}
_OPERANDS: Final = frozenset((*COMMANDS, "big", "partial", "nabla")) - _DECORATING
_MEANS: Final = ("sum", "prod")
_NOT_IN_ARGUMENT: Final = frozenset(["function", "big", "partial", "nabla", "stacked"])
_PRIMARIES: Final[dict[str, Callable[[Cursor, Token], Surface]]] = COMMANDS | {
    "big": big,
    "partial": partial,
    "nabla": nabla,
    "stacked": stacked,
    "bar": bars,
}
_SUMMING: Final = frozenset(("additive", *SPLICED))
_MULTIPLYING: Final = frozenset(("multiplicative", *SPLICED))
_ENDING: Final = frozenset(("additive", "multiplicative", "relation", "separator"))
_BRACED: Final = frozenset(("group", "loose"))
_SINGLE: Final = frozenset(("number", "letter"))
_SIGNS: Final = frozenset(("+", "-", r"\pm", r"\mp"))


def _is_exponential(node: Surface) -> bool:
    return (
        isinstance(node, Scripted)
        and isinstance(node.base, Name)
        and node.base.text == "e"
        and node.sup is not None
        and node.sub is None
    )


class Expression(Cursor):
    """Parses terms; statements are in :mod:`derive.syntax.statement`."""

    __slots__ = ()

    def additive(self) -> Surface:
        """A sum, flat."""
        before, self.scoped = self.scoped, False
        first = self.multiplicative()
        if self.at >= self.end or self.items[self.at].role not in _SUMMING or self.role() != "additive":
            self.scoped = self.scoped or before
            return first
        items, operators = [first], []
        while self.role() == "additive":
            operators.append(self.take().text)
            items.append(self.multiplicative())
        if self.scoped:
            items, operators = settle_scopes(items, operators)
        self.scoped = before
        if not operators:
            return items[0]
        return Infix(items[0].place.to(items[-1].place), tuple(items), tuple(operators))

    def multiplicative(self) -> Surface:
        """A product with its signs written, flat; a sign before it belongs to all of it."""
        if (
            self.at < self.end
            and self.items[self.at].role in _SUMMING
            and self.role() == "additive"
            and self.items[self.at].text in _SIGNS
        ):
            return self.signed(self.multiplicative)
        first = plain_factor(self) or self.compound()
        if self.at < self.end and self.items[self.at].role not in _ENDING:
            first = self.beside(first)
        if (
            self.at >= self.end
            or self.items[self.at].role not in _MULTIPLYING
            or self.role() != "multiplicative"
        ):
            return first
        items, operators = [first], []
        while self.role() == "multiplicative":
            operators.append(self.take().text)
            sign = self.role() == "additive" and self.items[self.at].text in _SIGNS
            items.append(self.signed(self.juxtaposed) if sign else self.juxtaposed())
        place = items[0].place.to(items[-1].place)
        return slash_derivative(self, Infix(place, tuple(items), tuple(operators)))

    def signed(self, operand: Callable[[], Surface]) -> Surface:
        """A sign and what it stands before."""
        self.deepen()
        sign = self.take()
        content = operand()
        self.depth -= 1
        return Signed(sign.place.to(content.place), sign.text, content)

    def juxtaposed(self) -> Surface:
        """Factors side by side."""
        return self.beside(self.factor())

    def beside(self, node: Surface) -> Surface:
        """A factor with those that follow it, and an evaluation bar."""
        if self.starts_operand():
            items = [node, plain_factor(self) or self.compound()]
            while self.at < self.end and self.items[self.at].role not in _ENDING and self.starts_operand():
                items.append(plain_factor(self) or self.compound())
            node = Juxtaposed(node.place.to(items[-1].place), tuple(items))
        while self.role() == "bar" and self.role(1) in ("sub", "sup") and not self.closes_bar():
            node = self.evaluated(node)
        return node

    def starts_operand(self) -> bool:
        """Whether something that is multiplied begins here; a decorated relation does not."""
        role = self.role()
        if role in _OPERANDS or role not in _DOUBTFUL:
            return role in _OPERANDS
        return self.bar_opens() if role == "bar" else not self.decorates_relation()

    def decorates_relation(self) -> bool:
        """Whether what is stacked or boxed here is a relation."""
        raise NotImplementedError

    def bar_opens(self) -> bool:
        """Whether a bar behind an operand opens something: none is open and those that follow make pairs."""
        token = self.items[self.at]
        if self.bars and (token.text == self.bars[-1] or (token.text == "|" and self.bars[-1] == "| |")):
            return False
        if self.role(1) in ("sub", "sup"):
            return False
        ahead = sum(t.role == "bar" and t.text == token.text for t in self.items[self.at : self.end])
        return ahead % 2 == 0

    def product(self, *, angle: bool = False) -> Surface:
        """The argument of a function without brackets: factors up to the next function.

        An exponential is no part of an angle.
        """
        first = self.factor()
        items = [first]
        while self.starts_operand() and (self.role() not in _NOT_IN_ARGUMENT or self.is_mean(items)):
            if self.role() == "fence" and not isinstance(items[-1], (Name, Scripted, Juxtaposed)):
                refuse("argument-scope", first.place.to(self.here()))
            start = self.at
            item = self.factor()
            behind_angle = angle and not isinstance(items[-1], Numeral)
            if is_inner_derivative(item, items) or (behind_angle and _is_exponential(item)):
                self.at = start
                break
            items.append(item)
        if self.role() == "multiplicative" and self.items[self.at].text == "/" and self.role(1) == "number":
            refuse("argument-scope", first.place.to(self.items[self.at + 1].place))
        return first if len(items) == 1 else Juxtaposed(first.place.to(items[-1].place), tuple(items))

    def is_mean(self, items: list[Surface]) -> bool:
        r"""Whether a sum goes on with ``\frac{1}{n}``, as in the logarithm of a mean."""
        first = items[0]
        unit = isinstance(first, Fraction) and isinstance(first.numerator, Numeral)
        return unit and len(items) == 1 and self.role() == "big" and self.items[self.at].text in _MEANS

    def factor(self) -> Surface:
        """A primary with scripts, factorials and evaluation bars."""
        return plain_factor(self) or self.compound()

    def compound(self) -> Surface:
        """A factor of whatever kind."""
        node = self.primary()
        while (role := self.role()) in BEHIND:
            if role in SCRIPTS:
                node = self.scripts(node)
            elif role == "postfix":
                token = self.take()
                node = Postfix(node.place.to(token.place), node, token.text)
            elif self.is_star(node):
                token = self.take()
                node = replace(node, place=node.place.to(token.place), accents=(*node.accents, "star"))
            else:
                break
        return capital(self, node) if isinstance(node, Scripted) else node

    def is_star(self, node: Surface) -> TypeGuard[Name]:
        """Whether an asterisk here is part of a name, since nothing follows that it could multiply."""
        alone = self.role(1) in ("", "relation", "noted", "arrow", "separator", "primes")
        return isinstance(node, Name) and self.items[self.at].text == "*" and alone

    def closes_bar(self) -> bool:
        """Whether the bar here closes one that is open."""
        text = self.items[self.at].text
        return bool(self.bars) and (
            text == self.bars[-1] or (self.bars[-1] == "| |" and adjacent(self, self.at))
        )

    def evaluated(self, node: Surface) -> Surface:
        """A term with an evaluation bar."""
        self.at += 1
        limits = self.scripts(Empty(node.place))
        sub, sup = (limits.sub, limits.sup) if isinstance(limits, Scripted) else (None, None)
        return Evaluated(self.since(node.place), node, sub, sup)

    def primary(self) -> Surface:
        """One thing without its scripts."""
        parse = _PRIMARIES.get(self.role())
        if parse is None:
            return self.placeholder()
        self.deepen()
        token = self.items[self.at]
        self.at += 1
        node = parse(self, token)
        self.depth -= 1
        return node

    def deepen(self) -> None:
        """Count what is nested without brackets, and refuse what is too deep for the stack."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse("too-deep", self.here(), limit=str(DEPTH_LIMIT))

    def placeholder(self) -> Surface:
        r"""The dot in ``f(\cdot)``, words, or what follows empty braces; everything else is refused."""
        role = self.role()
        if role == "hollow":
            if self.role(1) in SCRIPTS:
                refuse("prescript", self.here())
            self.at += 1
            return self.primary()
        if role == "multiplicative" and self.role(1) in ("", "separator"):
            token = self.take()
            return Name(token.place, token.text)
        if role == "text" and is_noun(self.items[self.at].text):
            token = self.take()
            return Name(token.place, token.text, (), "text")
        if role in ("text", "otherwise"):
            return self.words(self.take())
        self.expected("operand")
        raise AssertionError  # pragma: no cover  # the line before raises

    def argument(self, macro: str) -> Surface:
        """The argument of a macro: a group, or one token."""
        if self.at >= self.end:
            refuse("missing-argument", self.items[self.at - 1].place, macro=macro)
        token = self.items[self.at]
        if (
            token.role in _BRACED
            and token.error is None
            and token.node is not None
            and self.depth < DEPTH_LIMIT
        ):
            self.at += 1
            return token.node
        if token.role in ("loose", "hollow"):
            self.at += 1
            return COMMANDS["group"](self, token)
        if token.role == "number" and len(token.text) > 1:
            refuse("digits", token.place, text=self.source.at(token.place))
        if token.role in ("function", "big"):
            self.at += 1
            name = token.text if token.role == "function" else rf"\{token.text}"
            return Name(token.place, name, (), "", function=True)
        if token.role in _SINGLE:
            self.at += 1
            return single(token)
        return self.primary()

    def scripts(self, base: Surface) -> Surface:
        """The base with indices, exponents and primes in any order, once each."""
        sub: Surface | None = None
        sup: Surface | None = None
        primes = 0
        while (role := self.role()) in SCRIPTS:
            token = self.take()
            if role == "primes":
                primes += int(token.text)
                continue
            plain = plain_script(self.items[self.at]) if self.at < self.end else None
            if plain is not None and (sub if role == "sub" else sup) is None:
                self.at += 1
                sub, sup = (plain, sup) if role == "sub" else (sub, plain)
            elif role == "sub":
                if sub is not None:
                    refuse("double-script", token.place, script="_")
                sub = self.script()
            else:
                base, sup, primes = self.raised(base, sup, primes, token)
        sub = None if isinstance(sub, Empty) else sub
        sup = None if isinstance(sup, Empty) else sup
        if sub is None and sup is None and not primes:
            return base
        return self.assembled(base, sub, sup, primes)

    def raised(
        self, base: Surface, sup: Surface | None, primes: int, token: Token
    ) -> tuple[Surface, Surface | None, int]:
        """What an exponent adds: a prime, a star that makes another name, or itself."""
        following = self.items[self.at] if self.at < self.end else token
        inside = following.items if following.role in ("group", "loose", "index", "sign") else (following,)
        if inside and inside[0].role == "primes" and all(t.role == "primes" for t in inside):
            self.at += 1
            return base, sup, primes + sum(int(t.text) for t in inside)
        if isinstance(base, Name) and inside and STARS.issuperset([t.text for t in inside]):
            self.at += 1
            return replace(base, accents=(*base.accents, *("star" for _ in inside))), sup, primes
        if sup is not None:
            refuse("double-script", token.place, script="^")
        if inside[1:] and (found := copies(inside)) is not None:
            self.at += 1
            return self.copied(base, *found), sup, primes
        return base, self.script(of_function=isinstance(base, Name) and base.function), primes

    def copied(self, base: Surface, sign: str, count: int) -> Surface:
        """The base joined with itself."""
        place = self.since(base.place)
        return Fence(place, "(", ")", (Infix(place, (base,) * count, (sign,) * (count - 1)),), ())

    def assembled(self, base: Surface, sub: Surface | None, sup: Surface | None, primes: int) -> Surface:
        """The scripted node, or what scripts at a bracket mean."""
        place = self.since(base.place)
        if isinstance(base, Fence) and _is_evaluation(base, sub, sup):
            return Evaluated(place, base.items[0], sub, sup)
        if isinstance(sup, Name) and sup.text == r"\circ" and sub is None and not primes:
            return Postfix(place, base, r"\degree")
        if isinstance(base, Scripted) and base.sup is None and sub is None and not base.primes:
            return Scripted(place, base.base, base.sub, sup, primes)
        if isinstance(base, Scripted) and base.sup is not None and sup is not None:
            refuse("double-script", place, script="^")
        return Scripted(place, base, sub, sup, primes)

    def script(self, *, of_function: bool = False) -> Surface:
        r"""What stands after ``^`` or ``_``: a group, one digit, one name, or a sign by itself.

        A number may follow the digit if that is the exponent of a function: ``\sin^2 2x``.
        """
        if self.at >= self.end:
            refuse("missing-script", self.items[self.at - 1].place)
        token = self.items[self.at]
        if token.role in ("loose", "hollow", "index", "sign"):
            self.at += 1
            return COMMANDS["group"](self, token)
        if token.role in ("additive", "multiplicative"):
            self.at += 1
            if self.starts_operand() and self.items[self.at].role != "fence":
                refuse("sign-script", token.place)
            return Name(token.place, token.text)
        if token.role == "number" and len(token.text) > 1:
            refuse("digits", token.place, text=self.source.at(token.place))
        if token.role == "number" and of_function:
            self.at += 1
            return Numeral(token.place, token.text)
        return self.argument("^")

    def note(self) -> Surface:
        """A note, which may be anything: its tree, or its text when it has none."""
        if self.at >= self.end:
            refuse("missing-argument", self.here(), macro="note")
        token = self.items[self.at]
        if token.role in ("loose", "group", "hollow", "index", "sign"):
            self.at += 1
            plain = all(t.role not in ("text", "word", "connective") for t in token.items)
            if plain and token.error is None and token.node is not None and not isinstance(token.node, Empty):
                return token.node
            return Words(token.place, plain_text(self.source.at(token.place)))
        at, depth = self.at, self.depth
        try:
            return self.argument("note")
        except UnreadableError:
            self.at, self.depth = at + 1, depth
            return self.words(token)


def _is_evaluation(fence: Fence, sub: Surface | None, sup: Surface | None) -> bool:
    """Whether limits at a bracket mean that its content is evaluated there: a bar, or ``[F]_a^b``."""
    if fence.opening == "":
        return fence.closing in ("|", "]")
    return fence.opening == "[" and len(fence.items) == 1 and sub is not None and sup is not None
