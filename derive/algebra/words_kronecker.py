"""Kronecker products and stacked columns among products that do not commute.

``(A x B)(C x D) = AC x BD``, ``vec(A X B) = (B^T x A) vec X``, ``vec(A)^T vec(B) = tr(A^T B)``;
for columns ``a x b = vec(b a^T)``. Source: Magnus and Neudecker, Matrix Differential Calculus, ch. 2.
"""

from fractions import Fraction

from derive.algebra.dimensions import same
from derive.algebra.shapes import Shape, padded, shape_of
from derive.algebra.words_letters import (
    UNIT,
    Calculation,
    Letter,
    Monomial,
    Sum,
    Word,
    sum_of,
    transposed,
    written,
)
from derive.core.term import Apply, Term


def kronecker(calculation: Calculation, term: Apply) -> Sum:
    """The sum of the products of the terms of both factors."""
    first, second = (calculation.reduced(calculation.expand(c)) for c in term.children)
    shapes = [shape_of(c) for c in term.children]
    if not all(shapes):
        return calculation.product([first, second])
    parts = []
    for (scalars, word), c in first.items():
        for (others, more), d in second.items():
            scale: Sum = {((*scalars, *others), ()): c * d}
            joined: Sum = {_pair(word, more, shapes): Fraction(1)}
            parts.append((Fraction(1), calculation.product([scale, joined])))
    return sum_of(parts)


def _pair(first: Word, second: Word, shapes: list[Shape]) -> Monomial:
    sides = [padded(s) for s in shapes]
    if not first and not second:
        return UNIT
    columns = [len(s) == 1 for s in shapes]
    rows = [_is_row(w) for w in (first, second)]
    if all(columns):
        return (), (Letter(Apply("vec", written((*second, *transposed(first)), sides[0][0]))),)
    if all(rows):
        ((_, (letter,)),) = [_pair(transposed(first), transposed(second), [sides[0][1:], sides[1][1:]])]
        return (), (letter._replace(transposed=True),)
    if (columns[0] and rows[1]) or (rows[0] and columns[1]):
        return (), (*first, *second) if columns[0] else (*second, *first)
    terms = [written(w, s[0]) for w, s in zip((first, second), sides, strict=True)]
    return (), (Letter(Apply("kronecker", *terms)),)


def _is_row(word: Word) -> bool:
    return bool(word) and word[0].is_vector and word[0].transposed


def vec(calculation: Calculation, term: Apply) -> Sum | None:
    """The columns of a matrix below each other, word by word; a vector is its own."""
    (matrix,) = term.children
    shape = shape_of(matrix)
    inside = calculation.reduced(calculation.expand(matrix))
    if len(shape) < 2:
        return inside
    found: Sum = {}
    for (scalars, word), c in inside.items():
        if _is_row(word):
            found[scalars, transposed(word)] = c
        else:
            found[scalars, (Letter(Apply("vec", written(word, shape[0]))),)] = c
    return found


def rewritten(calculation: Calculation, word: Word) -> Sum | None:
    """What a word is, if it has letters that may be joined, or a Kronecker product turned or inverted."""
    for k, letter in enumerate(word):
        if _is(letter, "kronecker") and (letter.transposed or letter.inverted):
            found = _turned(calculation, letter)
        else:
            found = _joined(calculation, letter, word[k + 1]) if k + 1 < len(word) else None
            if found is not None:
                return _within(found, word[:k], word[k + 2 :])
        if found is not None:
            return _within(found, word[:k], word[k + 1 :])
    return None


def _within(value: Sum, before: Word, after: Word) -> Sum:
    return {(s, (*before, *w, *after)): c for (s, w), c in value.items()}


def _is(letter: Letter, head: str) -> bool:
    return isinstance(letter.array, Apply) and letter.array.head == head


def _turned(calculation: Calculation, letter: Letter) -> Sum | None:
    """The transpose or the inverse of a Kronecker product, factor by factor."""
    factors = letter.array.children
    if letter.inverted:
        if not all(same(*padded(shape_of(f))) for f in factors):
            return None
        factors = tuple(Apply("inverse", f) for f in factors)
    if letter.transposed:
        factors = tuple(Apply("transpose", f) for f in factors)
    return calculation.expand(Apply("kronecker", *factors))


def _joined(calculation: Calculation, first: Letter, second: Letter) -> Sum | None:
    """The product of two letters that are Kronecker products or stacked columns, if there is a rule."""
    if first.inverted or second.inverted:
        return None
    if _is(first, "vec") and first.transposed:
        return _row_times(calculation, first.array, second)
    if not _is(first, "kronecker") or second.transposed:
        return None
    left, right = first.array.children
    if _is(second, "kronecker"):
        others = second.array.children
        if not all(_fit(a, b) for a, b in zip((left, right), others, strict=True)):
            return None
        factors = (Apply("matmul", a, b) for a, b in zip((left, right), others, strict=True))
        return calculation.expand(Apply("kronecker", *factors))
    if not _is(second, "vec"):
        return None
    (matrix,) = second.array.children
    if not _fit(right, matrix) or not _fit(left, Apply("transpose", matrix)):
        return None
    return calculation.expand(Apply("vec", Apply("matmul", right, matrix, Apply("transpose", left))))


def _row_times(calculation: Calculation, row: Term, second: Letter) -> Sum | None:
    (matrix,) = row.children
    if _is(second, "vec") and not second.transposed:
        (other,) = second.array.children
        if not all(map(same, padded(shape_of(matrix)), padded(shape_of(other)))):
            return None
        return calculation.expand(Apply("trace", Apply("matmul", Apply("transpose", matrix), other)))
    if not _is(second, "kronecker") or second.transposed:
        return None
    left, right = second.array.children
    turned = Apply("transpose", right)
    if not _fit(turned, matrix) or not _fit(matrix, left):
        return None
    found = calculation.expand(Apply("vec", Apply("matmul", turned, matrix, left)))
    return {(scalars, transposed(word)): c for (scalars, word), c in found.items()}


def _fit(left: Term, right: Term) -> bool:
    return same(padded(shape_of(left))[1], padded(shape_of(right))[0])


def traced_factors(word: Word) -> tuple[Term, Term] | None:
    """The square factors of a Kronecker product that is the whole of a word."""
    if len(word) != 1 or not _is(word[0], "kronecker") or word[0].inverted:
        return None
    first, second = word[0].array.children
    if not all(same(*padded(shape_of(f))) for f in (first, second)):
        return None
    return first, second
