"""Conditions that compare in words: "x is greater than 2", "n is at least 3"."""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from derive.core.source import UnreadableError
from derive.core.surface import Chain, Surface
from derive.elaborate.declarations import declare
from derive.elaborate.language import Language, Role
from derive.elaborate.sayings import introduced
from derive.elaborate.scope import Scope
from derive.syntax.latex import write
from derive.syntax.parser import parse

_NUMBER: Final = r"[-\u2212]?\d+(?:\.\d+)?"
_DECLARING: Final = (Role.DECLARE, Role.ASSUME, Role.WHEN, Role.CONSTRAIN, Role.DEFINE)


class Comparison(NamedTuple):
    """Words between ``begin`` and ``end`` of a sentence that compare formula number ``left`` with a value."""

    begin: int
    end: int
    left: int
    sign: str
    value: str


def take_comparisons(
    scope_of: Callable[[Role], Scope],
    language: Language,
    text: str,
    formulas: Sequence[Surface],
    current: int,
) -> str:
    """Assume what a sentence says in words of the order of formulas; the rest of the text.

    NUL in the text stands for the formulas; the last of a comparison is number ``current`` the first time.
    Only what is introduced or assumed is taken, and no choice between several things; it holds in the scope
    of its role.
    """
    words = "|".join(word for word, _ in language.comparisons)
    text = re.sub(rf"(?<=\0){language.comparing}(?:{words})\s*$", " ", text, flags=re.IGNORECASE)
    compared = _comparisons(language, text, formulas)
    if _offers_a_choice(language, text, compared):
        return text
    for found in reversed(compared):
        place = [m.start() for m in re.finditer("\0", text)][found.left]
        role = language.role(text[:place], display=False)
        if role not in _DECLARING or role is None:
            continue
        new = text.count("\0", 0, found.end) == current + 1
        if not new or _assumed(scope_of(role), formulas[found.left], found):
            text = text[: found.begin] + ("\0" if text[found.end - 1] == "\0" else "") + text[found.end :]
    return text


def _offers_a_choice(language: Language, text: str, compared: list[Comparison]) -> bool:
    """Whether one of several things is said to hold: "x is greater than 2 or y is less than 1"."""
    for found in reversed(compared):
        text = text[: found.begin] + " " + text[found.end :]
    either = "|".join(words for words, sign in language.connectives if sign == r"\lor")
    return re.search(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE) is not None


def _comparisons(language: Language, text: str, formulas: Sequence[Surface]) -> list[Comparison]:
    """The comparisons in a text, each from behind its first formula to the end of its second one."""
    found = []
    for word, sign in language.comparisons:
        others = r"(?:\0\s*(?:,|,?\s*(?:and|or|und|oder))\s*)*" if sign == r"\ne" else ""
        value = rf"(?P<value>\0|{_NUMBER}\b|(?:{_words(language)})\b)"
        pattern = rf"(?<=\0){language.comparing}(?:{word})\s*{others}{value}"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            before, last = (text.count("\0", 0, match.start(k)) for k in (0, "value"))
            shown = formulas[last] if match["value"] == "\0" and last < len(formulas) else None
            if (
                before > len(formulas)
                or isinstance(shown, Chain)
                or (match["value"] == "\0" and shown is None)
            ):
                continue
            said = match["value"] if shown is None else write(shown)
            number = dict(language.numerals).get(said.lower(), said)
            found.append(Comparison(match.start(), match.end(), before - 1, sign, number))
    return sorted(found)


def _words(language: Language) -> str:
    return "|".join(word for word, _ in language.numerals)


def _assumed(scope: Scope, subject: Surface, found: Comparison) -> bool:
    """Whether the comparison could be entered for all names that the subject introduces."""
    value = found.value.replace("\u2212", "-")
    try:
        for name in tuple(introduced(subject)) or (write(subject),):
            declare(scope, parse(f"{name} {found.sign} {value}").rows[0].content)
    except UnreadableError:
        return False
    return True
