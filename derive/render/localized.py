"""Formulas as they are printed in a language: the words between them, and the decimal mark."""

import re
from typing import Final

_GERMAN: Final = {
    "and": "und", "or": "oder", "for": "für", "where": "wobei", "with": "mit", "since": "da", "if": "falls",
    "unless": "außer", "otherwise": "sonst", "subject to": "unter der Nebenbedingung",
}  # fmt: skip
_JOINT: Final = re.compile(f"<mtext>({'|'.join(_GERMAN)})</mtext>")
_NUMERAL: Final = re.compile(r"<mn>(\d*)\.(\d+)</mn>")
_PLAIN_JOINT: Final = re.compile(rf"\\text\{{( ?)({'|'.join(_GERMAN)})( ?)\}}")
_PLAIN_NUMERAL: Final = re.compile(r"(?<![\w.])(\d*)\.(\d+)(?=e[-+]?\d|(?![\w.]))")
_TUPLE: Final = re.compile(r"\([^()]*\.\d[^()]*\)")


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
