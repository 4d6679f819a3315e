"""Languages of prose: what words before and after a formula say about it, as data, one file a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from derive import registry
from derive.elaborate.array_words import ArrayWords
from derive.elaborate.number_words import kind_of_number
from derive.elaborate.phrase import Phrases
from derive.elaborate.turning import Turns

_PACKAGE: Final = "derive.elaborate.prose"
LONGEST_SENTENCE: Final = 1_000
_WORDS: Final = re.compile(r"[^\W\d_]+")
_AND: Final = re.compile(r"(?:and|und)\s+", re.IGNORECASE)
_COMMA: Final = re.compile(r"(?:,|,?\s(?:and|und|but|aber|yet|jedoch))\s*$")
_STOP: Final = re.compile(r"[,:]\s*$")


class Role(Enum):
    """What a formula does in its sentence."""

    DECLARE = "declare"
    DEFINE = "define"
    ASSUME = "assume"
    WHEN = "when"
    CONSTRAIN = "constrain"
    SOLVE = "solve"
    EQUATION = "equation"
    LOOSE = "loose"
    GOAL = "goal"
    CLAIM = "claim"
    REMARK = "remark"
    DOUBTED = "doubted"


_LISTING: Final = (Role.DECLARE, Role.DEFINE, Role.ASSUME, Role.CONSTRAIN)


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language.

    cues: patterns before a formula with the role they give it; the last one counts, of these the longest.
    fillers: words that may stand between such a cue and its formula.
    after: patterns that, right behind a formula, make of what follows a condition of it.
    unless: the same of a formula that says where something does not hold, pointing: where alone it does.
    exercises, parts: how an exercise and a part of one begin; the group is the label.
    elementwise: how it is said that a function acts on every entry; blanks stand for formulas.
    sorted: that the formula ``sorted`` is the formula ``of`` in order.
    largest, smallest: that the formula before ``said`` is the extreme one of the formula ``of``.
    varying: words before a name that let it be anything, before a set in which it is, behind it.
    posing: words that set up an equation.
    zeroing: words that set something to zero; what they speak of may stand in a group.
    plural: words for several derivatives.
    fulfilling: how it is said that an equation holds of something.
    equation: what an equation to be solved is called.
    reason: words that lead to a reason.
    connectives: words between two formulas that make one statement of them, and their signs.
    quantifying: words behind a formula that say of some, or of all, that it holds.
    consequences: the same between an equation and a value of its unknown.
    conditional: how a sentence begins that states a condition, and then what holds under it.
    place: words that say where something holds.
    being: how it is said what something is.
    copula: what leads from a condition to a statement.
    case: how a paragraph begins that is about one case.
    inverted: verbs with which a condition begins without "if", where "so" or "then" follows it.
    on: what leads from a definition to the set on which it holds.
    beside: what stands between a condition and a further value of a function in pieces.
    otherwise: what says behind a value that it is meant where no condition holds.
    where: what leads from a formula to definitions of names in it.
    eigenvalues: how extreme eigenvalues are named, and what this says of the matrix %A and the number %l.
    arrays: how it is said that something is a matrix or a vector.
    told: words between formulas, and the formulas that they stand for.
    moments: how the mean and the variance of a random variable are stated, NUL for it and for them.
    apart: what numbers are called no two of which are the same; upright: vectors with right angles.
    independent: what random variables are called that are.
    events: what sets of outcomes are called.
    attributes: words about a name, and the formula they stand for, with %s for the name.
    properties: words about a function, and the property that they say; valued: with a formula behind.
    comparing: what may stand between a formula and words that compare it.
    comparisons: words that compare the formula before them with what follows, and their signs.
    numerals: numbers in words.
    kinds: the same about what a name stands for, beside which more may be said.
    substitution: words that exchange the variable of an integral.
    parity: the same of words that only say this of an integer.
    verbal: claims in words: a kind, and what stands between the formula and NUL, if a second one follows.
    unsaid: words before a formula with which what is said of it is asked or supposed, and not claimed.
    spoken: the same around a formula, which is SOH in the pattern.
    existence: how it is said that something exists of which more is said.
    existential: how it is said right before a name, and its quantifier.
    supposing: words before that, by which it is not claimed.
    qualifying: what leads from the name to what holds of it.
    repeated: how it is said that a repeated index is summed over.
    induction: words that show that a statement is proved for one natural number after the other.
    differential: words that show that equations for unknown functions are dealt with.
    imaginary: what the imaginary unit is called.
    laplacian: words that show what a capital delta before a function is.
    shifting: what an operator is called that goes back in time; differencing: one that takes differences.
    doubts: words that may state a condition which is not understood.
    phrases: sentences that claim without a sign.
    turns: words where a text turns to something else.
    equal: how it is said when an inequality is an equality, and the sign between that and the case.
    frequent: words by which the language is recognised.
    """

    name: str
    cues: tuple[tuple[str, Role], ...]
    fillers: str
    after: str
    unless: str
    pointing: str
    exercises: str
    elementwise: str
    sorted: tuple[str, ...]
    largest: str
    smallest: str
    varying: tuple[str, str, str]
    posing: str
    zeroing: str
    plural: str
    equation: str
    fulfilling: str
    reason: str
    connectives: tuple[tuple[str, str], ...]
    consequences: tuple[tuple[str, str], ...]
    quantifying: tuple[tuple[str, str], ...]
    conditional: str
    copula: str
    being: str
    place: str
    case: str
    inverted: str
    on: str
    beside: str
    otherwise: str
    where: str
    attributes: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    valued: tuple[tuple[str, str], ...]
    apart: str
    upright: str
    independent: str
    events: str
    arrays: ArrayWords
    told: tuple[tuple[str, str], ...]
    moments: tuple[str, str]
    eigenvalues: tuple[tuple[str, str], ...]
    comparing: str
    comparisons: tuple[tuple[str, str], ...]
    numerals: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    substitution: str
    parity: tuple[tuple[str, str], ...]
    verbal: tuple[tuple[str, str], ...]
    spoken: tuple[tuple[str, str], ...]
    unsaid: str
    existence: str
    existential: tuple[tuple[str, str], ...]
    supposing: str
    qualifying: str
    repeated: str
    induction: str
    differential: str
    imaginary: str
    laplacian: str
    shifting: str
    differencing: str
    doubts: str
    phrases: Phrases
    turns: Turns
    equal: tuple[tuple[str, str], ...]
    frequent: str

    def role(self, before: str, *, display: bool) -> Role | None:
        """The role of a formula behind this text, which is its sentence so far, with NUL for formulas.

        What makes it no claim must be close by: before a display at once, else with fillers between.
        """
        before = before[-LONGEST_SENTENCE:]
        best = self._last_cue(before)
        if best is None or best[2] in (Role.CLAIM, Role.REMARK, Role.LOOSE, Role.DOUBTED):
            return best[2] if best is not None else None
        gap = _WORDS.findall(before[best[0] :])
        formulas = "\0" in before[best[0] :]
        close = not gap and not formulas if display else all(w.lower() in _words(self.fillers) for w in gap)
        listed = formulas and not display and best[2] in _LISTING and _COMMA.search(before) is not None
        return best[2] if close or listed else None

    def leading(self, before: str) -> Role | None:
        """The role that the last cue gives to what is spoken of behind it, whatever is said of that."""
        best = self._last_cue(before)
        return None if best is None or "\0" in before[best[0] :] else best[2]

    def concludes(self, before: str) -> bool:
        """Whether a sentence has stated its condition, as in "for x > 0:", and what holds may follow."""
        found = re.match(
            rf"(?:[^\0:;]*?\b(?:{self.turns.that}),?\s+)?\W*(?:{self.conditional})(?!\w)",
            before,
            re.IGNORECASE,
        )
        if found is None or self.mentions(Role.ASSUME, found[0]):
            return False
        return "\0" in before and _STOP.search(before) is not None

    @staticmethod
    def has_listed(before: str) -> bool:
        """Whether a sentence has said with what, as in "for x > 0 with x < 1:", before what is said then."""
        return re.search(r"\0[^\0]*\0\s*[,:]\s*\0?$", before) is not None

    def connective(self, words: str) -> str | None:
        """The sign for words that stand alone between two formulas, or None if they are no connective."""
        for pattern, sign in self.connectives:
            if re.fullmatch(rf"\s*,?\s*(?:{pattern}),?\s*", words, re.IGNORECASE):
                return sign
        return None

    def equality(self, words: str) -> str | None:
        """The sign between "equality holds" and the case that words lead to; None for other words."""
        signs = (s for p, s in self.equal if re.search(rf"(?<!\w)(?:{p})\s*$", words, re.IGNORECASE))
        return next(signs, None)

    def quantifier(self, words: str) -> tuple[str, str | None] | None:
        """The quantifier that words between two formulas put behind the first, or None for other words.

        With it comes the set over which it runs, written in LaTeX, if the words name one.
        """
        for pattern, kind in self.quantifying:
            found = re.fullmatch(rf"\s*,?\s*(?:{pattern})\s*", words, re.IGNORECASE)
            if found is not None:
                return kind, kind_of_number(found)
        return None

    def consequence(self, words: str) -> str | None:
        """The sign for words between an equation and a value of its unknown, or None for other words."""
        for pattern, sign in self.consequences:
            if re.fullmatch(rf"\s*,?\s*(?:{pattern})[,:]?\s*", words, re.IGNORECASE):
                return sign
        return None

    def fulfils(self, before: str) -> bool:
        """Whether a sentence says that something satisfies the formula behind it."""
        listed = r"(?:\s+\w+)?\s*(?:\0\s*(?:,|and|und)\s*)*$"
        return re.search(rf"(?<!\w)(?:{self.fulfilling}){listed}", before) is not None

    def names_equation(self, before: str) -> bool:
        """Whether a sentence that leads to a display calls it an equation or a system of them."""
        return re.search(rf"(?<!\w)(?:{self.equation})\s*:?\s*\0?$", before, re.IGNORECASE) is not None

    def sets_up(self, before: str) -> bool:
        """Whether a sentence says that the equation behind it is set up, to be solved."""
        return re.search(rf"(?<!\w)(?:{self.posing})(?!\w)", before, re.IGNORECASE) is not None

    def zeroed(self, before: str) -> tuple[str, int] | None:
        """What a sentence says that it sets to zero, and how many formulas stand before these words."""
        found = re.search(rf"(?<!\w)(?:{self.zeroing})", before, re.IGNORECASE)
        if found is None:
            return None
        group = next((name for name, text in found.groupdict().items() if text), None)
        if group is None:
            return "", before[: found.start()].count("\0")
        return found[group], before[: found.start(group)].count("\0")

    def gives_reason(self, before: str) -> bool:
        """Whether a formula is the reason with which its sentence begins."""
        return re.match(rf"\W*(?:{self.reason})\s*$", before, re.IGNORECASE) is not None

    def opens_case(self, before: str) -> bool:
        """Whether a formula is the condition with which its sentence begins; NUL stands for the formula."""
        pattern = rf"\W*(?:(?:{self.turns.turning})[\s,]+){{0,3}}(?:{self.conditional}){self._called}\s*\0$"
        return re.match(pattern, before, re.IGNORECASE) is not None

    def inverts(self, before: str, behind: str) -> bool:
        """Whether a formula is a condition that its sentence begins with a verb, as in "Ist x > 0, so .."."""
        begins = re.match(rf"\W*(?:{self.inverted})(?:\s+[^\W\d_]+)?\s*$", before, re.IGNORECASE)
        return begins is not None and re.match(r"\s*,?\s*(?:so|dann|then)\b", behind) is not None

    def begins_with_condition(self, text: str) -> bool:
        """Whether a sentence begins with a condition."""
        pattern = rf"\W*(?:{self.conditional}){self._called}\s*\0"
        return re.match(pattern, text, re.IGNORECASE) is not None

    @property
    def _called(self) -> str:
        return rf"(?:\s+(?!(?:{self.turns.adding})\b)[^\W\d_]+){{0,2}}"

    def opens_next_case(self, before: str) -> bool:
        """Whether a formula is a condition in the midst of its sentence, behind another one."""
        pattern = rf"\0[^\0]*[,;]\s*(?:\w+\s+)?(?:{self.conditional}){self._called}\s*\0$"
        return re.search(pattern, before, re.IGNORECASE) is not None

    def quantifies(self, words: str) -> bool:
        """Whether words between two formulas lead to a condition of the first, and to no definition."""
        condition = re.match(rf"\s*,?\s*(?:{self.conditional})(?!\w)", words, re.IGNORECASE)
        return condition is not None and re.fullmatch(self.after, words, re.IGNORECASE) is not None

    def without_condition(self, before: str) -> str | None:
        """A sentence without the condition with which it ends so far; None if it has none."""
        found = re.search(rf"(?<!\w)(?:{self.conditional})\s*\0$", before, re.IGNORECASE)
        return before[: found.start()] if found is not None and "\0" in before[: found.start()] else None

    def mentions(self, role: Role, text: str) -> bool:
        """Whether a cue for the role stands in the text."""
        return any(r is role and pattern.search(text) for pattern, r in _compiled(self.cues))

    @staticmethod
    def tells(pattern: str, text: str) -> bool:
        """Whether the words of a pattern occur in a text."""
        return re.search(pattern, text, re.IGNORECASE) is not None

    def existing(self, before: str) -> str | None:
        """The quantifier with which a text ends in words; None if it does not, or only supposes it."""
        if re.search(rf"(?<!\w)(?:{self.supposing})(?!\w)[^.]*$", before, re.IGNORECASE):
            return None
        for pattern, kind in self.existential:
            if re.search(rf"(?<!\w)(?:{pattern})\s*$", before, re.IGNORECASE):
                return kind
        return None

    def existing_among(self, before: str) -> str | None:
        """The set of what a text that ends so says to exist, written in LaTeX, if the words name one."""
        for pattern, _ in self.existential:
            if found := re.search(rf"(?<!\w)(?:{pattern})\s*$", before, re.IGNORECASE):
                return kind_of_number(found)
        return None

    def qualifies(self, words: str) -> bool:
        """Whether words lead from what exists to what holds of it."""
        return re.fullmatch(rf"\s*,?\s*(?:{self.qualifying})\s*", words, re.IGNORECASE) is not None

    def end_of_existence(self, text: str) -> int | None:
        """Where the words end by which a sentence says that something exists; None if it does not."""
        found = re.search(rf"(?<!\w)(?:{self.existence})(?!\w)", text, re.IGNORECASE)
        return None if found is None else found.end()

    def introduces(self, text: str) -> bool:
        """Whether the formula behind the text is what is said to exist."""
        end = self.end_of_existence(text)
        gap = None if end is None else text[end:]
        return (
            gap is not None
            and "\0" not in gap
            and all(w.lower() in _words(self.fillers) for w in _WORDS.findall(gap))
        )

    def goes_on(self, text: str) -> bool:
        """Whether a paragraph begins with a word that draws a conclusion from the one before."""
        begin = _AND.sub("", text.lstrip(" \t\n*_"), count=1)
        if re.match(rf"(?:{self.turns.afresh}|{self.turns.rejoining})(?!\w)", begin, re.IGNORECASE):
            return False
        return any(r is Role.CLAIM and (m := p.match(begin)) and m.end() for p, r in _compiled(self.cues))

    def _last_cue(self, before: str) -> tuple[int, int, Role] | None:
        best: tuple[int, int, Role] | None = None
        for pattern, role in _compiled(self.cues):
            for found in pattern.finditer(before):
                if role is Role.DOUBTED and before[found.end() :].strip(" \t\n*_:"):
                    continue
                key = (found.end(), found.end() - found.start(), role)
                if best is None or key[:2] > best[:2]:
                    best = key
        return best


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def _compiled(cues: tuple[tuple[str, Role], ...]) -> tuple[tuple[re.Pattern[str], Role], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), role) for pattern, role in cues)


def languages() -> Mapping[str, Language]:
    """All languages by their codes."""
    return registry.discover(_PACKAGE, "LANGUAGE", Language)


def detect(text: str) -> str:
    """The language whose frequent words occur most often; English if none do."""
    words = [w.lower() for w in _WORDS.findall(text)]
    counts = {
        code: sum(w in _words(language.frequent) for w in words) for code, language in languages().items()
    }
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] else "en"
