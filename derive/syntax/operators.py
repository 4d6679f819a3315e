"""Large operators with their limits, integrals, and bars."""

from collections.abc import Sequence
from typing import Final

from derive.core.surface import (
    Annotated,
    Big,
    Call,
    Fence,
    Fraction,
    Juxtaposed,
    Name,
    Numeral,
    Scripted,
    Surface,
)
from derive.syntax.cursor import Cursor
from derive.syntax.derivatives import is_d
from derive.syntax.refusal import refuse
from derive.syntax.token import Token

_INTEGRALS: Final = {"int": 1, "oint": 1, "iint": 2, "iiint": 3}
_SELECTING: Final = frozenset(("max", "min", "sup", "inf", "argmax", "argmin", "det", "limsup", "liminf"))
MOST_COPIES: Final = 6
_NAMED: Final = frozenset(["letter", "symbol", "font", "accent", "word"])


def big(cursor: Cursor, token: Token) -> Surface:
    """A large operator; its limits may also stand over and under it."""
    return limited(cursor, token, None, None)


def limited(cursor: Cursor, token: Token, below: Surface | None, above: Surface | None) -> Surface:
    """A large operator with limits that were found already, or that follow."""
    head = cursor.scripts(Name(token.place, rf"\{token.text}", (), "", function=True))
    if isinstance(head, Scripted):
        if head.primes:
            refuse("primes", head.place)
        below, above = below or head.sub, above or head.sup
    if token.text in _INTEGRALS:
        return _integral(cursor, token, below, above)
    if token.text in _SELECTING and below is None:
        return _selection(cursor, token, above)
    if not cursor.starts_operand() and not _signed(cursor) and (cursor.raw() != "quad" or below is None):
        if below is None and above is None:
            return Name(token.place, rf"\{token.text}", (), "", function=True)
        cursor.expected("operand")
    body = _body(cursor)
    cursor.scoped = True
    return Big(cursor.since(token.place), token.text, below, above, body)


def _signed(cursor: Cursor) -> bool:
    return cursor.role() == "additive" and cursor.items[cursor.at].text in ("+", "-", r"\pm", r"\mp")


def _body(cursor: Cursor) -> Surface:
    r"""A product, with a sign perhaps; after a wide space, as in ``\min_x \quad f + g``, all of a sum."""
    if cursor.raw() != "quad":
        return cursor.multiplicative()
    while cursor.raw() == "quad":
        cursor.at += 1
    return cursor.additive()


def _selection(cursor: Cursor, token: Token, above: Surface | None) -> Surface:
    """``max(a, b)``, ``det A`` or the bare name, as in an index."""
    name = Name(token.place, rf"\{token.text}", (), "", function=True)
    head: Surface = name if above is None else Scripted(cursor.since(token.place), name, None, above)
    if cursor.role() == "fence":
        argument: Surface = cursor.primary()
    elif cursor.starts_operand():
        argument = cursor.product()
    else:
        return head
    if token.text == "det" and above is None:
        return Big(cursor.since(token.place), "det", None, None, argument)
    return Call(cursor.since(token.place), head, argument)


def _integral(cursor: Cursor, token: Token, below: Surface | None, above: Surface | None) -> Surface:
    """An integral up to its differentials, wherever they stand."""
    count = _INTEGRALS[token.text]
    closing = _closing(cursor, count)
    operator = "int" if token.text == "iiint" else token.text
    if closing is None:
        body = cursor.multiplicative() if cursor.starts_operand() or _signed(cursor) else _missing(cursor)
        return Big(cursor.since(token.place), operator, below, above, body)
    if cursor.items[closing].role == "fraction":
        return _integral_of_fraction(cursor, token, closing, below, above)
    if closing == cursor.at:
        found = _differentials(cursor, count)
        one = Numeral(cursor.here(), "1")
        body = cursor.multiplicative() if cursor.starts_operand() else one
    else:
        body = _section(cursor, closing)
        found = _differentials(cursor, count)
    return Big(cursor.since(token.place), operator, below, above, body, found)


def _missing(cursor: Cursor) -> Surface:
    cursor.expected("operand")
    raise AssertionError  # pragma: no cover  # the line before raises


def _section(cursor: Cursor, end: int) -> Surface:
    """A sum that ends at a given token."""
    outer, length = cursor.end, len(cursor.items)
    cursor.end = end
    body = cursor.additive()
    if cursor.at != cursor.end:
        cursor.expected("differential")
    cursor.end = outer + len(cursor.items) - length
    return body


def _closing(cursor: Cursor, count: int) -> int | None:
    """Where the differentials of this integral begin, past those of the integrals inside it."""
    inner, ours = 0, 0
    first: int | None = None
    for at in range(cursor.at, cursor.end):
        token = cursor.items[at]
        if token.role in ("relation", "arrow", "connective"):
            break
        if token.role == "big" and token.text in _INTEGRALS:
            inner += _INTEGRALS[token.text]
        elif _is_differential(cursor, at) or _is_differential_fraction(cursor, at):
            if inner:
                inner -= 1
                continue
            first = at if first is None else first
            ours += 1
            if ours == count:
                break
    return first


