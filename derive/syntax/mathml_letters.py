"""Letters and signs of MathML: which character a name, an accent or an operator becomes."""

import unicodedata
from html import escape
from typing import Final

from derive.theory.notation_unicode import character_of

ACCENTS: Final = {
    "hat": "^", "bar": "\u00af", "tilde": "~", "dot": "\u02d9", "ddot": "\u00a8", "check": "\u02c7",
    "breve": "\u02d8", "ring": "\u02da", "acute": "\u00b4", "grave": "`", "underline": "_", "star": "*",
}  # fmt: skip
VARIANTS: Final = {
    "calligraphic": (0x1D49C, 0x1D4B6),
    "fraktur": (0x1D504, 0x1D51E),
    "bold": (0x1D400, 0x1D41A),
    "blackboard": (0x1D538, 0x1D552),
    "sans": (0x1D5A0, 0x1D5BA),
}
BOLD_GREEK: Final = {"Α": 0x1D6A8, "α": 0x1D6C2}
EXCEPTIONS: Final = dict(zip("𝒝𝒠𝒡𝒣𝒤𝒧𝒨𝒭𝒺𝒼𝓄𝔆𝔋𝔌𝔕𝔝𝔺𝔿𝕅𝕇𝕈𝕉𝕑", "ℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ", strict=True))
BRACKETS: Final = {
    "||": "\u2016\u2016", "floor": "\u230a\u230b", "ceil": "\u2308\u2309", "<": "\u27e8\u27e8",
    ">": "\u27e9\u27e9", "[[": "\u27e6\u27e6", "]]": "\u27e7\u27e7",
}  # fmt: skip
OPERATORS: Final = {
    "sum": "\u2211", "prod": "\u220f", "int": "\u222b", "iint": "\u222c", "iiint": "\u222d",
    "oint": "\u222e", "coprod": "\u2210", "bigcup": "\u22c3", "bigcap": "\u22c2",
    "argmax": "arg\u2009max", "argmin": "arg\u2009min", "limsup": "lim\u2009sup",
    r"\uparrow": "\u2191", r"\downarrow": "\u2193", r"\nearrow": "\u2197", r"\searrow": "\u2198",
    r"\bmod": "mod",
    "liminf": "lim\u2009inf", "expectation": "\U0001d53c", "-": "\u2212", "*": "\u22c5", "|": "\u2223",
}  # fmt: skip
_CLOSE: Final = {"/": ' lspace="0" rspace="0"', "mod": ' lspace="0.25em" rspace="0.25em"'}
UPRIGHT: Final = ("roman", "text", "sans", "mono")


def operator(text: str) -> str:
    """An operator or a relation sign."""
    shown = OPERATORS.get(text) or (character_of(text) if text.startswith("\\") else text) or text
    if shown.startswith("\\"):
        return f"<mi>{escape(shown[1:])}</mi>"
    return f"<mo{_CLOSE.get(shown, '')}>{escape(shown)}</mo>"


def letter(text: str, accents: tuple[str, ...], style: str) -> str:
    r"""A name: ``\sigma``, ``softmax``, ``\mathbb{R}``, with its style but without its accents."""
    plain = character_of(text) if text.startswith("\\") else text
    variant = next((a for a in accents if a in VARIANTS), style)
    if text.startswith("\\mathbb{"):
        plain, variant = text[8:-1], "blackboard"
    shown = _styled(plain or text.lstrip("\\"), variant)
    is_upright = len(shown) == 1 and (style in UPRIGHT or _is_greek_capital(shown))
    kind = ' mathvariant="normal"' if is_upright else ""
    return f"<mi{kind}>{escape(shown)}</mi>"


def _is_greek_capital(character: str) -> bool:
    return unicodedata.name(character, "").startswith("GREEK CAPITAL")


def _styled(plain: str, style: str) -> str:
    if style not in VARIANTS or len(plain) != 1:
        return plain
    if style == "blackboard" and plain.isdecimal():
        return chr(0x1D7D8 + int(plain))
    if style == "bold" and not plain.isascii():
        return _bold_greek(plain)
    if style == "bold" and plain.isdecimal():
        return chr(0x1D7CE + int(plain))
    if not (plain.isascii() and plain.isalpha()):
        return plain
    upper, lower = VARIANTS[style]
    code = upper + ord(plain) - ord("A") if plain.isupper() else lower + ord(plain) - ord("a")
    return EXCEPTIONS.get(chr(code), chr(code))


def _bold_greek(plain: str) -> str:
    """Bold Greek letters stand in the order of the plain ones."""
    for first, bold in BOLD_GREEK.items():
        if 0 <= ord(plain) - ord(first) < 25:
            return chr(bold + ord(plain) - ord(first))
    return plain
