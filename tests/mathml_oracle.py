"""Our MathML beside that of math-core, a translator of LaTeX: both have to show the same characters.

    python mathml_oracle.py

needs math-core (`make mathml` installs it). Only what both read is compared. What a person sees is compared
and not the markup: characters in reading order, without spaces, invisible signs, and the font of letters.
"""

import re
import sys
import unicodedata
from html import unescape

from corpus_formulas import FOLDER, formulas, is_formula, language

from derive.core.source import UnreadableError
from derive.syntax.mathml import formula
from derive.syntax.parser import parse

TAG = re.compile(r"<[^>]*>")
ALIKE = str.maketrans({
    "−": "-", "∣": "|", "‖": "||", "∥": "||", "′": "'", "″": "''", "‴": "'''", "∗": "*", "⋯": "…",
    "ϵ": "ε", "ϕ": "φ", "‾": "¯", "ˉ": "¯", "⟶": "→", "⟹": "⇒", "⟺": "⇔",
    "∼": "~", "˜": "~", "ˆ": "^", "·": "⋅",
})  # fmt: skip
DROPPED = re.compile(r"[\s\u2061-\u2064\u200b\u20d7\u2060]")


def seen(mathml):
    """The characters that are seen, one string."""
    text = unescape(TAG.sub("", re.sub(r"<annotation.*?</annotation>", "", mathml, flags=re.DOTALL)))
    return DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(ALIKE)).translate(ALIKE))


def ours(latex, spoken):
    """What we show, None where we do not read it."""
    try:
        return seen(formula(parse(latex, language=spoken), latex))
    except UnreadableError:
        return None


def theirs(translator, refused, latex):
    """What math-core shows, None where it does not read it."""
    try:
        return seen(translator.convert_with_local_state(latex, displaystyle=True))
    except refused:
        return None


def main():
    """Count, and print what differs; 1 where that is more than a fifth: labels, remarks, row numbers do."""
    from math_core import LatexError, LatexToMathML

    translator = LatexToMathML()
    counts = {"the same": 0, "in another order": 0, "different": 0, "not read by both": 0}
    for path in sorted(FOLDER.glob("*.txt")):
        for latex in (line for line, _ in formulas(path) if is_formula(line)):
            here, there = ours(latex, language(path)), theirs(translator, LatexError, latex)
            kind = _kind(here, there)
            counts[kind] += 1
            if kind == "different":
                sys.stdout.write(f"{latex}\n    {here}\n    {there}\n")
    sys.stdout.write(", ".join(f"{count} {kind}" for kind, count in counts.items()) + "\n")
    return int(counts["different"] * 5 > sum(counts.values()))


def _kind(here, there):
    if here is None or there is None:
        return "not read by both"
    if here == there:
        return "the same"
    return "in another order" if sorted(here) == sorted(there) else "different"


if __name__ == "__main__":
    sys.exit(main())
