"""Verdicts in words: the sentence for a person, conditions, and counterexamples."""

from dataclasses import replace
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.effort import Effort
from derive.core.sort import INTEGER, Sort
from derive.core.term import Apply, Binder, Number, Symbol, Term, subterms
from derive.core.term import replace as replace_symbols
from derive.core.verdict import (
    Assignment,
    ProofTree,
    Proved,
    Refuted,
    Supported,
    Undecided,
    Unreadable,
    Verdict,
)
from derive.prove.certificate import certificate
from derive.prove.indefinite import is_indefinite
from derive.render.absent import in_words
from derive.render.localized import number_in_language
from derive.render.plain import name, plain
from derive.render.report import Counterexample, Finding, Value
from derive.render.tidy import tidy
from derive.syntax.latex import write
from derive.theory.messages import say

LONGEST: Final = 28
_PROCESSES: Final = ("limit(", "integral(", "sum(", "product(")
_COMPARISONS: Final = {"eq": "!=", "ne": "=", "lt": ">=", "le": ">", "gt": "<=", "ge": "<"}
_STATED: Final = frozenset(("implies", "iff"))
_RUNNING: Final = tuple("tsuvw")
_COUNTING: Final = tuple("kjinm")
MOST_ENTRIES: Final = 4
EFFORT_OF_AN_ENTRY: Final = 100_000
_RANGED: Final = frozenset(("sum", "product", "maximum", "minimum", "tabulate"))


def with_certificate(verdict: Verdict, language: str) -> Finding:
    """All that is said about a verdict, with the evidence in the form that can be replayed."""
    found = finding(verdict, language)
    if not isinstance(verdict, Proved | Refuted):
        return found
    return replace(found, certificate=certificate(verdict))


def finding(verdict: Verdict, language: str) -> Finding:
    """All that is said about a verdict, in a language."""
    match verdict:
        case Proved():
            return _proved(verdict, language)
        case Refuted():
            return _refuted(verdict, language)
        case Supported():
            return _supported(verdict, language)
        case Undecided():
            sentence = say(verdict.reason, language, detail=verdict.detail.replace("_", "-"))
            return Finding("undecided", sentence, effort=verdict.effort)
        case Unreadable():
            sentence = say(verdict.diagnostic.code, language, **dict(verdict.diagnostic.values))
            return Finding("unreadable", sentence)


def _proved(verdict: Proved, language: str) -> Finding:
    conditions = tuple(map(plain, verdict.conditions))
    sentence = say("verdict.proved-sentence", language)
    if conditions:
        sentence = say("verdict.proved-conditions", language, conditions=", ".join(conditions))
    if verdict.domain:
        sentence += " " + say(f"verdict.{verdict.domain}", language)
    return Finding(
        "proved",
        sentence,
        method=_method(verdict.tree),
        trust=verdict.trust,
        conditions=conditions,
        conditions_latex=tuple(write(tidy(surface_of(c))) for c in verdict.conditions),
        domain=verdict.domain,
        reasons=tuple(say(f"rule.{rule}", language) for rule in _rules(verdict.tree) if rule != "defined"),
        effort=verdict.effort,
    )


def _method(tree: ProofTree) -> str:
    """The first rule that says more than that both sides are defined."""
    return next((rule for rule in _rules(tree) if rule != "defined"), tree.rule)


def _rules(tree: ProofTree) -> tuple[str, ...]:
    found: dict[str, None] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        found[node.rule] = None
        stack.extend(reversed(node.premises))
    return tuple(found)


def _refuted(verdict: Refuted, language: str) -> Finding:
    holds_if = plain(verdict.holds_if) if verdict.holds_if else None
    counterexample = _counterexample(verdict)
    if verdict.shapes:
        sentence = _misfit(verdict.shapes, language)
    elif verdict.missing:
        sentence = _missing(verdict.missing, language)
    else:
        sentence = in_words(verdict, language) or _sentence(verdict.claim, counterexample, language)
    if holds_if:
        sentence += " " + say("verdict.holds-if", language, condition=holds_if)
    if verdict.cause:
        sentence += " " + say(f"verdict.{verdict.cause}", language)
    return Finding(
        "refuted",
        sentence,
        method="shapes" if verdict.shapes or verdict.missing else "counterexample",
        trust="exact",
        holds_if=holds_if,
        cause=verdict.cause,
        counterexample=counterexample,
        effort=verdict.effort,
    )


def _missing(missing: tuple[Term, Term], language: str) -> str:
    entry, length = missing
    array = plain(entry.children[0])
    return say("verdict.refuted-missing", language, entry=plain(entry), array=array, length=plain(length))


def _misfit(shapes: tuple[str, str], language: str) -> str:
    left, right = (_shape(s, language) for s in shapes)
    row = "verdict.refuted-shapes" if shapes[1] else "verdict.refuted-shape"
    return say(row, language, left=left, right=right)


def _shape(shape: str, language: str) -> str:
    """A shape in words: ``number``, ``K`` and ``d x K`` are what the prover calls them."""
    row = "number" if shape == "number" else "matrix" if " x " in shape else "vector"
    return say(f"verdict.shape-{row}", language, shape=shape)


