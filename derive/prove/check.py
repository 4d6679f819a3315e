"""Deciding claims, one by one and as the steps and conclusions of a derivation."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.derivation import Chain, CheckedDerivation, Derivation, Step
from derive.core.term import Apply, subterms
from derive.core.verdict import Proved, Refuted, Supported, Undecided, Unreadable, Verdict
from derive.prove.decision import Decision
from derive.prove.diagnosis.diagnose import diagnosed
from derive.prove.diagnosis.following import followed
from derive.prove.diagnosis.misreading import reread
from derive.prove.indefinite import is_indefinite
from derive.prove.independent import without_assumptions
from derive.prove.limits import DEFAULT, Limits
from derive.prove.propositions import conjunction

MOST_LEMMAS: Final = 24


def decide(claim: Claim, limits: Limits = DEFAULT, *, explain: bool = True) -> Verdict:
    """The verdict on one claim.

    Without ``explain`` a refutation has the first counterexample that was met instead of the simplest one,
    and neither the values there nor what the claim would hold under.
    """

    def decided(one: Claim, within: Limits) -> Verdict:
        return Decision(one, within, explain=explain).verdict()

    return without_assumptions(claim, decided(claim, limits), limits, decided)


def check(
    derivation: Derivation, limits: Limits = DEFAULT, *, by: Callable[[Claim, Limits], Verdict] = decide
) -> CheckedDerivation:
    """The derivation with a verdict for each step that asserts something, and for each chain's conclusion.

    ``by`` decides a claim; it may remember verdicts from derivation to derivation, and nothing else.
    """
    checker = _Checker(derivation, limits, by)
    verdicts = tuple(map(checker.step, derivation.steps))
    conclusions = tuple(checker.conclusion(chain, verdicts) for chain in derivation.chains)
    verdicts, misread = reread(derivation, verdicts)
    diagnoses = tuple(misread.get(k, d) for k, d in enumerate(diagnosed(derivation, verdicts)))
    return CheckedDerivation(derivation, verdicts, conclusions, diagnoses, followed(derivation, verdicts))


@dataclass(slots=True)
class _Checker:
    """Decides the claims of a derivation in order; what is proved may be used by what follows."""

    derivation: Derivation
    limits: Limits
    by: Callable[[Claim, Limits], Verdict] = decide
    _proved: list[Proved] = field(default_factory=list)
    _known: dict[Claim, Verdict] = field(default_factory=dict)

    def step(self, step: Step) -> Verdict | None:
        """The verdict on a step, None if it asserts nothing."""
        if step.kind not in {"relation", "verbal"}:
            return None
        if step.claim is None:
            return None if step.diagnostic is None else Unreadable(step.diagnostic)
        verdict = _unless_misread(self._decide(step.claim, self._proved), mended=step.mended)
        verdict = _unless_tentative(verdict, step.tentative)
        if isinstance(verdict, Proved) and not step.claim.not_identical:
            self._proved.append(verdict)
        return verdict

    def conclusion(self, chain: Chain, verdicts: tuple[Verdict | None, ...]) -> Verdict | None:
        """The verdict on what a chain says of its first and last term."""
        if chain.conclusion is None:
            return None
        steps = [verdicts[i] for i in chain.steps]
        found = self._decide(chain.conclusion, [v for v in steps if isinstance(v, Proved)])
        mended = any(self.derivation.steps[i].mended for i in chain.steps)
        doubts = (self.derivation.steps[i].tentative for i in chain.steps)
        found = _unless_misread(found, mended=mended, guessed=any(map(has_guessed, steps)))
        return _unless_tentative(found, next(filter(None, doubts), ""))

    def _decide(self, claim: Claim, proved: list[Proved]) -> Verdict:
        known = self._known.get(claim)
        if known is None:
            known = self.by(claim, self.limits)
            if may_use_lemmas(known):
                known = self._with_lemmas(claim, proved, known)
            self._known[claim] = known
        return known

    def _with_lemmas(self, claim: Claim, proved: list[Proved], first: Verdict) -> Verdict:
        lemmas = lemmas_for(claim, proved)
        if not lemmas:
            return first
        hypotheses = claim.context.hypotheses + lemmas
        again = self.by(replace(claim, context=replace(claim.context, hypotheses=hypotheses)), self.limits)
        return again if isinstance(again, Proved) else first


def _unless_misread(verdict: Verdict, *, mended: bool, guessed: bool = False) -> Verdict:
    """The verdict, but no refutation of what may have been misread."""
    if not isinstance(verdict, Refuted):
        return verdict
    if mended:
        return Undecided(verdict.claim, "prove.mended-reading", effort=verdict.effort)
    if is_ambiguous(verdict.claim) or (guessed and verdict.shapes is not None):
        return Undecided(verdict.claim, "prove.guessed-shapes", effort=verdict.effort)
    return verdict


def _unless_tentative(verdict: Verdict, reason: str) -> Verdict:
    """The verdict, but no refutation where there is a reason why something else may have been meant."""
    if not reason or not isinstance(verdict, Refuted):
        return verdict
    return Undecided(verdict.claim, reason, effort=verdict.effort)


def has_guessed(verdict: Verdict | None) -> bool:
    """Whether a step was left open since shapes in it are guesses."""
    return isinstance(verdict, Undecided) and verdict.reason == "prove.guessed-shapes"


def is_ambiguous(claim: Claim) -> bool:
    """Whether one name stands for things of different kinds, so that one of them was guessed wrongly."""
    names = [s.name for s in claim.context.symbols]
    return len(set(names)) < len(names)


WITHOUT_POINTS: Final = frozenset(
    (
        "prove.no-admissible-point",
        "prove.nowhere-defined",
        "prove.infinity",
        "prove.guessed-shapes",
        "prove.vacuous-premise",
        "prove.alternative-without-value",
    )
)


def may_use_lemmas(verdict: Verdict) -> bool:
    """Whether earlier results might settle a claim: not where it has no point to speak of."""
    if isinstance(verdict, Undecided):
        return verdict.reason not in WITHOUT_POINTS
    return isinstance(verdict, Supported)


def lemmas_for(claim: Claim, proved: list[Proved]) -> tuple[Hypothesis, ...]:
    """Earlier results that may be used: "its context and conditions imply the claim".

    A result whose context is not part of the claim's enters as an implication from what is missing.
    Equations up to a constant do not enter.
    """
    known = set(claim.context.propositions)
    names = claim.proposition.symbols
    found: list[Hypothesis] = []
    for verdict in reversed(proved):
        lemma = verdict.claim
        if lemma.proposition is claim.proposition or not lemma.proposition.symbols & names:
            continue
        if any(map(is_indefinite, subterms(lemma.proposition))):
            continue
        if not set(lemma.context.symbols) <= set(claim.context.symbols):
            continue
        needed = (*(h.proposition for h in lemma.context.hypotheses if h.origin is not Origin.PROVED),)
        missing = (*(p for p in needed if p not in known), *verdict.conditions)
        implied = Apply("implies", conjunction(missing), lemma.proposition) if missing else lemma.proposition
        found.append(Hypothesis(implied, Origin.PROVED))
        if len(found) >= MOST_LEMMAS:
            break
    return tuple(reversed(found))
