"""Plain text of terms with the signs of print: ``lambda != 1`` becomes ``λ ≠ 1``."""

import re
from typing import Final

from derive.theory.notation_unicode import character_of

_WORD: Final = re.compile(r"[A-Za-z]+")
_SIGNS: Final = {
    "!=": "≠", "<=": "≤", ">=": "≥", "->": "→", "*": "·", " in R": " ∈ ℝ", " - ": " − ", "infinity": "∞",
}  # fmt: skip


def typographic(text: str) -> str:
    """The text with Greek letters, relation signs and minus signs as they are printed."""
    for plain, printed in _SIGNS.items():
        text = text.replace(plain, printed)
    text = re.sub(r"(?<![\w)])-(?=[\w(.])", "−", text)
    return _WORD.sub(_greek, text)


def _greek(word: re.Match[str]) -> str:
    character = character_of("\\" + word[0])
    return character if character is not None and "α" <= character.lower() <= "ω" else word[0]
