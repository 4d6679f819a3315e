"""What a person wants to know of a refuted claim: exact values, when it would hold, why it may have failed.

Nothing here changes a verdict: the counterexample is established before it is explained, and what is
said besides is replayed as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.effort import OutOfEffortError
from derive.core.term import ONE, ZERO, Apply, Symbol, Term
from derive.core.term import replace as substituted
from derive.core.verdict import Assignment, Refuted
from derive.prove.moved import of_length_one
from derive.prove.observation import Observation
from derive.prove.parameters import candidates, is_dimension, is_plausible, unusual_values, usual_values
from derive.prove.propositions import head_of
from derive.prove.replay import Cause, convict
from derive.prove.tables import Tables
from derive.prove.witness import witness

MOST_CONDITIONS: Final = 4

Prove = Callable[[Claim], bool]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one counterexample.

    ``contradiction`` is where in general position the claim was seen to be false, if it was;
    ``prove`` says whether a claim has a simple proof.
    """

    claim: Claim
    contradiction: Observation | None
    tables: Tables
    prove: Prove

    def of(self, point: Assignment) -> Refuted:
        """The claim as refuted at the point, with all that is found to say."""
        shown = witness(self.claim, point, self.tables)
        cause = self._cause(point)
        return convict(self.claim, shown, self.tables, holds_if=self._condition(point), cause=cause)

    def _cause(self, point: Assignment) -> Cause | None:
        """Whether only unusual values of undeclared symbols, or words not understood, are to blame."""
        if not self.claim.proposition.symbols.isdisjoint(self.claim.context.doubtful):
            return "unstated-condition"
        usual = unusual_values(self.claim, point)
        seen = self.contradiction
        if not usual or (seen is not None and not unusual_values(self.claim, seen.point)):
            return None
        held = (u for u in (usual, usual_values(self.claim)) if self._holds_under(u))
        return "unstated-condition" if any(not self._is_vacuous(u) for u in held) else None

    def _is_vacuous(self, extra: tuple[Term, ...]) -> bool:
        """Whether an implication only holds under more hypotheses because its premise never does then."""
        if head_of(self.claim.proposition) != "implies":
            return False
        premise = self.claim.proposition.children[0]
        nothing = replace(self.claim, proposition=Apply("implies", premise, Apply("lt", ZERO, ZERO)))
        try:
            return self.prove(assuming(nothing, extra))
        except OutOfEffortError:
            return False

    def _condition(self, point: Assignment) -> Term | None:
        """The first simple condition under which the claim is proved."""
        if self.claim.relation != "eq":
            return None
        seen = self.contradiction
        points = (point,) if seen is None else (point, seen.point)
        plausible = (
            c for c in candidates(self.claim, point) if is_plausible(self.claim, c, points, self.tables)
        )
        for condition in islice(plausible, MOST_CONDITIONS):
            if self._holds_under((condition,)) and self._says_something(condition):
                return condition
        return None

    def _says_something(self, condition: Term) -> bool:
        """Whether something is left of the claim under the condition: a side that is no number."""
        left = assuming(self.claim, (condition,)).left
        return bool(canonical(left, self.tables.facts(()), self.tables.effort).symbols)

    def _holds_under(self, extra: tuple[Term, ...]) -> bool:
        try:
            return self.prove(assuming(self.claim, extra))
        except OutOfEffortError:
            return False


def assuming(claim: Claim, extra: tuple[Term, ...]) -> Claim:
    """The claim under more hypotheses; a number takes the place of a symbol that it is said to be."""
    if len(extra) != 1 or head_of(extra[0]) != "eq":
        return under(claim, extra)
    symbol, value = extra[0].children
    if not isinstance(symbol, Symbol):
        return under(claim, extra)
    if is_dimension(claim, symbol):
        return of_length_one(claim, symbol) if value is ONE else under(claim, extra)
    hypotheses = tuple(
        replace(h, proposition=substituted(h.proposition, {symbol: value})) for h in claim.context.hypotheses
    )
    symbols = tuple(s for s in claim.context.symbols if s is not symbol)
    context = replace(claim.context, symbols=symbols, hypotheses=hypotheses)
    return replace(claim, context=context, proposition=substituted(claim.proposition, {symbol: value}))


def under(claim: Claim, extra: tuple[Term, ...]) -> Claim:
    """The claim with more hypotheses."""
    hypotheses = claim.context.hypotheses + tuple(Hypothesis(p, Origin.STATED) for p in extra)
    return replace(claim, context=replace(claim.context, hypotheses=hypotheses))
