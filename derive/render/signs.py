"""Plain text of terms with the signs of print: ``lambda != 1`` becomes ``λ ≠ 1``."""

import re
from typing import Final

from markupsafe import Markup, escape

from derive.theory.notation_unicode import character_of

_WORD: Final = re.compile(r"[A-Za-z]+")
_SIGNS: Final = {
    "!=": "≠", "<=": "≤", ">=": "≥", "->": "→", "*": "·", " in R": " ∈ ℝ", " - ": " − ", "infinity": "∞",
}  # fmt: skip
_GERMAN: Final = {
    "and": "und", "or": "oder", "for": "für", "where": "wobei", "with": "mit", "since": "da", "if": "falls",
    "otherwise": "sonst",
}  # fmt: skip
_JOINT: Final = re.compile(f"<mtext>({'|'.join(_GERMAN)})</mtext>")
_NUMERAL: Final = re.compile(r"<mn>(\d*)\.(\d+)</mn>")
_PLAIN_JOINT: Final = re.compile(rf"\\text\{{( ?)({'|'.join(_GERMAN)})( ?)\}}")
_PLAIN_NUMERAL: Final = re.compile(r"(?<![\w.])(\d*)\.(\d+)(?=e[-+]?\d|(?![\w.]))")
_TUPLE: Final = re.compile(r"\([^()]*\.\d[^()]*\)")
_ROOT: Final = re.compile(r"\bsqrt\((?:(\w+)\)|(?=[^()]*\)))")
_SCRIPT: Final = re.compile(r"(?<=[\w)\]])([\^_])(?:\(((?:[^()]|\([^()]*\))*)\)|\{([^{}]*)\}|([\w.∞]+))")


def in_language(page: str, language: str) -> str:
    """A page whose formulas have the words between them, and the decimal mark, of a language."""
    if language != "de":
        return page
    return _NUMERAL.sub(r"<mn>\1,\2</mn>", _JOINT.sub(lambda m: f"<mtext>{_GERMAN[m[1]]}</mtext>", page))


def latex_in_language(latex: str, language: str) -> str:
    """LaTeX of a formula, as it is printed, with the same words and the same decimal mark."""
    if language != "de":
        return latex
    joined = _PLAIN_JOINT.sub(lambda m: rf"\text{{{m[1]}{_GERMAN[m[2]]}{m[3]}}}", latex)
    return _PLAIN_NUMERAL.sub(r"\1{,}\2", joined)


def number_in_language(text: str, language: str) -> str:
    """A number, or a text with numbers in it, with the decimal mark of a language."""
    if language != "de" or not _PLAIN_NUMERAL.search(text):
        return text
    apart = _TUPLE.sub(lambda m: m[0].replace(", ", "; "), text)
    return _PLAIN_NUMERAL.sub(r"\1,\2", apart)


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
