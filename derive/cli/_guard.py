"""The last resort: no claim, and no reading of a document, takes longer than a guard allows.

Effort is counted, so a guard only stops what was not counted rightly, which is a defect of ours. First an
alarm interrupts the interpreter; compiled code that does not return is ended with its process a little later.
Both alarms measure processor time, so a busy machine does not set them off.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from derive.core.claim import Claim
from derive.core.verdict import Undecided, Verdict
from derive.prove.check import decide
from derive.prove.limits import Limits

SECONDS: Final = 20.0
GRACE: Final = 0.25
AGAIN: Final = 0.05


class GuardError(BaseException):
    """The time allowed is over; no handler for ordinary errors catches this."""


@contextmanager
def guard(seconds: float) -> Iterator[None]:
    """Only for processes that may be ended: inside, processor time is limited.

    The alarm rings again and again, since one that rings while memory is being freed is lost.

    Raises:
        GuardError: the time is over.
    """
    try:
        signal.signal(signal.SIGPROF, _over)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + GRACE)
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        yield
    finally:
        signal.signal(signal.SIGPROF, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _over(_number: int, _frame: FrameType | None) -> None:
    raise GuardError


def guarded(claim: Claim, limits: Limits) -> Verdict:
    """The verdict on a claim; undecided where the guard had to stop it."""
    try:
        with guard(SECONDS):
            return decide(claim, limits)
    except GuardError:
        return Undecided(claim, "prove.guard", detail=f"{SECONDS:g}")
