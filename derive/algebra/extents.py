"""Shapes as tuples of dimensions: trimmed, padded, compared, and the error when two clash."""

from derive.algebra.dimensions import same
from derive.core.term import ONE, Apply, Term, add, multiply

Shape = tuple[Term, ...]


class ShapeError(Exception):
    """Parts of ``term`` do not fit together; ``shapes`` are the two that clash."""

    def __init__(self, term: Term, *shapes: Shape) -> None:
        """Say what clashes in ``term``."""
        super().__init__(f"{term!r}: {' and '.join(map(written, shapes))}")
        self.term = term
        self.shapes = shapes


def written(shape: Shape) -> str:
    """A shape for a person: ``K``, ``d x K``, ``number``."""
    return " x ".join(map(repr, shape)) if shape else "number"


def trimmed(shape: Shape) -> Shape:
    """The shape without trailing ones."""
    while shape and shape[-1] is ONE:
        shape = shape[:-1]
    return shape


def padded(shape: Shape) -> Shape:
    """The shape as that of a matrix: a vector is a column, a number is 1 by 1."""
    return (*shape, ONE, ONE)[:2]


def agree(left: Shape, right: Shape) -> bool:
    """Whether two shapes are equal whatever the dimensions are."""
    return len(left) == len(right) and all(map(same, left, right))


def product_shape(term: Term, left: Shape, right: Shape) -> Shape:
    """The shape of a matrix product; a number scales whatever stands beside it.

    Raises:
        ShapeError: the inner dimensions differ.
    """
    if not left or not right:
        return left or right
    left = left if len(left) == 2 else (*left, ONE)
    full = right if len(right) == 2 else (*right, ONE)
    if not same(left[1], full[0]):
        raise ShapeError(term, left, right)
    return trimmed((left[0], full[1]))


def kronecker_shape(_: Term, left: Shape, right: Shape) -> Shape:
    """The shape of a Kronecker product."""
    return trimmed(tuple(_times(a, b) for a, b in zip(padded(left), padded(right), strict=True)))


def vec_shape(_: Term, matrix: Shape) -> Shape:
    """The shape of the columns of a matrix below each other."""
    rows, columns = padded(matrix)
    return trimmed((_times(columns, rows),))


def _times(first: Term, second: Term) -> Term:
    if first is ONE or second is ONE:
        return second if first is ONE else first
    return multiply(first, second)


def stacked_shape(term: Apply, *shapes: Shape) -> Shape:
    """The shape of blocks below each other, or side by side.

    Raises:
        ShapeError: they do not have the other side in common.
    """
    down = term.head == "stack"
    sides = [padded(s) for s in shapes]
    for side in sides:
        if not same(side[down], sides[0][down]):
            raise ShapeError(term, sides[0], side)
    total = add(*(side[not down] for side in sides))
    return trimmed((total, sides[0][1]) if down else (sides[0][0], total))
