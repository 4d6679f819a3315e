"""What makes instructions of terms, as far as parts of it that live in other modules use it."""

from collections.abc import Mapping
from typing import Protocol

from derive.core.term import Symbol, Term
from derive.kernel.program import Operand


class Lowering(Protocol):
    """``levels`` are those of the running indices; there are none where everything is a number."""

    @property
    def levels(self) -> Mapping[Symbol, int]:
        """The level of each running index."""
        ...

    def apply(self, operation: str, *operands: Operand) -> Operand:
        """An elementwise operation."""
        ...

    def fold(self, operation: str, terms: tuple[Term, ...]) -> Operand:
        """The operation on all of the terms, one by one."""
        ...

    def lower(self, term: Term) -> Operand:
        """The value of a term."""
        ...
