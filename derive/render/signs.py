"""Plain text of terms with the signs of print: ``lambda != 1`` becomes ``λ ≠ 1``."""

import re
from typing import Final

from markupsafe import Markup, escape

from derive.theory.notation_unicode import character_of

_WORD: Final = re.compile(r"[A-Za-z]+")
_SIGNS: Final = {
    "!=": "≠", "<=": "≤", ">=": "≥", "->": "→", "*": "·", " in R": " ∈ ℝ", " - ": " − ", "infinity": "∞",
}  # fmt: skip
_ROOT: Final = re.compile(r"\bsqrt\((?:(\w+)\)|(?=[^()]*\)))")
_SCRIPT: Final = re.compile(r"(?<=[\w)\]])([\^_])(?:\(((?:[^()]|\([^()]*\))*)\)|\{([^{}]*)\}|([\w.∞]+))")


def scripted(text: str) -> Markup:
    """The same with exponents and indices raised and lowered, as HTML."""
    return Markup(_SCRIPT.sub(_raised, str(escape(typographic(text)))))  # noqa: S704  # escaped just here


def _raised(found: re.Match[str]) -> str:
    tag = "sup" if found[1] == "^" else "sub"
    return f"<{tag}>{found[2] or found[3] or found[4]}</{tag}>"


def typographic(text: str) -> str:
    """The text with Greek letters, relation signs and minus signs as they are printed."""
    for plain, printed in _SIGNS.items():
        text = text.replace(plain, printed)
    text = _ROOT.sub(lambda m: f"√{m[1]}" if m[1] else "√(", text)
    text = re.sub(r"(?<![\w)])-(?=[\w(.√])", "−", text)
    return _WORD.sub(_greek, text)


def _greek(word: re.Match[str]) -> str:
    character = character_of("\\" + word[0])
    return character if character is not None and "α" <= character.lower() <= "ω" else word[0]
