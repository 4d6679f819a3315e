"""Determinants and inverses of small literal matrices, and determinants of products."""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Final

from derive.algebra.shapes import padded, shape_of
from derive.core.sort import INTEGER
from derive.core.term import (
    MINUS_ONE,
    ONE,
    Apply,
    Component,
    Number,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
)

LARGEST: Final = 4
MOST_ROWS: Final = 3


def determinant(matrix: Term) -> Term:
    """The determinant, expanded where the matrix is literal or a product, else as it is."""
    opaque = Apply("determinant", matrix)
    shape = shape_of(matrix)
    if not shape:
        return matrix
    rows = entries(matrix)
    if rows is not None:
        return leibniz(rows) if len(rows) <= LARGEST else opaque
    rule = _RULES.get(matrix.head) if isinstance(matrix, Apply) else None
    found = opaque if rule is None or not isinstance(matrix, Apply) else rule(matrix, opaque)
    return _by_entries(matrix, opaque) if found is opaque else found


def _by_entries(matrix: Term, opaque: Term) -> Term:
    """The determinant of a matrix with few rows, whose number is known."""
    shape = shape_of(matrix)
    size = shape[0].value if isinstance(shape[0], Number) else 0
    if len(shape) != 2 or shape[0] is not shape[1] or not 1 < size <= MOST_ROWS:
        return opaque
    places = [Number(k + 1) for k in range(int(size))]
    return leibniz([tuple(Component(matrix, i, j) for j in places) for i in places])


def entries(matrix: Term) -> list[tuple[Term, ...]] | None:
    """The entries of a literal matrix, row by row, or None."""
    if not isinstance(matrix, Apply) or matrix.head != "matrix":
        return None
    if not all(isinstance(r, Apply) and r.head == "vector" for r in matrix.children):
        return None
    return [r.children for r in matrix.children]


def leibniz(rows: list[tuple[Term, ...]]) -> Term:
    """The sum over all permutations, with their signs."""
    places = range(len(rows))
    if not rows:
        return ONE
    summands = []
    for chosen in permutations(places):
        inversions = sum(chosen[a] > chosen[b] for b in places for a in range(b))
        factors = [rows[i][j] for i, j in zip(places, chosen, strict=True)]
        summands.append(multiply(*([MINUS_ONE] * (inversions % 2)), *factors))
    return add(*summands)


def inverse_entry(term: Apply, indices: tuple[Term, ...]) -> Term:
    """The entry of an inverse: a cofactor over the determinant for literal matrices, else opaque."""
    (matrix,) = term.children
    rows = entries(matrix)
    literal = rows is not None and all(isinstance(i, Number) for i in indices)
    if rows is None or not literal or len(rows) > LARGEST:
        return Component(term, *indices)
    i, j = (int(n.value) - 1 for n in indices if isinstance(n, Number))
    minor = [r[:i] + r[i + 1 :] for k, r in enumerate(rows) if k != j]
    cofactor = leibniz(minor) if (i + j) % 2 == 0 else negative(leibniz(minor))
    return multiply(cofactor, power(leibniz(rows), -1))


def _of_product(matrix: Apply, opaque: Term) -> Term:
    shapes = [shape_of(f) for f in matrix.children]
    if not all(len(s) == 2 and s[0] is s[1] for s in shapes):
        return opaque
    return multiply(*map(determinant, matrix.children))


def _of_multiple(matrix: Apply, _: Term) -> Term:
    size = padded(shape_of(matrix))[0]
    return multiply(*(determinant(f) if shape_of(f) else power(f, size) for f in matrix.children))


def _of_power(matrix: Apply, opaque: Term) -> Term:
    base, exponent = matrix.children
    return power(determinant(base), exponent) if isinstance(exponent, Number) else opaque


def _of_diagonal(matrix: Apply, opaque: Term) -> Term:
    (vector,) = matrix.children
    shape = shape_of(vector)
    if len(shape) != 1:
        return opaque
    i = fresh("i", INTEGER, vector)
    return bind("product", i, Component(vector, i), ONE, shape[0])


def _of_sum(matrix: Apply, opaque: Term) -> Term:
    """``det(I + c u v^T) = 1 + c v^T u``."""
    unit = [c for c in matrix.children if isinstance(c, Apply) and c.head == "identity"]
    others = [c for c in matrix.children if c not in unit]
    if len(unit) != 1 or len(others) != 1:
        return opaque
    factors = list(_factors(others[0]))
    outer = [f for f in factors if shape_of(f)]
    if len(outer) != 1 or not isinstance(outer[0], Apply) or outer[0].head != "matmul":
        return opaque
    column, row = outer[0].children
    is_row = isinstance(row, Apply) and row.head == "transpose"
    if not is_row or len(shape_of(column)) != 1 or len(shape_of(row.children[0])) != 1:
        return opaque
    scalars = [f for f in factors if f is not outer[0]]
    return add(ONE, multiply(*scalars, Apply("inner", row.children[0], column)))


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child)
    else:
        yield term


_RULES: Final[dict[str, Callable[[Apply, Term], Term]]] = {
    "add": _of_sum,
    "matmul": _of_product,
    "multiply": _of_multiple,
    "power": _of_power,
    "diagonal": _of_diagonal,
    "identity": lambda _, __: ONE,
    "transpose": lambda matrix, _: determinant(matrix.children[0]),
    "inverse": lambda matrix, _: power(determinant(matrix.children[0]), -1),
}
