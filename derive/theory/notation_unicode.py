"""Characters beyond ASCII as the LaTeX they stand for."""

import unicodedata
from functools import cache
from typing import Final

_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕϖϱς",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Upsilon",
            "Phi",
            "Psi",
            "Omega",
            "epsilon",
            "theta",
            "phi",
            "pi",
            "rho",
            "sigma",
        ],
        strict=True,
    )
)
_MACROS: Final = {
    "≤": "le", "≦": "le", "⩽": "le", "≥": "ge", "≧": "ge", "⩾": "ge", "≠": "ne", "≈": "approx", "≡": "equiv",
    "∈": "in", "∉": "notin", "∋": "ni", "⊂": "subset", "⊆": "subseteq", "⊃": "supset", "⊇": "supseteq",
    "∼": "sim", "∝": "propto", "→": "to", "⟶": "to", "←": "leftarrow", "↦": "mapsto", "⇒": "Rightarrow",
    "⟹": "Rightarrow", "⇐": "Leftarrow", "⇔": "Leftrightarrow", "⟺": "Leftrightarrow",
    "⟂": "perp", "⊥": "perp",
    "≅": "cong", "≃": "simeq", "≪": "ll", "≫": "gg", "∥": "parallel", "↝": "rightsquigarrow",
    "≔": "coloneqq",
    "±": "pm", "∓": "mp", "·": "cdot", "⋅": "cdot", "×": "times", "÷": "div", "⊙": "odot", "⊗": "otimes",
    "∩": "cap", "∪": "cup", "∘": "circ", "⊕": "oplus", "∖": "setminus", "∧": "land", "∨": "lor", "¬": "neg",
    "∀": "forall", "∃": "exists", "∴": "therefore", "∵": "because", "∞": "infty", "∂": "partial",
    "∇": "nabla",
    "∑": "sum", "∏": "prod", "∫": "int", "∬": "iint", "∮": "oint", "√": "sqrt", "∅": "emptyset", "ℓ": "ell",
    "…": "dots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "⟨": "langle", "⟩": "rangle", "⌊": "lfloor",
    "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil", "‖": "|", "∣": "mid", "†": "dagger", "⊤": "top", "ħ": "hbar",
    "□": "square", "■": "blacksquare", "✓": "checkmark", "∎": "qed", "°": "degree", "µ": "mu",
}  # fmt: skip
_PLAIN: Final = {
    "−": "-",
    "–": "-",
    "∗": "*",
    "⁎": "*",
    "′": "'",
    "″": "''",
    "‴": "'''",
    "’": "'",
    "∕": "/",
    "⁄": "/",
}
SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", "0123456789+-=()niT", strict=True))
SUBSCRIPTS: Final = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789+-=()aeoxhklmnpstijruv", strict=True)
)
CIRCLED: Final = {c: str(i) for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
SPACES: Final = frozenset(
    "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2061\u2062"
)

_STYLES: Final = (
    ("DOUBLE-STRUCK", r"\mathbb"),
    ("BLACK-LETTER", r"\mathfrak"),
    ("FRAKTUR", r"\mathfrak"),
    ("SCRIPT", r"\mathcal"),
    ("BOLD", r"\mathbf"),
)


@cache
def latex_of(character: str) -> str | None:
    """The LaTeX for one character; None for a character that has no place in a formula."""
    if character in _GREEK:
        return "\\" + _GREEK[character]
    if character in _MACROS:
        return "\\" + _MACROS[character]
    return _PLAIN.get(character) or _styled_letter(character)


def _styled_letter(character: str) -> str | None:
    """A mathematical letter such as a bold x or the R of the reals."""
    plain = unicodedata.normalize("NFKC", character)
    title = unicodedata.name(character, "")
    if len(plain) != 1 or plain == character or title.startswith("FULLWIDTH"):
        return None
    letter = plain if plain.isascii() else "\\" + _GREEK.get(plain, "")
    if not (letter.isalnum() or letter.startswith("\\")) or letter == "\\":
        return None
    font = next((macro for word, macro in _STYLES if word in title), "")
    return f"{font}{{{letter}}}" if font else letter


_CHARACTERS: Final = {
    "\\" + macro: c for table in (_MACROS, _GREEK) for c, macro in reversed(table.items())
} | {rf"\mathbb{{{letter}}}": c for letter, c in zip("RNZQCEP1", "ℝℕℤℚℂ𝔼ℙ𝟙", strict=True)}


def character_of(macro: str) -> str | None:
    r"""The character that a macro such as ``\alpha`` or ``\le`` stands for; None where there is none."""
    return _CHARACTERS.get(macro)
