"""Who does the work: numbered tasks, their limits and their answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

Work = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of processor time for a task, ``memory`` in bytes beyond what is loaded already.

    A task that waits instead of computing is stopped after four times as long by the clock.
    """

    seconds: float = 60.0
    memory: int = 1 << 30


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: its result, or a code for why there is none."""

    task: int
    result: Any = None
    failure: str | None = None


class Schedule(Protocol):
    """What does numbered tasks: worker processes here, or elsewhere."""

    def __call__(self, work: Work, count: int) -> Iterator[Answer]:
        """The answers to the tasks 0, 1, .., in any order."""


def one_by_one(work: Work, count: int) -> Iterator[Answer]:
    """In this process and without limits, where the system cannot fork."""
    for task in range(count):
        try:
            yield Answer(task, work(task))
        except (MemoryError, RecursionError):
            yield Answer(task, None, "grade.too-large")
        except Exception:  # noqa: BLE001  # a fault of ours in one task must not cost the others
            yield Answer(task, None, "grade.internal-fault")
