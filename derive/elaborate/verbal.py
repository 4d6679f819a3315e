"""Claims in words: that something is even, increasing, constant, independent of a variable, in a range."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from derive.algebra.directions import is_angle
from derive.core.claim import Claim, Hypothesis
from derive.core.derivation import Step
from derive.core.document import Block
from derive.core.sort import INTEGER, Field, FunctionSort, Sort
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Fence, Juxtaposed, Name, Relation, Surface
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    fresh,
    negative,
    power,
    subterms,
)
from derive.core.term import replace as substituted
from derive.elaborate.application import head_of
from derive.elaborate.arrays import shape, transpose
from derive.elaborate.congruences import divisible
from derive.elaborate.context import Settled, settle
from derive.elaborate.denied import nowhere, somewhere_not
from derive.elaborate.language import Language
from derive.elaborate.links import Setting
from derive.elaborate.names import name_of
from derive.elaborate.pinned import TENTATIVE, free, pins
from derive.elaborate.properties import made_of_functions
from derive.elaborate.propositions import relation
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sentences import HERE, Around, Spoken, inside
from derive.elaborate.spoken import proposition_of
from derive.elaborate.terms import begin
from derive.syntax.latex import write

_SIGNS: Final = frozenset(("positive", "negative"))
_SERIES: Final = frozenset(("converges", "diverges"))
DENYING: Final = frozenset(("continuous", "differentiable"))
"""Kinds of which the denial is more than a negation, and said by their rules."""
_SAID: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of: a value, and the variable that it depends on, if it is one."""

    value: Term
    variable: Symbol | None

    def at(self, other: Term) -> Term:
        """The value for another value of the variable."""
        return substituted(self.value, {self.variable: other}) if self.variable is not None else self.value


def verbal_claim(
    setting: Setting, language: Language, block: Block, around: Around
) -> tuple[Step, int] | None:
    """The claim in words that the words around a formula make of it.

    With it comes how many of the formulas that follow belong to it.
    """
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
        return (
            None
            if claim is None
            else (
                _step(setting, block, claim, _in_words(meant, spoken), tentative=perhaps_there),
                spoken.used,
            )
        )
    for kind, pattern in language.verbal:
        found = re.match(pattern, around.behind, re.IGNORECASE)
        if found is None:
            continue
        named = "\0" in found[0] and bool(around.following)
        if _goes_on(around.behind[found.end() :]) or ("\0" in found[0] and not named):
            return None
        other = around.following[0].rows[0].content if named else None
        claim = _claim(setting, kind, node, other, denied=found["not"] is not None)
        if claim is None:
            return None
        words = _SAID.sub(" ", found[0].replace("\0", "")).strip()
        latex = f"{write(node)} \\text{{ {words} }}" + (f" {write(other)}" if other is not None else "")
        return _step(setting, block, claim, latex, tentative=perhaps_there), int(named)
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
        proposition = _RULES[kind](reading, node, other)
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


def _subject(reading: Reading, node: Surface, by: Surface | None = None) -> Subject | None:
    """The value that a formula gives, and its only variable, or the one named."""
    if by is not None:
        variable = reading.term(by)
        value = reading.term(node)
        return Subject(value, variable) if isinstance(variable, Symbol) and _is_number(variable) else None
    head = head_of(reading, node) if isinstance(node, Name) else None
    if head is not None:
        variable = fresh("x", Sort(Field.REAL))
        reading.symbols.setdefault("x", variable)
        return Subject(head.to(reading, (variable,), node.place), variable)
    value = reading.term(node)
    argument = _argument(node)
    variables = (
        [reading.term(argument)] if argument is not None else sorted(value.symbols, key=lambda s: s.name)
    )
    if len(variables) != 1 or not isinstance(variables[0], Symbol) or not _is_number(variables[0]):
        return None
    return Subject(value, variables[0]) if value is not variables[0] else None


def _argument(node: Surface) -> Name | None:
    pair = (
        node.items
        if isinstance(node, Juxtaposed)
        else (node.head, node.argument)
        if isinstance(node, Call)
        else ()
    )
    if len(pair) != 2 or not isinstance(pair[1], Fence) or len(pair[1].items) != 1:
        return None
    argument = pair[1].items[0]
    return argument if isinstance(argument, Name) else None


