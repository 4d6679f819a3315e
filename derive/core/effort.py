"""Deterministic effort: work is counted in operations, never in seconds."""

from dataclasses import dataclass


class OutOfEffortError(Exception):
    """Raised by :meth:`Effort.charge` when the limit would be passed."""


@dataclass(slots=True)
class Effort:
    """A counter of operations with a limit; one operation is about a microsecond."""

    limit: int
    spent: int = 0

    def charge(self, operations: int) -> None:
        """Count ``operations``, before they are done.

        Raises:
            OutOfEffortError: the limit would be passed.
        """
        self.spent += operations
        if self.spent > self.limit:
            raise OutOfEffortError

    def share(self, part: float) -> "Effort":
        """A new counter that may spend ``part`` of what is left; settle it with ``charge``."""
        return Effort(int((self.limit - self.spent) * part))
