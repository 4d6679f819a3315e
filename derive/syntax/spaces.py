"""Spaces between statements, and spaces that mean nothing."""

from typing import Final

from derive.syntax.token import Token

OPERATORS: Final = frozenset(("relation", "noted", "arrow", "additive", "multiplicative", "separator"))
_BEFORE_SPACE: Final = OPERATORS | {"quad", "connective"}
SPACING: Final = frozenset(("quad", "cell", "newline"))
"""Tokens that are spaces between statements, or become such."""


def settled(items: list[Token]) -> list[Token]:
    """The tokens without spaces beside operators, breaks inside brackets, and punctuation at the end."""
    kept: list[Token] = []
    tokens = [t for t in items if t.role != "break"]
    for at, token in enumerate(tokens):
        space = token.role == "quad" and token.style != "text"
        if not space or (kept and kept[-1].role not in _BEFORE_SPACE and _separates(tokens[at + 1 :])):
            kept.append(token)
    return kept


def _separates(rest: list[Token]) -> bool:
    """Whether a space before these tokens parts two statements."""
    if not rest:
        return False
    following = rest[0]
    if following.role == "additive" and following.text in ("+", "-", r"\pm"):
        section = rest[: next((i for i, t in enumerate(rest) if t.role in ("quad", "separator")), len(rest))]
        return any(t.role == "relation" for t in section)
    return following.role not in OPERATORS
