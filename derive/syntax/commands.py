"""Macros with arguments, names with their fonts and accents."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Annotated,
    Big,
    Call,
    Chain,
    Dots,
    Empty,
    Fence,
    Fraction,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Radical,
    Scripted,
    Surface,
)
from derive.syntax.cursor import DEPTH_LIMIT, SPLICED, Cursor
from derive.syntax.derivatives import absorbed, derivative_of
from derive.syntax.operators import big
from derive.syntax.refusal import refuse
from derive.syntax.token import Token
from derive.theory.notation import BIG_NAMES, DISTINGUISHING, OPERATOR_NAMES, STANDARD_FUNCTIONS

_SCRIPTING: Final = SPLICED | {"sub", "sup", "primes"}
_OF_ANGLES: Final = frozenset((r"\sin", r"\cos", r"\tan", r"\cot", r"\sinh", r"\cosh", r"\tanh"))


def number(cursor: Cursor, token: Token) -> Surface:
    """A numeral."""
    if cursor.role() == "number":
        refuse("adjacent-numbers", token.place.to(cursor.here()))
    return single(token)


def name(_cursor: Cursor, token: Token) -> Surface:
    """A letter, a Greek letter, or a word."""
    return Name(token.place, token.text, (), token.style if token.role != "symbol" else "")


def single(token: Token) -> Surface:
    r"""A number or name, whatever follows it: in ``\frac1{k+1}`` the braces are the next argument."""
    if token.role == "number":
        return Numeral(token.place, token.text if token.text[0] != "." else "0" + token.text)
    return Name(token.place, token.text, (), token.style if token.role != "symbol" else "")


def function(cursor: Cursor, token: Token) -> Surface:
    """An operator name with its argument, or by itself."""
    if token.text == r"\arg" and cursor.raw() == "big" and cursor.items[cursor.at].text in ("max", "min"):
        selected = cursor.take()
        return big(cursor, Token("big", f"arg{selected.text}", token.place.to(selected.place)))
    head = Name(token.place, token.text, (), "", function=True)
    behind = cursor.items[cursor.at].role if cursor.at < cursor.end else ""
    return call(cursor, cursor.scripts(head) if behind in _SCRIPTING else head)


def call(cursor: Cursor, head: Surface) -> Surface:
    """The head with the argument that follows it, if one does."""
    token = cursor.items[cursor.at] if cursor.at < cursor.end else None
    if token is not None and token.role == "fence" and token.error is None and cursor.depth < DEPTH_LIMIT:
        cursor.at += 1
        return Call(head.place.to(token.place), head, folded(cursor, token))
    if cursor.role() == "fence" or _is_fence_in_braces(cursor):
        argument: Surface = cursor.primary()
    elif cursor.starts_operand():
        argument = cursor.product(angle=_is_of_angle(head))
    else:
        return head
    return Call(cursor.since(head.place), head, argument)


def _is_of_angle(head: Surface) -> bool:
    base = head.base if isinstance(head, Scripted) else head
    return isinstance(base, Name) and base.text in _OF_ANGLES


def _is_fence_in_braces(cursor: Cursor) -> bool:
    r"""Whether braces with one bracket inside stand here, as SymPy writes ``\sin{\left(x\right)}``."""
    token = cursor.items[cursor.at] if cursor.at < cursor.end else None
    return token is not None and token.role == "group" and [t.role for t in token.items] == ["fence"]


def fraction(cursor: Cursor, token: Token) -> Surface:
    """A fraction, which may be a derivative."""
    if cursor.raw() == "number" and len(cursor.items[cursor.at].text) > 1:
        numerator, denominator = _two_digits(cursor, token)
    else:
        numerator = cursor.argument(token.style)
        denominator = cursor.argument(token.style)
    for side in (numerator, denominator):
        _check_term(side, token.style)
    place = cursor.since(token.place)
    derivative = derivative_of(numerator, denominator, place)
    return absorbed(cursor, derivative) if derivative else Fraction(place, numerator, denominator)


def _check_term(node: Surface, macro: str) -> None:
    """Refuse a statement, or nothing, where a number should stand: a note that was read as a fraction."""
    if isinstance(node, (Chain, Listing)):
        relation = node.relations[0].sign if isinstance(node, Chain) else node.separators[0]
        refuse("statement-as-term", node.place, macro=macro, relation=relation)
    if isinstance(node, Empty):
        refuse("missing-argument", node.place, macro=macro)


def _two_digits(cursor: Cursor, token: Token) -> tuple[Surface, Surface]:
    digits = cursor.take()
    if len(digits.text) != 2 or not digits.text.isdigit():
        refuse("digits", token.place.to(digits.place), text=cursor.source.at(digits.place))
    middle = digits.place.end - 1
    first = Place(digits.place.start, middle, digits.place.part)
    return Numeral(first, digits.text[0]), Numeral(replace(digits.place, start=middle), digits.text[1])


def binomial(cursor: Cursor, token: Token) -> Surface:
    r"""A binomial coefficient: the call of the name ``\\binom``."""
    if cursor.raw() == "number" and len(cursor.items[cursor.at].text) > 1:
        upper, lower = _two_digits(cursor, token)
    else:
        upper, lower = cursor.argument(token.style), cursor.argument(token.style)
    return binomial_of(upper, lower, cursor.since(token.place))


def binomial_of(upper: Surface, lower: Surface, place: Place) -> Surface:
    """A binomial coefficient as a call."""
    return Call(
        place, Name(place, r"\binom", (), "", function=True), Fence(place, "(", ")", (upper, lower), (",",))
    )


def root(cursor: Cursor, token: Token) -> Surface:
    """A root with or without a degree."""
    degree: Surface | None = None
    if cursor.raw() == "fence" and cursor.items[cursor.at].text == "[":
        fence = cursor.primary()
        degree = fence.items[0] if isinstance(fence, Fence) and len(fence.items) == 1 else fence
    radicand = cursor.argument(token.style)
    _check_term(radicand, token.style)
    return Radical(cursor.since(token.place), radicand, degree)


def accent(cursor: Cursor, token: Token) -> Surface:
    """A hat, a bar, an arrow."""
    content = cursor.argument(token.style)
    return accented(content, token.text, cursor.since(token.place))


def accented(content: Surface, mark: str, place: Place) -> Surface:
    """The content with a mark: part of a name, or over a whole expression."""
    if isinstance(content, Scripted) and isinstance(content.base, Name) and content.base.text != "e":
        return replace(content, place=place, base=accented(content.base, mark, content.base.place))
    if not isinstance(content, Name):
        return Annotated(place, content, mark)
    if mark in DISTINGUISHING:
        return replace(content, place=place, accents=(*content.accents, mark))
    return replace(content, place=place, style=mark)


def font(cursor: Cursor, token: Token) -> Surface:
    """A name or several in another font."""
    following = cursor.items[cursor.at] if cursor.at < cursor.end else None
    inside = following.items if following and following.role in ("group", "loose") else ()
    if len(inside) > 1 and inside[0].role == "letter" and all(t.role in ("letter", "number") for t in inside):
        cursor.at += 1
        return _letters(cursor, token, "".join(t.text for t in inside))
    content = cursor.argument(token.style)
    place = cursor.since(token.place)
    styled = _styled(content, token.text, place)
    return _expectation(cursor, styled) if styled == Name(place, r"\mathbb{E}") else styled


def _letters(cursor: Cursor, token: Token, word: str) -> Surface:
    place = cursor.since(token.place)
    if word in BIG_NAMES:
        return Name(place, rf"\{word}", (), "", function=True)
    if word in OPERATOR_NAMES:
        return call(cursor, Name(place, STANDARD_FUNCTIONS.get(word, word), (), "", function=True))
    if len(word) > 2 or not word.isalpha():
        return Name(place, word, (), token.text)
    if cursor.raw() in ("sup", "sub", "primes"):
        refuse("invisible-braces", place)
    letters = cursor.items[cursor.at - 1].items
    return Juxtaposed(place, tuple(_styled(Name(t.place, t.text), token.text, t.place) for t in letters))


def _styled(content: Surface, style: str, place: Place) -> Surface:
    match content:
        case Name() if style == "blackboard":
            return Name(place, rf"\mathbb{{{content.text}}}")
        case Name() if style in DISTINGUISHING:
            return replace(content, place=place, accents=(*content.accents, style))
        case Name():
            return replace(content, place=place, style=style)
        case Numeral() if style == "blackboard":
            return Name(place, rf"\mathbb{{{content.text}}}")
        case Numeral() if content.text in ("0", "1"):
            return Name(place, content.text, (), style)
        case Scripted():
            return replace(content, place=place, base=_styled(content.base, style, content.base.place))
    if style in DISTINGUISHING or style == "blackboard":
        refuse("font", place, font=style)
    return content


def _expectation(cursor: Cursor, content: Surface) -> Surface:
    head = cursor.scripts(content)
    if cursor.role() not in ("fence", "bar") or not cursor.starts_operand():
        return head
    scripted = isinstance(head, Scripted)
    sub, sup = (head.sub, head.sup) if isinstance(head, Scripted) and scripted else (None, None)
    body = cursor.primary()
    return Big(cursor.since(content.place), "expectation", sub, sup, body)


def decoration(cursor: Cursor, token: Token) -> Surface:
    """A box, a brace with its note, something crossed out."""
    content = cursor.argument(token.style)
    note = None
    if (token.text, cursor.role()) in (("underbrace", "sub"), ("overbrace", "sup")):
        cursor.at += 1
        note = cursor.note()
    return Annotated(cursor.since(token.place), content, token.text, note)


def cancelto(cursor: Cursor, token: Token) -> Surface:
    """Something crossed out with what becomes of it."""
    note = cursor.note()
    content = cursor.argument(token.style)
    return Annotated(cursor.since(token.place), content, "cancel", note)


def dots(_cursor: Cursor, token: Token) -> Surface:
    """Three dots."""
    return Dots(token.place, "v" if token.text == "v" else "d" if token.text == "d" else "h")


def folded(cursor: Cursor, token: Token) -> Surface:
    """What has been parsed already."""
    if token.error is not None:
        raise token.error
    if token.node is None:
        cursor.at -= 1
        cursor.expected("expression")
    assert token.node is not None  # noqa: S101  # refused just before
    return token.node


COMMANDS: Final[dict[str, Callable[[Cursor, Token], Surface]]] = {
    "number": number,
    "letter": name,
    "symbol": name,
    "word": name,
    "function": function,
    "fraction": fraction,
    "binomial": binomial,
    "root": root,
    "accent": accent,
    "font": font,
    "decoration": decoration,
    "cancelto": cancelto,
    "dots": dots,
    "substack": lambda cursor, token: cursor.argument(token.style),
    "group": folded,
    "fence": folded,
    "grid": folded,
}
