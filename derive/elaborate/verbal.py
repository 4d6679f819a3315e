"""Claims in words: that something is even, increasing, constant, independent of a variable, in a range."""

import re
from dataclasses import dataclass, replace
from typing import Final

from derive.algebra.directions import is_angle
from derive.core.claim import Claim, Hypothesis
from derive.core.derivation import Step
from derive.core.document import Block
from derive.core.sort import FunctionSort
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Juxtaposed, Name, Surface
from derive.core.term import (
    MINUS_ONE,
    Apply,
    Symbol,
    Term,
)
from derive.core.term import replace as substituted
from derive.elaborate.context import Settled, settle
from derive.elaborate.denied import nowhere, somewhere_not
from derive.elaborate.language import Language
from derive.elaborate.links import Setting
from derive.elaborate.names import name_of
from derive.elaborate.pinned import TENTATIVE, free, pins
from derive.elaborate.properties import made_of_functions
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sentences import HERE, Around, Spoken
from derive.elaborate.spoken import proposition_of
from derive.elaborate.terms import begin
from derive.elaborate.verbal_rules import RULES
from derive.syntax.latex import write

_SIGNS: Final = frozenset(("positive", "negative"))
_SERIES: Final = frozenset(("converges", "diverges"))
DENYING: Final = frozenset(("continuous", "differentiable"))
"""Kinds of which the denial is more than a negation, and said by their rules."""
_SAID: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Verbal:
    """A claim in words, how many of the formulas that follow belong to it, and the words behind it."""

    step: Step
    used: int
    rest: str


def verbal_claims(setting: Setting, language: Language, block: Block, around: Around) -> list[Verbal]:
    """The claims in words that the words around a formula make of it: "is even and not increasing"."""
    found: list[Verbal] = []
    denying, denied = language.turns.neither
    place: Around | None = replace(around, after=re.sub(denying, denied, around.after, flags=re.IGNORECASE))
    while place is not None and (claim := verbal_claim(setting, language, block, place)) is not None:
        found.append(claim)
        place = _beside(language, place, claim)
    return found


def _beside(language: Language, around: Around, claim: Verbal) -> Around | None:
    """Where the next claim about the same thing is looked for; None if none is joined to this one."""
    joined = re.match(rf"\s*,?\s*(?:{language.turns.joining})\s+(?=[^\0\s])", claim.rest, re.IGNORECASE)
    if joined is None:
        return None
    tail = claim.rest[joined.end() :]
    verb = "" if re.match(rf"(?:{language.turns.predicating})\b", tail, re.IGNORECASE) else language.turns.be
    return Around(around.bare, f" {verb} {tail}", around.following[claim.used :])


def verbal_claim(setting: Setting, language: Language, block: Block, around: Around) -> Verbal | None:
    """The claim in words that the words around a formula make of it."""
    if block.formula is None or around.is_asked(language):
        return None
    whole = block.formula.rows[0].content
    node = _spoken_of(whole)
    if made_of_functions(setting.scope, node):
        return None
    spoken = around.spoken(language)
    scope = _freed(setting.scope, node)
    perhaps_there = scope is not setting.scope and not isinstance(node, Name)
    setting = replace(setting, scope=scope)
    if spoken is not None:
        if _goes_on(spoken.rest):
            return None
        meant = whole if spoken.states else node
        claim = _about(setting, spoken, meant)
        if claim is None:
            return None
        step = _step(setting, block, claim, _in_words(meant, spoken), tentative=perhaps_there)
        return Verbal(step, spoken.used, spoken.rest)
    for kind, pattern in language.verbal:
        found = re.match(pattern, around.behind, re.IGNORECASE)
        if found is None:
            continue
        named = "\0" in found[0] and bool(around.following)
        rest = around.behind[found.end() :]
        if _goes_on(rest) or ("\0" in found[0] and not named):
            return None
        other = around.following[0].rows[0].content if named else None
        claim = _claim(setting, kind, node, other, denied=found["not"] is not None)
        if claim is None:
            return None
        words = _SAID.sub(" ", found[0].replace("\0", "")).strip()
        latex = f"{write(node)} \\text{{ {words} }}" + (f" {write(other)}" if other is not None else "")
        step = _step(setting, block, claim, latex, tentative=perhaps_there)
        return Verbal(step, int(named), rest)
    return None


def _goes_on(rest: str) -> bool:
    """Whether behind a claim it is said where it holds, in words that were not understood."""
    return (
        re.match(
            r"(?:,?\s*(?:but )?(?:on|in|near|at|over|around|if|iff|when|unless|except|apart|outside|away"
            r"|auf|nahe|bei|im|falls|wenn|genau dann|außer|abseits)"
            r"|\s*(?:but )?(?:only|everywhere|for|nur|überall|für))\b",
            rest,
        )
        is not None
    )


