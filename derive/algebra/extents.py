"""Shapes as tuples of dimensions: trimmed, padded, compared, and the error when two clash."""

from derive.algebra.dimensions import same
from derive.core.term import ONE, Term

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
