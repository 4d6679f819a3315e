"""The sentence around a formula: what a pattern finds in it, and values and conditions from its formulas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from derive.core.sort import REAL
from derive.core.surface import Chain, Formula, Name, Surface
from derive.core.term import Apply, Symbol, Term, bind, replace
from derive.elaborate.application import head_of
from derive.elaborate.arrays import shape
from derive.elaborate.described import says
from derive.elaborate.language import Language
from derive.elaborate.reading import Reading

HERE: Final = "\1"
_VERB: Final = re.compile(r"(?<!\w)(ist|hat|besitzt)(?: die Matrix| die Funktion)?\s*$")
Value = tuple[Term, Symbol]


class Spoken:
    """What a sentence says: a kind, the formulas named in it, and how many of those behind it are meant."""

    def __init__(self, kind: str, found: re.Match[str], following: Sequence[Formula]) -> None:
        """Take the formulas that the groups of a match stand for."""
        self.kind, self.denied = kind, any(found.groupdict().get(k) for k in ("not", "not2"))
        behind = found.string.index(HERE)
        self.parts: dict[str, Surface] = {}
        self.words = {k: v.strip().lower() for k, v in found.groupdict().items() if v and v != "\0"}
        for name, value in found.groupdict().items():
            if value == "\0":
                position = found.string.count("\0", behind, found.start(name))
                self.parts[name.rstrip("2")] = following[position].rows[0].content
        self.used = found.string.count("\0", behind, found.end())
        self.said, self.rest = found[0], found.string[found.end() :]

    @property
    def states(self) -> bool:
        """Whether the formula is a statement of which it is said when it holds."""
        return self.kind in STATED


@dataclass(frozen=True, slots=True)
class Around:
    """The sentence around a formula: words before and after it, NUL for the formulas, those that follow."""

    before: str
    after: str
    following: tuple[Formula, ...]

    @property
    def behind(self) -> str:
        """The words behind the formula, with spaces around the others; a verb before it is put behind it."""
        verb = _VERB.search(self.before)
        return (f" {verb[1]} " if verb is not None else " ") + _spaced(self.after)

    @property
    def bare(self) -> str:
        """The words before the formula without a verb that belongs behind it."""
        verb = _VERB.search(self.before)
        return self.before if verb is None else self.before[: verb.start()]

    def is_asked(self, language: Language) -> bool:
        """Whether what is said of the formula is asked or supposed, and not claimed."""
        cues = re.search(rf"(?<![\w-])(?:{language.unsaid})(?!\w)[^\0]*$", self.before, re.IGNORECASE)
        return cues is not None or "?" in self.after

    def spoken(self, language: Language) -> Spoken | None:
        """What the words say of the formula."""
        text = _spaced(self.before + HERE + self.after)
        verb = _VERB.search(self.before)
        turned = text if verb is None else _spaced(f"{self.bare}{HERE} {verb[1]} {self.after}")
        for kind, pattern in language.spoken:
            found = re.search(pattern, text, re.IGNORECASE) or re.search(pattern, turned, re.IGNORECASE)
            if found is not None and _reach(found) <= len(self.following):
                return Spoken(kind, found, self.following)
        return None


def _reach(found: re.Match[str]) -> int:
    """How many of the formulas behind this one a match goes over."""
    return found.string.count("\0", found.string.index(HERE), found.end())


def _spaced(text: str) -> str:
    return " ".join(text.replace("\0", " \0 ").replace(HERE, f" {HERE} ").split()).replace("\0 ,", "\0,")


STATED: Final = frozenset(("solution-set", "solutions", "solution-count"))


def value_of(reading: Reading, node: Surface) -> Value | None:
    """The value that a formula gives, and its only variable."""
    head = head_of(reading, node) if isinstance(node, Name) else None
    if head is not None:
        x = reading.loose("x", REAL)
        return head.to(reading, (x,), node.place), x
    value = reading.term(node)
    numbers = [s for s in sorted(value.symbols, key=lambda s: s.name) if s.sort == REAL]
    named = [s for s in numbers if s.name in ("x", "t", "z", "u", "y", "s")]
    chosen = numbers if len(numbers) == 1 else named
    return (value, chosen[0]) if len(chosen) == 1 and not shape(value) else None


def place_of(node: Surface) -> Surface:
    """The value in ``x = 1``."""
    return node.terms[1] if isinstance(node, Chain) and node.terms[1] is not None else node


def inside(reading: Reading, node: Surface, variable: Symbol, element: Term) -> Term:
    """That an element is in a set, or satisfies a condition that names the variable."""
    if isinstance(node, Chain):
        return replace(reading.term(node), {variable: element})
    return says(reading, node, element)


def within_of(
    reading: Reading, spoken: Spoken, variable: Symbol, element: Term | None = None
) -> tuple[Term, ...]:
    """That the variable, or another element, is where the sentence speaks of; nothing if it does not say."""
    on = spoken.parts.get("on")
    return () if on is None else (inside(reading, on, variable, variable if element is None else element),)


def implied(conditions: tuple[Term, ...], said: Term) -> Term:
    """What is said under conditions."""
    if not conditions:
        return said
    return Apply("implies", conditions[0] if len(conditions) == 1 else Apply("and", *conditions), said)


def existing(variable: Symbol, conditions: tuple[Term, ...], said: Term) -> Term:
    """That there is a value under conditions of which something is said."""
    return bind("exists", variable, Apply("and", *conditions, said) if conditions else said)