def _step(setting: Setting, block: Block, claim: Claim, latex: str, *, tentative: bool) -> Step:
    step = Step(0, "verbal", block.place, latex, setting.label, setting.display)
    doubt = TENTATIVE if tentative else ""
    return replace(step, claim=claim, assumed=claim.context.assumed, tentative=doubt)


def _freed(scope: Scope, node: Surface) -> Scope:
    """Where something is said of a function, at whatever point something else was set to zero."""
    names = pins(scope)
    if not names or name_of(node) in names:
        return scope
    inner = scope.child()
    free(inner, names)
    return inner


def _in_words(node: Surface, spoken: Spoken) -> str:
    """The words of a claim with its formulas put in."""
    parts = iter((*spoken.parts.values(),))
    pieces = re.split("([\0\1])", spoken.said)
    shown = [
        write(node) if p == HERE else write(next(parts, node)) if p == "\0" else f"\\text{{{p}}}"
        for p in pieces
        if p
    ]
    return " ".join(shown)


def _about(setting: Setting, spoken: Spoken, node: Surface) -> Claim | None:
    reading = begin(setting.scope, node, *spoken.parts.values())
    try:
        proposition = proposition_of(reading, spoken, node)
    except UnreadableError:
        return None
    if proposition is None:
        return None
    denied = spoken.denied and spoken.kind not in DENYING
    pointwise = spoken.kind in _SERIES or (spoken.kind in _SIGNS and _is_number_of(reading, node))
    return _settled(reading, proposition, denied=denied, pointwise=pointwise)


def _spoken_of(node: Surface) -> Surface:
    """In ``f(x) = x^2``, which is even, the left side is spoken of."""
    if isinstance(node, Chain) and node.relations[0].sign in ("=", ":=") and node.terms[0] is not None:
        return node.terms[0]
    return node


def _claim(
    setting: Setting, kind: str, node: Surface, other: Surface | None, *, denied: bool
) -> Claim | None:
    reading = begin(setting.scope, node, *((other,) if other is not None else ()))
    try:
        proposition = RULES[kind](reading, node, other)
    except UnreadableError:
        return None
    if proposition is None:
        return None
    pointwise = kind == "divisible" or (kind in {"even", "odd"} and _is_parity(proposition))
    return _settled(reading, proposition, denied=denied, pointwise=pointwise)


def _is_parity(proposition: Term) -> bool:
    """Whether this says of an integer that it is even or odd."""
    power_of = proposition.children[0] if proposition.children else proposition
    return isinstance(power_of, Apply) and power_of.head == "power" and power_of.children[0] is MINUS_ONE


def _is_number_of(reading: Reading, node: Surface) -> bool:
    """Whether a formula is a number, and neither the name nor the value of a function that was defined."""
    head = node.items[0] if isinstance(node, Juxtaposed) else node.head if isinstance(node, Call) else node
    meaning = reading.meaning(head)[1] if isinstance(head, Name) else None
    return not (isinstance(meaning, Definition) and meaning.parameters)


def _settled(reading: Reading, proposition: Term, *, denied: bool, pointwise: bool = False) -> Claim | None:
    if _speaks_of_unknown(proposition):
        return None
    if not denied:
        settled = _with_copies(settle(reading, (proposition,)), proposition)
        return settled.claim(settled.terms[0])
    if isinstance(proposition, Apply) and proposition.head == "eq":
        settled = _with_copies(settle(reading, (Apply("ne", *proposition.children),)), proposition)
        return settled.claim(settled.terms[0], not_identical=not pointwise)
    settled = _with_copies(settle(reading, (proposition,)), proposition)
    (said,) = settled.terms
    return settled.claim(nowhere(said) if pointwise else somewhere_not(said, settled))


def _with_copies(settled: Settled, proposition: Term) -> Settled:
    return replace(settled, hypotheses=(*settled.hypotheses, *_copied(settled.hypotheses, proposition)))


def _speaks_of_unknown(proposition: Term) -> bool:
    return any(isinstance(s.sort, FunctionSort) and not is_angle(s) for s in proposition.symbols)


def _copied(hypotheses: tuple[Hypothesis, ...], proposition: Term) -> list[Hypothesis]:
    """What is known of ``x`` said of the second value ``x'`` as well."""
    seconds = {s: Symbol(s.name[:-1], s.sort) for s in proposition.symbols if s.name.endswith("'")}
    return [
        replace(h, proposition=substituted(h.proposition, {first: second}))
        for second, first in sorted(seconds.items(), key=lambda pair: pair[0].name)
        for h in hypotheses
        if first in h.proposition.symbols
    ]
