"""Vectors and matrices on a sheet: SymPy expressions for the entries, indices from 1.

SymPy's own matrices count from 0 and lose symbolic dimensions; here a vector is its
dimension and a rule for its entries, so that everything an exercise returns is a
scalar expression with indices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from derive.algebra import sympy_bridge_conventional as conventional
from derive.algebra.sympy_bridge_extrema import Largest, Least
from derive.theory.messages import say


def _number(index: Any) -> Any:
    """A Python integer as SymPy's; everything else as it is."""
    return sympy.Integer(index) if isinstance(index, int) else index


def exact(value: Any) -> Any:
    """A Python number as SymPy's, a float as the decimal it prints as."""
    if isinstance(value, int | float | Fraction):
        number = Fraction(str(value))
        return sympy.Rational(number.numerator, number.denominator)
    return value


def _require_inside(index: Any, size: Any) -> None:
    """Refuse an entry that a vector does not have."""
    numbers = isinstance(index, int | sympy.Integer) and isinstance(size, int | sympy.Integer)
    if (numbers and index > size) or (isinstance(index, int | sympy.Integer) and index < 1):
        raise IndexError(say("sheet.entry-outside", index=str(index), size=str(size)))


@dataclass(frozen=True, slots=True)
class VectorValue:
    """A vector: ``length`` and the expression for entry number i."""

    length: Any
    entry: Callable[[Any], Any]

    def __getitem__(self, index: Any) -> Any:
        _require_inside(index, self.length)
        return self.entry(_number(index))

    def __add__(self, other: Any) -> VectorValue:
        return self._with(other, lambda a, b: a + b)

    def __sub__(self, other: Any) -> VectorValue:
        return self._with(other, lambda a, b: a - b)

    def __mul__(self, factor: Any) -> VectorValue:
        return VectorValue(self.length, lambda i: factor * self[i])

    __radd__ = __add__
    __rmul__ = __mul__

    def _with(self, other: Any, operation: Callable[[Any, Any], Any]) -> VectorValue:
        """Entry by entry; a scalar goes with every entry."""
        if isinstance(other, VectorValue):
            return VectorValue(self.length, lambda i: operation(self[i], other[i]))
        return VectorValue(self.length, lambda i: operation(self[i], other))

    @property
    def T(self) -> RowValue:
        """The row."""
        return RowValue(self)

    def map(self, function: Callable[[Any], Any]) -> VectorValue:
        """The function applied to every entry."""
        return VectorValue(self.length, lambda i: function(self[i]))


@dataclass(frozen=True, slots=True)
class RowValue:
    """A row, which multiplies a column or a matrix."""

    column: VectorValue

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, MatrixValue):
            return RowValue(other.T * self.column)
        column = self.column
        return total(VectorValue(column.length, lambda j: column[j] * other[j]))


@dataclass(frozen=True, slots=True)
class MatrixValue:
    """A matrix: its dimensions and the expression for entry (i, j)."""

    rows: Any
    columns: Any
    entry: Callable[[Any, Any], Any]

    def __getitem__(self, indices: tuple[Any, Any]) -> Any:
        for index, size in zip(indices, (self.rows, self.columns), strict=True):
            _require_inside(index, size)
        return self.entry(*map(_number, indices))

    def __mul__(self, other: VectorValue) -> VectorValue:
        j = index()
        return VectorValue(self.rows, lambda i: sympy.Sum(self[i, j] * other[j], (j, 1, self.columns)))

    @property
    def T(self) -> MatrixValue:
        """The transpose."""
        return MatrixValue(self.columns, self.rows, lambda i, j: self[j, i])


def index() -> Any:
    """A new index symbol for a sum."""
    return sympy.Dummy("j", integer=True)


def vector(*entries: Any) -> VectorValue:
    """A vector of given entries, asked for by numbers."""
    values = tuple(map(exact, entries))
    return VectorValue(len(values), lambda i: values[int(i) - 1])


def total(vector: VectorValue) -> Any:
    """The sum of the entries."""
    if isinstance(vector.length, int):
        return sympy.Add(*(vector[i] for i in range(1, vector.length + 1)))
    j = index()
    return sympy.Sum(vector[j], (j, 1, vector.length))


def largest(vector: VectorValue) -> Any:
    """The largest entry."""
    j = index()
    return Largest(vector[j], (j, 1, vector.length))


def least(vector: VectorValue) -> Any:
    """The least entry."""
    j = index()
    return Least(vector[j], (j, 1, vector.length))


def sigmoid(x: Any) -> Any:
    """The logistic function ``1/(1 + exp(-x))``, entry by entry for a vector."""
    return x.map(sigmoid) if isinstance(x, VectorValue) else conventional.sigmoid(exact(x))


def softmax(vector: VectorValue, scale: Any = 1) -> VectorValue:
    """``exp(scale x_i) / sum_j exp(scale x_j)``."""
    powers = vector.map(lambda x: sympy.exp(scale * x))
    return VectorValue(vector.length, lambda i: powers[i] / total(powers))


def lse(vector: VectorValue, scale: Any = 1) -> Any:
    """``log(sum_j exp(scale x_j)) / scale``."""
    return sympy.log(total(vector.map(lambda x: sympy.exp(scale * x)))) / scale
