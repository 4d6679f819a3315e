"""What follows from a wrong line: it is looked at with what was written in the place of what is right.

This assumes nothing and is never a verdict.
"""

from typing import Final

from derive.algebra.matching import instance
from derive.core.claim import Claim
from derive.core.derivation import Derivation, Step
from derive.core.sort import Sort
from derive.core.term import Symbol, Term, replace, rewrite
from derive.core.verdict import Proved, Refuted, Verdict
from derive.prove.decision import Decision
from derive.prove.limits import Limits

MOST_TRIED: Final = 12
LIMITS: Final = Limits(effort=40_000, points=12, precision=256, depth=4)


def followed(derivation: Derivation, verdicts: tuple[Verdict | None, ...]) -> tuple[int | None, ...]:
    """For each step the wrong one from which it follows, or None."""
    wrong: list[Step] = []
    found: list[int | None] = []
    tried = 0
    for step, verdict in zip(derivation.steps, verdicts, strict=True):
        origin = None
        if isinstance(verdict, Proved):
            origin = next(
                (w.index for w in reversed(wrong) if w.chain is not None and w.chain == step.chain), None
            )
        elif isinstance(verdict, Refuted) and tried < MOST_TRIED and step.claim is not None:
            tried += bool(wrong)
            origin = next((w.index for w in reversed(wrong) if _follows(step.claim, w.claim)), None)
        found.append(origin)
        if isinstance(verdict, Refuted) and verdict.claim.relation == "eq":
            wrong.append(step)
    return tuple(found)


def _follows(claim: Claim, wrong: Claim | None) -> bool:
    """Whether a claim is right if the left side of the wrong one is what its right side says."""
    if wrong is None:
        return False
    changed = rewritten(claim.proposition, wrong.left, wrong.right)
    if changed is claim.proposition or not changed.symbols <= claim.proposition.symbols:
        return False
    return isinstance(Decision(_about(claim, changed), LIMITS, explain=False).verdict(), Proved)


def _about(claim: Claim, proposition: Term) -> Claim:
    return Claim(claim.context, proposition, claim.not_identical)


def rewritten(term: Term, left: Term, right: Term) -> Term:
    """The term with ``right`` for ``left`` wherever it occurs, for all values of its variables."""
    variables = () if isinstance(left, Symbol) else tuple(filter(_is_variable, left.symbols))

    def rule(part: Term) -> Term | None:
        binding = instance(left, part, variables)
        return None if binding is None else replace(right, binding)

    return rewrite(term, rule)


def _is_variable(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and not symbol.sort.shape
