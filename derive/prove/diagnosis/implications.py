"""Refuted implications and equivalences: a lost solution, a sign not turned, one direction only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from derive.algebra.presentation import surface_of
from derive.core.derivation import Diagnosis, Step
from derive.core.term import Apply, Symbol, Term
from derive.core.verdict import Proved, Refuted
from derive.prove.decision import Decision
from derive.prove.diagnosis.repair import LIMITS
from derive.syntax.latex import write

TURNED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
OTHER: Final = {"en": "or", "de": "oder"}


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
    return None


def _of_implies(step: Step, verdict: Refuted, language: str) -> Iterator[_Candidate]:
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


def _of_iff(step: Step, verdict: Refuted, _: str) -> Iterator[_Candidate]:
    left, right = verdict.claim.left, verdict.claim.right
    for sign, sides in ((r"\Rightarrow", (left, right)), (r"\Leftarrow", (right, left))):
        repair = f"{step.lhs} {sign} {step.rhs}"
        yield _Candidate("one-direction", Apply("implies", *sides), sign, repair)


_WAYS: Final = {"implies": _of_implies, "iff": _of_iff}
