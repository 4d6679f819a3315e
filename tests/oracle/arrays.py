"""Vectors and matrices of mpmath numbers."""

from collections.abc import Callable
from itertools import permutations

from mpmath import mp, mpf


class Undefined(Exception):
    """The expression has no real value here."""


class Malformed(Exception):
    """Shapes do not fit: false as a claim."""


class Vector(tuple):
    """A column of numbers."""

    __slots__ = ()


class Matrix(tuple):
    """A tuple of rows."""

    __slots__ = ()


class Scale:
    """``factor`` times an identity matrix (or a vector of ones) of a size yet to be seen."""

    def __init__(self, kind: str, factor: mpf) -> None:
        self.kind, self.factor = kind, factor

    def like(self, other: object) -> object:
        """With the size of the other operand."""
        if self.kind == "ones" and isinstance(other, Vector):
            return Vector(self.factor for _ in other)
        if self.kind == "eye" and isinstance(other, Matrix):
            return Matrix(
                tuple(self.factor if i == j else mpf(0) for j in range(len(other[0])))
                for i in range(len(other))
            )
        raise Malformed


Value = mpf | Vector | Matrix | Scale


def is_scalar(value: object) -> bool:
    """Whether it is a plain number."""
    return not isinstance(value, (Vector, Matrix, Scale))


def shape(value: object) -> tuple[int, ...]:
    """The sizes."""
    if isinstance(value, Matrix):
        return (len(value), len(value[0]))
    return (len(value),) if isinstance(value, Vector) else ()


def each(function: Callable, *values: object) -> object:
    """Apply to entries; scalars are broadcast."""
    scales = [v for v in values if isinstance(v, Scale)]
    if scales:
        other = next((v for v in values if isinstance(v, (Vector, Matrix))), None)
        if other is None:
            raise Malformed
        values = tuple(v.like(other) if isinstance(v, Scale) else v for v in values)
    array = next((v for v in values if not is_scalar(v)), None)
    if array is None:
        return function(*values)
    if any(shape(v) not in ((), shape(array)) for v in values):
        raise Malformed
    if isinstance(array, Vector):
        return Vector(function(*(v if is_scalar(v) else v[i] for v in values)) for i in range(len(array)))
    rows, columns = shape(array)
    return Matrix(
        tuple(function(*(v if is_scalar(v) else v[i][j] for v in values)) for j in range(columns))
        for i in range(rows)
    )


def product(a: object, b: object) -> object:
    """Scalar, matrix and vector products."""
    if isinstance(a, Scale):
        return scaled(a, b)
    if isinstance(b, Scale):
        return scaled(b, a)
    if is_scalar(a) or is_scalar(b):
        return each(lambda x, y: x * y, a, b)
    if isinstance(a, Matrix) and isinstance(b, Vector):
        if len(a[0]) == len(b):
            found = [sum((x * y for x, y in zip(row, b, strict=True)), mpf(0)) for row in a]
            return found[0] if len(found) == 1 else Vector(found)
        if len(a[0]) != 1:
            raise Malformed
    if isinstance(a, Vector) and isinstance(b, Vector) and len(a) == len(b):
        return sum((x * y for x, y in zip(a, b, strict=True)), mpf(0))
    left, right = as_matrix(a), as_matrix(b)
    if len(left[0]) != len(right):
        raise Malformed
    return Matrix(
        tuple(sum((row[k] * right[k][j] for k in range(len(right))), mpf(0)) for j in range(len(right[0])))
        for row in left
    )


def scaled(scale: Scale, other: object) -> object:
    """The product with a multiple of an identity of unknown size."""
    if is_scalar(other):
        return Scale(scale.kind, scale.factor * other)
    if isinstance(other, Scale):
        return Scale(other.kind, scale.factor * other.factor)
    if scale.kind != "eye":
        raise Malformed
    return each(lambda e: e * scale.factor, other)


