"""Refuted implications and equivalences: a lost solution, a sign not turned, one direction only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeGuard

from derive.algebra.presentation import surface_of
from derive.core.derivation import Diagnosis, Step
from derive.core.term import ZERO, Apply, Binder, Symbol, Term, bind
from derive.core.verdict import Proved, Refuted
from derive.prove.decision import Decision
from derive.prove.diagnosis.repair import LIMITS
from derive.syntax.latex import write

TURNED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
OTHER: Final = {"en": "or", "de": "oder"}
AND: Final = {"en": "and", "de": "und"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be right instead: the mistake, the proposition, and how the right side or the whole reads."""

    mistake: str
    proposition: Term
    detail: str
    repair: str


def of_implication(step: Step, verdict: Refuted, language: str) -> Diagnosis | None:
    """The first change that is proved to make an implication or equivalence right, if there is one."""
    claim = verdict.claim
    candidates = _WAYS.get(claim.relation)
    if candidates is None or step.lhs is None or step.rhs is None:
        return None
    for candidate in candidates(step, verdict, language):
        changed = replace(claim, proposition=candidate.proposition)
        if isinstance(Decision(changed, LIMITS, explain=False).verdict(), Proved):
            return Diagnosis(
                candidate.mistake,
                candidate.detail,
                step.rhs_place,
                candidate.repair,
                step.rhs,
                candidate.mistake,
            )
    return _lost_constant(verdict, step) if claim.relation == "implies" else None


def _of_implies(step: Step, verdict: Refuted, language: str) -> Iterator[_Candidate]:
    yield from _other_conclusion(step, verdict, language)
    yield from _lost_zero(step, verdict, language)
    yield from _unknown_sign(step, verdict, language)


def _other_conclusion(step: Step, verdict: Refuted, language: str) -> Iterator[_Candidate]:
    premise, conclusion = verdict.claim.left, verdict.claim.right
    if not isinstance(conclusion, Apply):
        return
    if conclusion.head == "eq" and isinstance(conclusion.children[0], Symbol):
        unknown = conclusion.children[0]
        values = dict(verdict.witness.assignment.values)
        if unknown in values:
            other = Apply("eq", unknown, values[unknown])
            both = Apply("or", conclusion, other)
            shown = write(surface_of(other))
            repair = rf"{step.rhs} \text{{ {OTHER.get(language, OTHER['en'])} }} {shown}"
            yield _Candidate("lost-solution", Apply("implies", premise, both), shown, repair)
    if conclusion.head in TURNED:
        turned = Apply(TURNED[conclusion.head], *conclusion.children)
        shown = write(surface_of(turned))
        yield _Candidate("flipped-inequality", Apply("implies", premise, turned), shown, shown)


def _lost_zero(step: Step, verdict: Refuted, language: str) -> Iterator[_Candidate]:
    """Something that may be zero was divided by."""
    premise, conclusion = verdict.claim.left, verdict.claim.right
    if not (_is_equation(premise) and _is_equation(conclusion)):
        return
    for symbol in sorted(premise.symbols - conclusion.symbols, key=lambda s: s.name):
        zero = Apply("eq", symbol, ZERO)
        shown = write(surface_of(zero))
        repair = rf"{shown} \text{{ {OTHER.get(language, OTHER['en'])} }} {step.rhs}"
        yield _Candidate("lost-zero", Apply("implies", premise, Apply("or", zero, conclusion)), shown, repair)


def _unknown_sign(step: Step, verdict: Refuted, language: str) -> Iterator[_Candidate]:
    """An inequality was multiplied or squared, without regard to a sign."""
    premise, conclusion = verdict.claim.left, verdict.claim.right
    if not isinstance(conclusion, Apply) or conclusion.head not in TURNED:
        return
    for symbol in sorted(conclusion.symbols, key=lambda s: s.name):
        positive = Apply("lt", ZERO, symbol)
        shown = f"{write(surface_of(symbol))} > 0"
        both = Apply("implies", Apply("and", premise, positive), conclusion)
        joint = AND.get(language, AND["en"])
        repair = rf"{step.lhs} \text{{ {joint} }} {shown} \Rightarrow {step.rhs}"
        yield _Candidate("unknown-sign", both, shown, repair)


def _lost_constant(verdict: Refuted, step: Step) -> Diagnosis | None:
    """``f' = g`` leads to ``f = G + C`` where ``G' = g``; the C is missing."""
    premise, conclusion = verdict.claim.left, verdict.claim.right
    if not (_is_equation(premise) and _is_equation(conclusion)):
        return None
    slope, right = premise.children
    function, value = conclusion.children
    if not isinstance(slope, Binder) or slope.kind != "derivative" or len(slope.parameters) != 1:
        return None
    (x,) = slope.parameters
    if not isinstance(x, Symbol) or slope.open(x) is not function:
        return None
    check = replace(verdict.claim, proposition=Apply("eq", bind("derivative", x, value, x), right))
    if not isinstance(Decision(check, LIMITS, explain=False).verdict(), Proved):
        return None
    return Diagnosis("lost-constant", "+ C", step.rhs_place, None, step.rhs or "", "lost-constant")


def _is_equation(term: Term) -> TypeGuard[Apply]:
    return isinstance(term, Apply) and term.head == "eq"


def _of_iff(step: Step, verdict: Refuted, _: str) -> Iterator[_Candidate]:
    left, right = verdict.claim.left, verdict.claim.right
    for sign, sides in ((r"\Rightarrow", (left, right)), (r"\Leftarrow", (right, left))):
        repair = f"{step.lhs} {sign} {step.rhs}"
        yield _Candidate("one-direction", Apply("implies", *sides), sign, repair)


_WAYS: Final = {"implies": _of_implies, "iff": _of_iff}
