"""Factors that can be nothing but a number or a letter with a script: most of them are."""

from typing import Final

from derive.core.surface import Empty, Scripted, Surface
from derive.syntax.commands import single
from derive.syntax.cursor import DEPTH_LIMIT, SPLICED, Cursor
from derive.syntax.token import Token

SCRIPTS: Final = frozenset(("sup", "sub", "primes"))
BEHIND: Final = SCRIPTS | {"postfix", "multiplicative"}
STARS: Final = frozenset(("*", r"\star"))
_NO_SCRIPT: Final = STARS | {r"\circ"}
_RAISING: Final = frozenset(("sup", "sub"))
LEAVES: Final = frozenset(("number", "letter", "symbol"))
_CLOSE_BEHIND: Final = BEHIND | SPLICED | {"number"}
_BEHIND_SCRIPT: Final = _CLOSE_BEHIND - {"multiplicative"}
_BRACED: Final = frozenset(("group", "index", "loose"))


def plain_factor(cursor: Cursor) -> Surface | None:
    """A number or a letter with at most one script behind it; None where it could be more than that."""
    items, at, end = cursor.items, cursor.at, cursor.end
    if at >= end or items[at].role not in LEAVES or cursor.depth >= DEPTH_LIMIT:
        return None
    following = items[at + 1].role if at + 1 < end else ""
    if following not in _CLOSE_BEHIND or (following == "multiplicative" and items[at + 1].text != "*"):
        cursor.at = at + 1
        return single(items[at])
    if following not in _RAISING or at + 2 >= end or items[at].text == "D":
        return None
    script = plain_script(items[at + 2])
    if script is None or (at + 3 < end and items[at + 3].role in _BEHIND_SCRIPT):
        return None
    cursor.at = at + 3
    place = items[at].place.to(items[at + 2].place)
    if following == "sub":
        return Scripted(place, single(items[at]), script)
    return Scripted(place, single(items[at]), None, script)


def plain_script(token: Token) -> Surface | None:
    """The script that a token is if nothing but that can be meant by it."""
    inside = token.items[0] if token.role in _BRACED else token
    if inside.role == "primes" or inside.text in _NO_SCRIPT or token.error is not None:
        return None
    if token.role in _BRACED:
        return None if isinstance(token.node, Empty) else token.node
    if token.role not in LEAVES or (token.role == "number" and len(token.text) > 1):
        return None
    return single(token)
