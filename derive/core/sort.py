"""What kind of value a term has: a field, and a shape whose dimensions may be symbolic."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derive.core.term import Term


class Field(Enum):
    """The values that the entries of a term range over."""

    INTEGER = "integer"
    REAL = "real"
    COMPLEX = "complex"
    BOOLEAN = "boolean"
    SET = "set"

    __hash__ = object.__hash__
    """There is one object of each; the hash of an enumeration asks for its name every time."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A scalar (empty shape), a vector (one dimension) or a matrix (two).

    Dimensions are integer terms: numbers, or symbols such as K. A row vector is
    a matrix of shape (1, n).
    """

    field: Field
    shape: "tuple[Term, ...]" = ()

    @property
    def is_scalar(self) -> bool:
        """Whether the shape is empty."""
        return not self.shape


@dataclass(frozen=True, slots=True)
class FunctionSort:
    """An unknown function: sorts of its arguments and of its value."""

    arguments: tuple[Sort, ...]
    value: Sort


AnySort = Sort | FunctionSort

REAL = Sort(Field.REAL)
INTEGER = Sort(Field.INTEGER)
COMPLEX = Sort(Field.COMPLEX)
BOOLEAN = Sort(Field.BOOLEAN)
SET = Sort(Field.SET)
NUMBERS: "dict[AnySort, AnySort]" = {s: s for s in (REAL, INTEGER, COMPLEX, BOOLEAN, SET)}
"""The one object for each scalar sort: symbols of equal sorts have the same, wherever they come from."""


def vector(dimension: "Term") -> Sort:
    """The sort of real vectors with ``dimension`` entries."""
    return Sort(Field.REAL, (dimension,))


def matrix(rows: "Term", columns: "Term") -> Sort:
    """The sort of real matrices with ``rows`` times ``columns`` entries."""
    return Sort(Field.REAL, (rows, columns))