def _is_number(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and not symbol.sort.shape


Rule = Callable[[Reading, Surface, Surface | None], Term | None]


def _reflected(sign: int) -> Rule:
    """``f(-x) = f(x)``, or ``-f(x)``."""

    def rule(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
        subject = _subject(reading, node)
        if subject is None or subject.variable is None or shape(subject.value):
            return None
        value = subject.value if sign > 0 else negative(subject.value)
        return Apply("eq", subject.at(negative(subject.variable)), value)

    return rule


def _ordered(head: str) -> Rule:
    """``x < y`` implies that the values stand in a relation."""

    def rule(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
        subject = _subject(reading, node)
        if subject is None or subject.variable is None or shape(subject.value):
            return None
        if subject.variable.sort == INTEGER:
            later = Apply(head, subject.value, subject.at(add(subject.variable, ONE)))
            within = None if other is None else inside(reading, other, subject.variable, subject.variable)
            return later if within is None else Apply("implies", within, later)
        second = Symbol(f"{subject.variable.name}'", subject.variable.sort)
        after = Apply(head, subject.value, subject.at(second))
        earlier = Apply("lt", subject.variable, second)
        if other is None:
            return Apply("implies", earlier, after)
        both = (inside(reading, other, subject.variable, v) for v in (subject.variable, second))
        return Apply("implies", Apply("and", *both, earlier), after)

    return rule


def _constant(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node, other)
    if subject is None or subject.variable is None:
        return None
    return Apply("eq", subject.value, subject.at(Symbol(f"{subject.variable.name}'", subject.variable.sort)))


def _parity(sign: int) -> Rule:
    """An integer is even if -1 to its power is 1; of other things the same words speak of functions."""
    of_functions = _reflected(sign)

    def rule(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
        with suppress(UnreadableError):
            value = reading.term(node)
            if value.symbols and all(s.sort == INTEGER for s in value.symbols):
                whole = all(isinstance(t, Number | Symbol) or _keeps_whole(t) for t in subterms(value))
                return Apply("eq", power(MINUS_ONE, value), Number(sign)) if whole else None
        return of_functions(reading, node, other)

    return rule


def _keeps_whole(term: Term) -> bool:
    """Whether an operation makes integers of integers."""
    if not isinstance(term, Apply) or not all(
        t.value.denominator == 1 for t in term.children if isinstance(t, Number)
    ):
        return False
    exponent = term.children[1] if term.head == "power" else ZERO
    return term.head in {"add", "multiply", "power"} and isinstance(exponent, Number) and exponent.value >= 0


def _divisible(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    return None if other is None else Apply("eq", divisible(reading, node, other), ZERO)


def _periodic(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node)
    if subject is None or subject.variable is None or other is None:
        return None
    return Apply("eq", subject.at(add(subject.variable, reading.term(other))), subject.value)


def _symmetric(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
    value = reading.term(node)
    if len(shape(value)) != 2 or isinstance(value, Symbol):
        return None
    return Apply("eq", transpose(value), value)


def _in_range(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node)
    if subject is None or other is None:
        return None
    inside = relation(reading, (node, other), Relation(node.place, "\\in"))
    members = [t for t in subterms(inside) if isinstance(t, Apply) and t.head == "member"]
    return Apply("member", subject.value, members[0].children[1]) if len(members) == 1 else None


def _invariant(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    r"""``f(x)`` is invariant under ``x \\to x + c``."""
    if not isinstance(other, Chain) or [r.sign for r in other.relations] not in (["\\to"], ["\\mapsto"]):
        return None
    old, new = (reading.term(t) for t in other.terms if t is not None)
    value = reading.term(node)
    if not isinstance(old, Symbol) or old not in value.symbols or shape(old) != shape(new):
        return None
    return Apply("eq", substituted(value, {old: new}), value)


_RULES: Final[dict[str, Rule]] = {
    "even": _parity(1),
    "odd": _parity(-1),
    "increasing": _ordered("le"),
    "strictly-increasing": _ordered("lt"),
    "decreasing": _ordered("ge"),
    "strictly-decreasing": _ordered("gt"),
    "constant": _constant,
    "independent": _constant,
    "periodic": _periodic,
    "symmetric": _symmetric,
    "range": _in_range,
    "invariant": _invariant,
    "divisible": _divisible,
}