def _is_differential(cursor: Cursor, at: int) -> bool:
    """Whether ``d`` and a variable stand here."""
    token = cursor.items[at]
    if token.role != "letter" or token.text != "d" or at + 1 >= cursor.end:
        return False
    following = cursor.items[at + 1]
    return (following.role in _NAMED and following.text != "d") or (
        following.role == "group" and following.text != ""
    )


def _is_differential_fraction(cursor: Cursor, at: int) -> bool:
    """Whether a fraction with a differential in its numerator stands here."""
    token = cursor.items[at]
    if token.role != "fraction" or at + 2 >= cursor.end:
        return False
    above, below = cursor.items[at + 1].node, cursor.items[at + 2].node
    if not isinstance(above, Juxtaposed) or len(above.items) < 2 or not is_d(above.items[-2]):
        return False
    return not (isinstance(below, Juxtaposed) and is_d(below.items[0]))


def _integral_of_fraction(
    cursor: Cursor, token: Token, closing: int, below: Surface | None, above: Surface | None
) -> Surface:
    r"""``\int \frac{dx}{1+x^2}``: the differential comes out of the numerator."""
    body = _section(cursor, closing + 3)
    found = _without(body)
    if found is None:
        refuse("differential", body.place)
    rest, variable = found
    operator = "int" if token.text == "iiint" else token.text
    return Big(cursor.since(token.place), operator, below, above, rest, (variable,))


def _without(node: Surface) -> tuple[Surface, Surface] | None:
    """A product without the differential in the numerator of its last fraction, and the variable."""
    if isinstance(node, Juxtaposed):
        last = _without(node.items[-1])
        return last and (Juxtaposed(node.place, (*node.items[:-1], last[0])), last[1])
    if not isinstance(node, Fraction) or not isinstance(node.numerator, Juxtaposed):
        return None
    above = node.numerator.items
    rest = above[:-2]
    place = node.numerator.place
    one = Numeral(place, "1")
    numerator = one if not rest else rest[0] if len(rest) == 1 else Juxtaposed(place, rest)
    return Fraction(node.place, numerator, node.denominator), above[-1]


def _differentials(cursor: Cursor, count: int) -> tuple[Surface, ...]:
    found: list[Surface] = []
    while len(found) < count and cursor.at < cursor.end and _is_differential(cursor, cursor.at):
        cursor.at += 1
        variable = cursor.scripts(cursor.primary())
        if (
            cursor.role() == "fence"
            and isinstance(variable, Name)
            and variable.text in (r"\mu", r"\nu", "F", "P", "Q", "W")
        ):
            inside = cursor.primary()
            variable = Juxtaposed(variable.place.to(inside.place), (variable, inside))
        found.append(variable)
    if len(found) < count:
        cursor.expected("differential")
    return tuple(found)


def bars(cursor: Cursor, token: Token) -> Surface:
    """An absolute value or a norm between bars."""
    kind, closing = token.text, 1
    if kind == "|" and _is_double(cursor, token):
        kind, closing = "||", 2
        cursor.at += 1
    cursor.bars.append(kind if closing == 1 else "| |")
    content = cursor.additive()
    cursor.bars.pop()
    if cursor.role() != "bar":
        if cursor.at < cursor.end:
            cursor.expected("bar")
        refuse("unclosed", token.place, opening=kind, expected=kind, found="…")
    cursor.at += closing
    return Fence(cursor.since(token.place), kind, kind, (content,))


def adjacent(cursor: Cursor, at: int) -> bool:
    """Whether two single bars stand side by side, as in ``||``."""
    if at + 1 >= cursor.end:
        return False
    first, second = cursor.items[at], cursor.items[at + 1]
    return (
        first.role == second.role == "bar"
        and first.text == second.text == "|"
        and first.place.end == second.place.start
    )


def _is_double(cursor: Cursor, token: Token) -> bool:
    """Whether ``||`` opens a norm: then the next bar is again a double one."""
    if not adjacent(cursor, cursor.at - 1):
        return False
    following = (at for at in range(cursor.at + 1, cursor.end) if cursor.items[at].role == "bar")
    at = next(following, None)
    return at is not None and adjacent(cursor, at) and token.text == "|"


def stacked(cursor: Cursor, token: Token) -> Surface:
    r"""``\overset`` and ``\underset`` over something that is no relation."""
    note = cursor.note()
    following = cursor.items[cursor.at] if cursor.at < cursor.end else None
    inside = following.items if following and following.role in ("group", "loose") else ()
    operator = following if following and following.role == "big" else None
    if len(inside) == 1 and inside[0].role == "big":
        operator = inside[0]
    if operator is not None:
        cursor.at += 1
        below = note if token.style == r"\underset" else None
        return limited(cursor, operator, below, None if below else note)
    content = cursor.argument(token.style)
    return Annotated(cursor.since(token.place), content, token.style.lstrip("\\"), note)


def copies(inside: Sequence[Token]) -> tuple[str, int] | None:
    r"""The operation and the number of factors in ``^{\odot 2}``; None for other exponents."""
    if len(inside) != 2 or inside[0].text not in (r"\odot", r"\otimes") or inside[1].role != "number":
        return None
    count = inside[1].text
    return (inside[0].text, int(count)) if count.isdigit() and 1 < int(count) <= MOST_COPIES else None
