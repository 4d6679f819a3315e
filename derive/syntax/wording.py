"""Words in formulas: names of quantities, and notes without their macros."""

import re
from typing import Final

from derive.theory.notation_words import SENTENCE_WORDS

_MOST_WORDS: Final = 4


def is_noun(phrase: str) -> bool:
    """Whether words can name a quantity: letters only, and none of the words that make sentences."""
    words = phrase.replace("-", " ").split()
    return 0 < len(words) <= _MOST_WORDS and all(
        w.isalpha() and w.casefold() not in SENTENCE_WORDS for w in words
    )


def plain_text(text: str) -> str:
    """A note without braces and text macros."""
    return " ".join(re.sub(r"\\(?:text|mathrm|textrm|mbox|small)\b|[{}$~]", " ", text).split())
