"""Claims that hold whatever is assumed: where no values are found for all assumptions, fewer may do.

An assumption for which no admissible point can be exhibited is not admitted; what depends on it stays
undecided. What is proved without it, and without conditions that it may contradict, does not depend on it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.sort import FunctionSort
from derive.core.verdict import Proved, Undecided, Verdict
from derive.prove.limits import Limits

REASONS: Final = frozenset(("prove.no-admissible-point", "prove.nowhere-defined", "prove.out-of-effort"))
SHARE: Final = 4

Decided = Callable[[Claim, Limits], Verdict]


def without_assumptions(claim: Claim, first: Verdict, limits: Limits, decided: Decided) -> Verdict:
    """The claim as proved under fewer assumptions, if it is; else the first verdict."""
    if not isinstance(first, Undecided) or first.reason not in REASONS:
        return first
    for fewer in _fewer(claim):
        verdict = decided(fewer, replace(limits, effort=limits.effort // SHARE))
        if isinstance(verdict, Proved) and not verdict.conditions:
            return verdict
    return first


def _fewer(claim: Claim) -> Iterator[Claim]:
    """The claim with what is assumed of its own numbers only, then with the ranges of its indices only."""
    hypotheses = claim.context.hypotheses
    own = tuple(h for h in hypotheses if _is_about(h, claim))
    ranges = tuple(h for h in hypotheses if h.origin is not Origin.STATED and h.origin is not Origin.PROVED)
    seen = [hypotheses]
    for kept in (own, ranges):
        if kept not in seen:
            seen.append(kept)
            yield replace(claim, context=replace(claim.context, hypotheses=kept))


def _is_about(hypothesis: Hypothesis, claim: Claim) -> bool:
    symbols = hypothesis.proposition.symbols
    return symbols <= claim.proposition.symbols and not any(isinstance(s.sort, FunctionSort) for s in symbols)
