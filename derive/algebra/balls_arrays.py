"""Vectors and matrices under evaluation; a matrix is an array of its rows.

A vector counts as a column, and a number as an array of one entry, as in
``shapes``, which has seen to it that shapes fit where this module is lenient.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import add, mul
from typing import Any, Final

from flint import acb, arb, arb_mat, fmpq, fmpq_mat

from derive.algebra.balls_numbers import Indeterminate, Undefined, is_zero, rational_power, settled

MOST_ENTRIES: Final = 4096
_NOUGHT: Final = fmpq(0)


class Array:
    """A vector of numbers, or a matrix as a vector of rows."""

    __slots__ = ("entries",)
    entries: tuple[Any, ...]

    def __init__(self, entries: Iterable[Any]) -> None:
        """The array of these entries, which are numbers or rows."""
        self.entries = tuple(entries)

    def __len__(self) -> int:
        """The number of entries, or of rows."""
        return len(self.entries)

    def __iter__(self) -> Iterator[Any]:
        """The entries, or the rows."""
        return iter(self.entries)

    def __add__(self, other: object) -> Any:
        """The sum of two arrays, or of each entry and a number."""
        return mapped(add, self, other)

    def __radd__(self, other: object) -> Any:
        """The sum of a number and each entry."""
        return mapped(add, other, self)

    def __mul__(self, other: object) -> Any:
        """The multiple of an array by a number."""
        if not isinstance(other, Array):
            return Array([a * other for a in self.entries])
        for single, whole in ((numbers(other), self), (numbers(self), other)):
            if len(single) == 1:
                return whole * single[0]
        raise Indeterminate

    __rmul__ = __mul__

    def __neg__(self) -> "Array":
        """The negative."""
        return Array([-a for a in self.entries])

    @property
    def is_matrix(self) -> bool:
        """Whether the entries are rows."""
        return bool(self.entries) and isinstance(self.entries[0], Array)

    @property
    def columns(self) -> int:
        """The length of the rows of a matrix; 0 if it has none."""
        return len(self.entries[0]) if self.entries else 0


def numbers(value: Any) -> Sequence[Any]:
    """All numbers in an array, row by row; a number is its own."""
    if type(value) is not Array:
        return (value,)
    entries = value.entries
    if Array not in map(type, entries):
        return entries
    return [n for entry in entries for n in numbers(entry)]


def mapped(function: Callable[..., Any], *values: Any) -> Any:
    """The function entry by entry; numbers go with every entry."""
    lengths = {len(v.entries) for v in values if type(v) is Array}
    if not lengths:
        return function(*values)
    if len(lengths) > 1:
        raise Indeterminate
    (length,) = lengths
    each = [v.entries if type(v) is Array else (v,) * length for v in values]
    if any(Array in map(type, entries) for entries in each):
        return Array([mapped(function, *row) for row in zip(*each, strict=True)])
    return Array(map(function, *each))


def vector_of(value: Any) -> Array:
    """The value as a vector; a matrix as its rows, a number as one entry."""
    return value if isinstance(value, Array) else Array((value,))


def rows_of(value: Any) -> Array:
    """The value as a matrix; a vector as a column."""
    vector = vector_of(value)
    return vector if vector.is_matrix else Array([Array((entry,)) for entry in vector.entries])


def flattened(matrix: Array) -> Any:
    """The matrix itself, but a column as a vector and a single entry as a number."""
    if matrix.is_matrix and matrix.columns == 1:
        matrix = Array([row.entries[0] for row in matrix.entries])
    return matrix.entries[0] if len(matrix) == 1 and not matrix.is_matrix else matrix


def inner(left: Any, right: Any) -> Any:
    """The sum of products of corresponding entries of two vectors, or of two matrices."""
    return _inner(numbers(left), numbers(right))


def _inner(left: Sequence[Any], right: Sequence[Any]) -> Any:
    if len(left) != len(right):
        raise Indeterminate
    return settled(sum(map(mul, left, right), _NOUGHT))


def product(left: Any, right: Any) -> Any:
    """The matrix product; a number scales whatever stands beside it."""
    if not (isinstance(left, Array) and isinstance(right, Array)):
        return left * right
    columns = [c.entries for c in columns_of(rows_of(right)).entries]
    rows = [r.entries for r in rows_of(left).entries]
    return flattened(Array([Array([_inner(row, c) for c in columns]) for row in rows]))


def columns_of(matrix: Array) -> Array:
    """The columns of a matrix."""
    rows = [row.entries for row in matrix.entries]
    return Array([Array([row[k] for row in rows]) for k in range(matrix.columns)])


def transposed(value: Any) -> Any:
    """The transpose; of a vector, the matrix that has it as its only row."""
    return flattened(columns_of(rows_of(value)))


def _square(value: Any) -> Array:
    array = rows_of(value)
    if len(array) != array.columns:
        raise Indeterminate
    return array


def trace(value: Any) -> Any:
    """The sum of the diagonal of a square matrix."""
    return sum(diagonal(_square(value)), fmpq(0))


def _flint_matrix(array: Array) -> Any:
    entries = numbers(array)
    kind = fmpq_mat if all(type(e) is fmpq for e in entries) else arb_mat
    return kind(len(array), array.columns, entries)


def determinant(value: Any) -> Any:
    """The determinant of a square matrix."""
    return _flint_matrix(_square(value)).det()


def inverse(value: Any) -> Any:
    """The inverse of a square matrix; of a singular one there is none."""
    matrix = _flint_matrix(_square(value))
    try:
        rows = matrix.inv().tolist()
    except ZeroDivisionError:
        raise (Undefined if isinstance(matrix, fmpq_mat) else Indeterminate) from None
    return Array(map(Array, rows))


def norm(value: Any) -> Any:
    """The Euclidean norm of a vector, the Frobenius norm of a matrix."""
    total = inner(value, value)
    if isinstance(total, acb):
        raise Indeterminate
    if isinstance(total, arb):
        return total.nonnegative_part().sqrt()
    return total if is_zero(total) else rational_power(total, fmpq(1, 2))


def diagonal(value: Any) -> Array:
    """The square matrix with the vector on its diagonal; of a matrix, its diagonal."""
    vector = vector_of(value)
    if vector.is_matrix:
        return Array(row.entries[k] for k, row in enumerate(_square(vector)))
    zero = fmpq(0)
    return Array(Array(e if i == k else zero for k in range(len(vector))) for i, e in enumerate(vector))


def kronecker(left: Any, right: Any) -> Any:
    """Every entry of the one times the other: the entry (i, k) of the left makes the block (i, k)."""
    a, b = rows_of(left), rows_of(right)
    if len(a) * a.columns * len(b) * b.columns > MOST_ENTRIES:
        raise Indeterminate
    return flattened(Array(Array(x * y for x in row for y in other) for row in a for other in b))


def vec(value: Any) -> Any:
    """The columns of a matrix below each other."""
    return flattened(Array(Array((e,)) for column in columns_of(rows_of(value)) for e in column))


def stack(*values: Any) -> Any:
    """Matrices of the same number of columns below each other."""
    parts = [rows_of(v) for v in values]
    if len({p.columns for p in parts}) > 1:
        raise Indeterminate
    return flattened(Array(row for part in parts for row in part))


def beside(*values: Any) -> Any:
    """Matrices of the same number of rows side by side."""
    return transposed(stack(*map(transposed, values)))


def constant(value: fmpq, rows: int, columns: int | None = None) -> Array:
    """The vector, or matrix, of equal entries."""
    if rows * (columns or 1) > MOST_ENTRIES:
        raise Indeterminate
    if columns is None:
        return Array((value,) * rows)
    return Array(Array((value,) * columns) for _ in range(rows))


def identity(size: int) -> Array:
    """The unit matrix."""
    if size * size > MOST_ENTRIES:
        raise Indeterminate
    return diagonal(constant(fmpq(1), size))


def matrix_power(value: Any, exponent: int) -> Any:
    """A power of a square matrix with a small integer exponent."""
    array = _square(value)
    if exponent < 0:
        array, exponent = inverse(array), -exponent
    if exponent > MOST_ENTRIES // len(array) ** 2:
        raise Indeterminate
    result: Any = identity(len(array))
    for _ in range(exponent):
        result = product(result, array)
    return result
