"""Verdicts that are shared: students write the same steps, so each one is decided once in a process."""

from functools import lru_cache
from typing import Final

from derive.core.claim import Claim
from derive.core.verdict import Proved, Verdict
from derive.prove.check import decide
from derive.prove.limits import DEFAULT, Limits

MOST_KEPT: Final = 1 << 14


@lru_cache(maxsize=MOST_KEPT)
def decided(claim: Claim, limits: Limits = DEFAULT) -> Verdict:
    """The verdict on a claim, with all that is said of it."""
    return decide(claim, limits)


@lru_cache(maxsize=MOST_KEPT)
def holds(claim: Claim) -> bool:
    """Whether a claim is proved."""
    return isinstance(decide(claim, explain=False), Proved)
