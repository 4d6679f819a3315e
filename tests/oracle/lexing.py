"""Tokens of LaTeX formulas."""

import re

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|[A-Za-z]|\S", re.DOTALL)
IGNORED = {
    "\\,", "\\;", "\\!", "\\:", "\\ ", "\\quad", "\\qquad", "\\left", "\\right", "\\displaystyle",
    "\\big", "\\Big", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\limits", "~",
}  # fmt: skip
SAME = {
    "\\leq": "\\le", "\\geq": "\\ge", "\\neq": "\\ne", "\\implies": "\\Rightarrow",
    "\\iff": "\\Leftrightarrow",
    "\\tfrac": "\\frac", "\\dfrac": "\\frac", "\\varepsilon": "\\epsilon", "\\top": "\\intercal",
    "\\vert": "|",
    "\\lvert": "|", "\\rvert": "|", "\\lVert": "\\|", "\\rVert": "\\|", "\\Vert": "\\|",
    "\\dbinom": "\\binom",
    "\\lbrace": "\\{", "\\rbrace": "\\}", "\\ast": "*", "\\to": "\\to", "\\rightarrow": "\\to",
}  # fmt: skip
WORD = re.compile(
    r"\\(operatorname|mathrm|text|mathbb|mathbf|boldsymbol|mathcal|begin|end)\*?\s*\{([^{}]*)\}"
)


class ReadError(ValueError):
    """The oracle does not know this notation."""


def tokens(latex: str) -> list[str]:
    """The tokens; words in ``\\operatorname{..}`` and the like are one token ``kind:word``."""
    found: list[str] = []
    position = 0
    while position < len(latex):
        word = WORD.match(latex, position)
        if word:
            found.append(f"{word[1]}:{word[2].strip()}")
            position = word.end()
            continue
        match = TOKEN.match(latex, position)
        if not match:
            position += 1
            continue
        if match[0] not in IGNORED:
            found.append(SAME.get(match[0], match[0]))
        position = match.end()
    return found
