"""German decimals, whose comma may also part two numbers."""

from typing import Final

from derive.syntax.token import Token

_SIGNS_BEFORE: Final = frozenset(("additive", "multiplicative"))


def decimal_commas(items: list[Token], *, fenced: bool = False) -> list[Token]:
    """German decimals: digits, a comma and digits without a space become one number.

    In brackets, where the comma may part two numbers, only behind a sign: ``(x+0,5)``.
    """
    kept: list[Token] = []
    for token in items:
        whole, comma = (kept[-2], kept[-1]) if len(kept) > 1 else (token, token)
        adjacent = whole.place.end == comma.place.start and comma.place.end == token.place.start
        added = len(kept) > 2 and kept[-3].role in _SIGNS_BEFORE
        if (
            token.role == whole.role == "number"
            and comma.text == ","
            and adjacent
            and whole.text.isdigit()
            and token.text.isdigit()
            and (not fenced or (added and whole.text == "0"))
        ):
            del kept[-2:]
            kept.append(Token("number", f"{whole.text}.{token.text}", whole.place.to(token.place)))
        else:
            kept.append(token)
    return kept
