"""What was seen of a claim at one point."""

from derive.core.record import record
from derive.core.verdict import Assignment

Truth = bool | None


@record
class Observation:
    """What ball arithmetic establishes at a point; None is "cannot tell".

    ``left`` and ``right`` say whether the sides are defined, ``holds`` whether the relation does;
    ``close`` that both sides are numbers whose balls overlap, ``exact`` that both are known rationals.
    """

    point: Assignment
    left: Truth
    right: Truth
    holds: Truth
    close: bool = False
    exact: bool = False

    @property
    def may_be_defined(self) -> bool:
        """Whether neither side is certainly undefined."""
        return self.left is not False and self.right is not False

    @property
    def is_defined(self) -> bool:
        """Whether both sides are certainly defined."""
        return self.left is True and self.right is True
