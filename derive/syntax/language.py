"""Which language a text is written in, as far as formulas are concerned."""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GERMAN: Final = _words("""
    und oder der die das ist sei seien für mit wir gilt folgt daraus also sowie wobei dann zeige zeigen beweis
    aufgabe lösung nach durch nicht eine einer ein auf aus wenn falls alle sind wird damit somit hier reelle
""")
_ENGLISH: Final = _words("""
    and or the is are let for with we hence therefore then show prove that of to from by not a an in on if all
    this where which have can be as thus exercise solution real
""")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MATH: Final = re.compile(r"\$[^$]*\$|\\[A-Za-z]+")


def language_of(text: str) -> str:
    """``de`` or ``en``, by the commonest words outside formulas."""
    words = [w.casefold() for w in _WORD.findall(_MATH.sub(" ", text))]
    german = sum(w in _GERMAN for w in words)
    return "de" if german > sum(w in _ENGLISH for w in words) else "en"
