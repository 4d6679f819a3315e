r"""What is done to both sides, noted behind a bar: ``2x + 3 = 7 \quad | -3``."""

from collections.abc import Sequence
from typing import Final

from derive.syntax.token import Token

_OPERATING: Final = frozenset(("additive", "multiplicative", "colon", "slash", "root", "function", "open"))
_BARS: Final = frozenset(("|", "||", "\\mid"))
_OPENING: Final = frozenset(("begin-group", "open", "left", "begin"))
_CLOSING: Final = frozenset(("end-group", "close", "right", "end"))
_ENDS: Final = frozenset(
    ("number", "letter", "word", "symbol", "close", "end-group", "quad", "cell", "bar", "digit", "prime")
)


def noted_operations(tokens: list[Token]) -> list[Token]:
    """The tokens with every operation that is noted at the end of a row as one remark."""
    if _BARS.isdisjoint([t.text for t in tokens]):
        return tokens
    kept: list[Token] = []
    for row in _rows(tokens):
        at = _operation(row)
        if at is None:
            kept += row
            continue
        note = row[at:] if row[-1].role != "newline" else row[at:-1]
        text = "".join(t.style if t.style.startswith("\\") else t.text for t in note)
        kept += row[:at]
        kept.append(Token("remark", text, note[0].place.to(note[-1].place)))
        kept += row[at + len(note) :]
    return kept


def _is_bar(token: Token) -> bool:
    return token.role == "bar" or (token.role == "relation" and token.text == "\\mid")


def _rows(tokens: Sequence[Token]) -> list[list[Token]]:
    """The rows, each with the line end behind it; what begins or ends an environment is a row of its own."""
    rows: list[list[Token]] = [[]]
    for token in tokens:
        if token.role in ("begin", "end"):
            rows += [[token], []]
            continue
        rows[-1].append(token)
        if token.role == "newline":
            rows.append([])
    return [row for row in rows if row]


def _operation(row: Sequence[Token]) -> int | None:
    """Where the last bar stands if nothing pairs with it and an operation follows a whole relation."""
    depth, bars = 0, []
    for at, token in enumerate(row):
        depth += (token.role in _OPENING) - (token.role in _CLOSING)
        if depth == 0 and _is_bar(token):
            bars.append(at)
    paired = sum(row[at].role == "bar" and row[at].text == row[bars[-1]].text for at in bars) % 2 == 0
    if not bars or (paired and row[bars[-1]].role == "bar"):
        return None
    before, behind = row[: bars[-1]], row[bars[-1] + 1 :]
    related = any(t.role == "relation" for t in before) and before[-1].role in _ENDS
    operates = bool(behind) and behind[0].role in _OPERATING and not any(t.role == "relation" for t in behind)
    return bars[-1] if related and operates else None