def as_matrix(value: object) -> Matrix:
    """Vectors as columns."""
    return value if isinstance(value, Matrix) else Matrix((x,) for x in value)


def transpose(value: object) -> object:
    """Rows for columns."""
    if is_scalar(value):
        return value
    if isinstance(value, Vector):
        return Matrix((tuple(value),))
    if isinstance(value, Matrix) and len(value) == 1:
        return Vector(value[0])
    if isinstance(value, Scale):
        return value
    return Matrix(zip(*value, strict=True))


def determinant(value: object) -> mpf:
    """By permutations; matrices here are small."""
    if is_scalar(value):
        return value
    n = len(value)
    if n != len(value[0]):
        raise Malformed
    total = mpf(0)
    for p in permutations(range(n)):
        sign = (-1) ** sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n))
        term = mpf(sign)
        for i in range(n):
            term *= value[i][p[i]]
        total += term
    return total


def inverse(value: object) -> object:
    """The inverse of a square matrix."""
    if is_scalar(value):
        if value == 0:
            raise Undefined
        return 1 / value
    if isinstance(value, Scale):
        return Scale(value.kind, 1 / value.factor)
    if isinstance(value, Vector) or len(value) != len(value[0]):
        raise Malformed
    det = determinant(value)
    if abs(det) < mpf(10) ** -30:
        raise Undefined
    n = len(value)

    def cofactor(i: int, j: int) -> mpf:
        rows = [r[:j] + r[j + 1 :] for k, r in enumerate(value) if k != i]
        return (-1) ** (i + j) * (determinant(Matrix(rows)) if rows else mpf(1))

    return Matrix(tuple(cofactor(j, i) / det for j in range(n)) for i in range(n))


def trace(value: object) -> mpf:
    """The sum of the diagonal."""
    if is_scalar(value):
        return value
    if not isinstance(value, Matrix) or len(value) != len(value[0]):
        raise Malformed
    return sum((value[i][i] for i in range(len(value))), mpf(0))


def distance(a: object, b: object) -> mpf:
    """The largest difference of entries.

    Raises:
        Malformed: the shapes differ.
    """
    if isinstance(a, Scale) and not isinstance(b, Scale) and not is_scalar(b):
        a = a.like(b)
    if isinstance(b, Scale) and not isinstance(a, Scale) and not is_scalar(a):
        b = b.like(a)
    if isinstance(a, Scale) and isinstance(b, Scale):
        return abs(a.factor - b.factor)
    if shape(a) != shape(b):
        if b == 0 or a == 0:
            return size(a if b == 0 else b)
        raise Malformed
    if is_scalar(a):
        return abs(a - b)
    if isinstance(a, Vector):
        return max(abs(x - y) for x, y in zip(a, b, strict=True))
    return max(abs(x - y) for r, s in zip(a, b, strict=True) for x, y in zip(r, s, strict=True))


def size(a: object) -> mpf:
    """The largest entry."""
    if isinstance(a, Scale):
        return abs(a.factor)
    entries = [a] if is_scalar(a) else list(a) if isinstance(a, Vector) else [x for r in a for x in r]
    return max((abs(x) for x in entries), default=mp.mpf(0))


def changed(array: object, indices: list[int], entry: mpf) -> object:
    """The array with another entry."""
    i = indices[0]
    if isinstance(array, Vector):
        return Vector((*array[:i], entry, *array[i + 1 :]))
    row = tuple(entry if j == indices[1] else e for j, e in enumerate(array[i]))
    return Matrix((*array[:i], row, *array[i + 1 :]))


def compared(sign: str, left: object, right: object) -> bool:
    """Whether a relation of two values is true."""
    tolerance = mpf(10) ** (12 - mp.dps) * (1 + min(size(left), size(right)))
    near = distance(left, right) <= tolerance
    if sign in ("=", "\\ne"):
        return near == (sign == "=")
    if near:
        return sign in ("\\le", "\\ge")
    return (left < right) == (sign in ("<", "\\le"))
