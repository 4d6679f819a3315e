"""Vectors as tuples of numbers and matrices as tuples of rows.

A vector counts as a column, and what comes out as one column is a vector again, one entry a number.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from flint import fmpq

from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.numbers import ONE, ZERO, base, inverse, minus, plus, power, times

Value = Any


class MismatchError(UnknownError):
    """Shapes that do not fit."""


MOST_ENTRIES: Final = 4096


def numbers(value: Value) -> Iterator[Any]:
    """All numbers in an array, row by row."""
    if isinstance(value, tuple):
        for entry in value:
            yield from numbers(entry)
    else:
        yield value


def mapped(function: Callable[..., Any], *values: Value) -> Value:
    """The function entry by entry; a number goes with every entry."""
    lengths = {len(v) for v in values if isinstance(v, tuple)}
    if not lengths:
        return function(*values)
    if len(lengths) > 1:
        raise MismatchError
    (length,) = lengths
    return tuple(
        mapped(function, *(v[k] if isinstance(v, tuple) else v for v in values)) for k in range(length)
    )


def product_of(a: Value, b: Value) -> Value:
    """The product with a number; an array of one entry is a number."""
    for first, second in ((a, b), (b, a)):
        if not isinstance(first, tuple):
            return mapped(times, first, second)
        entries = list(numbers(first))
        if len(entries) == 1:
            return mapped(times, entries[0], second)
    raise UnknownError


def rows_of(value: Value) -> Value:
    """The value as a matrix, a vector as a column."""
    value = value if isinstance(value, tuple) else (value,)
    return value if isinstance(value[0], tuple) else tuple((entry,) for entry in value)


def trimmed(matrix: Value) -> Value:
    """A column as a vector, a single entry as a number."""
    if len(matrix[0]) > 1:
        return matrix
    return tuple(row[0] for row in matrix) if len(matrix) > 1 else matrix[0][0]


def inner(a: Value, b: Value) -> Value:
    """The sum of products of corresponding entries."""
    first, second = list(numbers(a)), list(numbers(b))
    if len(first) != len(second):
        raise MismatchError
    total: Value = ZERO
    for x, y in zip(first, second, strict=True):
        total = plus(total, times(x, y))
    return total


def matmul(a: Value, b: Value) -> Value:
    """The matrix product; a number scales what stands beside it."""
    if not (isinstance(a, tuple) and isinstance(b, tuple)):
        return product_of(a, b)
    columns = tuple(zip(*rows_of(b), strict=True))
    return trimmed(tuple(tuple(inner(row, c) for c in columns) for row in rows_of(a)))


def transpose(a: Value) -> Value:
    """The transpose; of a vector, the matrix with it as its only row."""
    return trimmed(tuple(zip(*rows_of(a), strict=True)))


def norm(a: Value) -> Value:
    """The Euclidean norm."""
    return power(inner(a, a), fmpq(1, 2), whole=False, literal=True)


def trace(a: Value) -> Value:
    """The sum of the diagonal."""
    total: Value = ZERO
    for entry in diagonal_of(_square(a)):
        total = plus(total, entry)
    return total


def diagonal_of(a: Value) -> Value:
    """The diagonal of a matrix."""
    return tuple(row[k] for k, row in enumerate(a))


def diagonal(a: Value) -> Value:
    """The matrix with the vector on its diagonal; of a matrix, its diagonal."""
    if isinstance(a, tuple) and isinstance(a[0], tuple):
        return diagonal_of(_square(a))
    vector = a if isinstance(a, tuple) else (a,)
    return tuple(tuple(e if i == k else ZERO for k in range(len(vector))) for i, e in enumerate(vector))


def kronecker(a: Value, b: Value) -> Value:
    """The matrix of all blocks: an entry of the first times the second."""
    first, second = rows_of(a), rows_of(b)
    if len(first) * len(first[0]) * len(second) * len(second[0]) > MOST_ENTRIES:
        raise UnknownError
    return trimmed(tuple(tuple(times(x, y) for x in row for y in other) for row in first for other in second))


def vec(a: Value) -> Value:
    """The columns one below the other."""
    return trimmed(tuple((e,) for column in zip(*rows_of(a), strict=True) for e in column))


def stack(*parts: Value) -> Value:
    """Matrices one below the other."""
    rows = tuple(row for part in parts for row in rows_of(part))
    if len({len(row) for row in rows}) > 1:
        raise MismatchError
    return trimmed(rows)


def beside(*parts: Value) -> Value:
    """Matrices side by side."""
    if len({len(rows_of(part)) for part in parts}) > 1:
        raise MismatchError
    rows = zip(*map(rows_of, parts), strict=True)
    return trimmed(tuple(tuple(e for piece in row for e in piece) for row in rows))


def identity(size: int) -> Value:
    """The unit matrix."""
    return diagonal((ONE,) * size)


def _square(a: Value) -> Value:
    rows = rows_of(a)
    if len(rows) != len(rows[0]):
        raise MismatchError
    return rows


def determinant(a: Value) -> Value:
    """The determinant, by elimination."""
    rows = _square(a)
    return _eliminated([list(row) for row in rows])


def inverted(a: Value) -> Value:
    """The inverse matrix, by elimination."""
    rows = _square(a)
    size = len(rows)
    table = [[*row, *unit] for row, unit in zip(rows, identity(size), strict=True)]
    if base(_eliminated(table)) == 0:
        raise UndefinedError
    return trimmed(tuple(tuple(row[size:]) for row in table))


def _eliminated(table: list[list[Any]]) -> Any:
    """Reduce the left square of the table to the unit matrix in place; its determinant."""
    result: Any = ONE
    for k in range(len(table)):
        pivot = _pivot(table, k)
        if pivot is None:
            return ZERO
        if pivot != k:
            table[k], table[pivot] = table[pivot], table[k]
            result = minus(result)
        result = times(result, table[k][k])
        scale = inverse(table[k][k])
        table[k] = [times(scale, v) for v in table[k]]
        for other, row in enumerate(table):
            if other != k:
                factor = minus(row[k])
                table[other] = [plus(v, times(factor, w)) for v, w in zip(row, table[k], strict=True)]
    return result


def _pivot(table: list[list[Any]], k: int) -> int | None:
    column = [base(row[k]) for row in table]
    for place in range(k, len(table)):
        if column[place] != 0:
            return place
    if all(entry == 0 for entry in column[k:]) and not any(row[k] is not base(row[k]) for row in table[k:]):
        return None
    raise UnknownError


def matrix_power(a: Value, exponent: int) -> Value:
    """A power of a square matrix."""
    if exponent < 0:
        a, exponent = inverted(a), -exponent
    if exponent > MOST_ENTRIES:
        raise UnknownError
    result = identity(len(_square(a)))
    for _ in range(exponent):
        result = matmul(result, a)
    return result