def _sentence(claim: Claim, example: Counterexample, language: str) -> str:
    row = f"verdict.refuted-{_row(claim.relation, example)}"
    if any(map(is_indefinite, subterms(claim.proposition))):
        row = "verdict.refuted-derivatives"
    if example.left == example.right and claim.relation in ("lt", "gt"):
        row = f"{row}-equal"
    point = number_in_language(example.point, language)
    where = say("verdict.where" if example.assignment else "verdict.everywhere", language, point=point)
    infinite = say("verdict.infinite", language)
    left, right = legible(example)
    if claim.relation == "member":
        left = example.left_decimal or left
    left, right = (number_in_language(s.replace("infinity", infinite), language) for s in (left, right))
    sentence = say(row, language, where=where, left=left, right=right)
    return sentence[0].upper() + sentence[1:]


def _row(relation: str, example: Counterexample) -> str:
    """The sentence for a relation; of statements one holds where the other fails."""
    if relation in _STATED:
        other = example.left_decimal == "false" or example.right_decimal == "true"
        return "stated-other" if other else "stated"
    return relation if relation in _COMPARISONS or relation == "member" else "other"


def legible(example: Counterexample) -> tuple[str, str]:
    """Both sides exactly if a person can take them in at a glance, else both in decimals."""
    exact, decimals = (example.left, example.right), (example.left_decimal, example.right_decimal)
    is_short = max(map(len, exact)) <= LONGEST and not any(
        word in side for side in exact for word in _PROCESSES
    )
    return exact if is_short or not all(decimals) else decimals


def _supported(verdict: Supported, language: str) -> Finding:
    row = "verdict.supported-points" if verdict.source == "points" else "verdict.supported-source"
    sentence = say(row, language, points=verdict.points, digits=verdict.digits, source=verdict.source)
    return Finding("supported", sentence, method=verdict.source, effort=verdict.effort)


def _counterexample(verdict: Refuted) -> Counterexample:
    claim, witness = verdict.claim, verdict.witness
    if verdict.shapes:
        return Counterexample((), *verdict.shapes, "", "", "!=")
    left, right = _sides(verdict)
    by_proof = verdict.tree is not None and not claim.not_identical
    about = (p for p in witness.assignment.values if not by_proof or p[0] in claim.proposition.symbols)
    return Counterexample(
        _assignment(Assignment(tuple(about)), claim),
        plain(left),
        plain(right),
        witness.left_decimal,
        witness.right_decimal,
        _COMPARISONS.get(claim.relation, "!="),
    )


def _sides(verdict: Refuted) -> tuple[Term, Term]:
    """Both sides at the point; in what has no value unknown functions keep their names: ``h(3) = 2``."""
    found = verdict.witness.left, verdict.witness.right
    point: dict[Term, Term] = dict(verdict.witness.assignment.values)
    sides = verdict.claim.proposition.children
    if tuple(replace_symbols(side, point) for side in sides) != found:
        return found
    numbers: dict[Term, Term] = {
        s: v for s, v in point.items() if not (isinstance(v, Binder) and v.kind == "lambda")
    }
    left, right = (replace_symbols(side, numbers) for side in sides)
    return left, right


def _assignment(assignment: Assignment, claim: Claim) -> tuple[tuple[str, Value], ...]:
    dimensions = _dimensions(claim)
    return tuple(
        _function(symbol, value)
        if isinstance(value, Binder) and value.kind == "lambda"
        else (name(symbol.name), _value(value, dimension=symbol in dimensions))
        for symbol, value in assignment.values
    )


def _function(symbol: Symbol, value: Term) -> tuple[str, Value]:
    """``f(t)`` or ``a_k`` for the name of an unknown function, and its value there."""
    letters: list[str] = []
    counts = False
    while isinstance(value, Binder) and value.kind == "lambda":
        counts = value.variable.sort == INTEGER
        taken = {name(s.name) for s in value.symbols} | {*letters, name(symbol.name)}
        letters.append(next((c for c in (_COUNTING if counts else _RUNNING) if c not in taken), "t'"))
        value = value.open(Symbol(letters[-1], value.variable.sort))
    listed = isinstance(value, Binder) and value.kind == "tabulate"
    shown = plain(_written_out(value) if listed else value)
    if counts and len(letters) == 1:
        return f"{name(symbol.name)}_{letters[0]}", shown
    return f"{name(symbol.name)}({', '.join(letters)})", shown


def _written_out(value: Term) -> Term:
    """The value of a function: an array of a few entries with each of them, simplified."""
    if isinstance(value, Binder) and value.kind == "tabulate" and isinstance(value.parameters[0], Number):
        length = int(value.parameters[0].value)
        if length <= MOST_ENTRIES:
            return Apply("vector", *(_written_out(value.open(Number(k + 1))) for k in range(length)))
    return value if isinstance(value, Binder) else canonical(value, Facts(), Effort(EFFORT_OF_AN_ENTRY))


def _dimensions(claim: Claim) -> frozenset[Symbol]:
    """The symbols that count something: in a shape, or as the upper bound of an index."""
    shapes = [d for s in claim.context.symbols if isinstance(s.sort, Sort) for d in s.sort.shape]
    bounds = [
        t.parameters[-1]
        for t in subterms(claim.proposition)
        if isinstance(t, Binder) and t.kind in _RANGED and t.parameters
    ]
    return frozenset(s for t in (*shapes, *bounds) for s in t.symbols)


def _value(value: Term, *, dimension: bool) -> Value:
    if isinstance(value, Apply) and value.head in ("vector", "matrix"):
        return tuple(_value(v, dimension=False) for v in value.children)
    if dimension and isinstance(value, Number) and value.value.denominator == 1:
        return int(value.value)
    return plain(value)
