"""Vectors and matrices entry by entry: one that is wrong does not cost the others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from derive.algebra.components import component
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.sort import INTEGER
from derive.core.term import Apply, Number, Symbol, Term
from derive.grade.deciding import decided
from derive.grade.written import Written

_LARGEST = 6
Pair = tuple[Term, Term]


def entries(left: Term, right: Term, symbols: Iterable[Symbol]) -> Iterator[Pair]:
    """The sides, or of arrays the entries: at numbers where sizes are known, at indices among the symbols.

    Raises:
        ShapeError: an entry does not exist.
    """
    shape = shape_of(left)
    if not shape:
        yield left, right
        return
    free = sorted((s for s in symbols if s.sort == INTEGER), key=lambda s: (s.name, s.digest))
    for places in product(*((*_numbers(size), *free) for size in shape)):
        yield component(left, *places), component(right, *places)


def _numbers(size: Term) -> tuple[Term, ...]:
    """All places along a side of known and small length."""
    known = isinstance(size, Number) and size.value <= _LARGEST
    return tuple(map(Number, range(1, int(size.value) + 1))) if known and isinstance(size, Number) else ()


def is_array(source: Written) -> bool:
    """Whether a step is about vectors or matrices, whose entries may be put in many ways."""
    proposition = source.claim.proposition if source.claim else None
    try:
        return isinstance(proposition, Apply) and any(shape_of(side) for side in proposition.children)
    except ShapeError:
        return False


def apart(source: Written) -> tuple[Written, ...]:
    """A wrong equation between arrays of known size as one between each of their entries."""
    claim = source.claim
    proposition = None if claim is None else claim.proposition
    if claim is None or not source.is_wrong or not isinstance(proposition, Apply) or proposition.head != "eq":
        return (source,)
    left, right = proposition.children
    try:
        found = [Apply("eq", *pair) for pair in entries(left, right, ())]
    except ShapeError:
        return (source,)
    if len(found) < 2:
        return (source,)
    stated = [replace(claim, proposition=p) for p in found]
    return tuple(replace(source, claim=c, verdict=decided(c)) for c in stated)
