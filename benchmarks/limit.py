"""A limit on the CPU time of a single call, for systems that have none of their own."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

_T = TypeVar("_T")


class TooLongError(Exception):
    """A call took longer than it may."""


def within(seconds: float, ask: Callable[[], _T]) -> _T | None:
    """The answer, or None after too long a time or an exception of whatever kind."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return ask()
    except Exception:  # noqa: BLE001  # whatever the other system raises is no answer
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
