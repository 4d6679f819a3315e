"""Quadratic forms in vectors: whether a sum of products of arrays is never negative, or positive."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from derive.algebra.definiteness import Definite, are_nonnegative, closed, has_positive, product_of
from derive.algebra.words_letters import Letter, Sum, Word, transposed
from derive.core.term import Term

MOST_HALVES: Final = 12
PARTS: Final = (Fraction(1), Fraction(1, 2), Fraction(1, 16))
Key = tuple[tuple[Term, ...], Letter | None]
Table = dict[Key, dict[tuple[Word, Word], Fraction]]
Sign = Callable[[Term], bool]
Matrix = list[list[Fraction]]


def is_nonnegative(value: Sum, known: Definite, weak: Sign) -> bool:
    """Whether a number is a sum of ``s h^T h`` and ``s h^T A h`` with s shown not negative, A semidefinite.

    Traces, determinants and entries of diagonals of such A may be among the parts.
    """
    numbers, rest = closed(value)
    table = _tabled(rest, known)
    return (
        table is not None
        and are_nonnegative(numbers, known, weak)
        and all(
            weak(product_of(scalars)) and _is_semidefinite(_matrix(rows))
            for (scalars, _), rows in table.items()
        )
    )


def is_positive(value: Sum, known: Definite, nonzero: frozenset[Term], weak: Sign, strict: Sign) -> bool:
    """Whether it is such a sum and one part is positive.

    That is a number, or ``v^T v`` or ``v^T A v`` for one of the vectors that are not 0, A being definite.
    """
    if not is_nonnegative(value, known, weak):
        return False
    numbers, rest = closed(value)
    if has_positive(numbers, known, strict):
        return True
    for (scalars, middle), rows in (_tabled(rest, known) or {}).items():
        if (middle is not None and not known.is_strict(middle)) or not strict(product_of(scalars)):
            continue
        halves = _halves(rows)
        for k, half in enumerate(halves):
            if len(half) == 1 and half[0].array in nonzero and _has_room(_matrix(rows), k):
                return True
    return False


def _has_room(matrix: Matrix, k: int) -> bool:
    """Whether the matrix stays semidefinite with less in one place of the diagonal."""
    for part in PARTS:
        smaller = [row.copy() for row in matrix]
        smaller[k][k] -= part * matrix[k][k]
        if matrix[k][k] > 0 and _is_semidefinite(smaller):
            return True
    return False


def _tabled(value: Sum, known: Definite) -> Table | None:
    """For each scalar factor and matrix in the middle, the coefficients by the halves beside it."""
    table: Table = {}
    for (scalars, word), coefficient in value.items():
        words = [*(s for s in scalars if isinstance(s, tuple)), *((word,) if word else ())]
        plain = tuple(s for s in scalars if not isinstance(s, tuple))
        if len(words) != 1:
            return None
        found = _divided(words[0], known)
        if found is None:
            return None
        middle, pair = found
        rows = table.setdefault((plain, middle), {})
        rows[pair] = rows.get(pair, Fraction(0)) + coefficient
    one_way = (r for (_, m), r in table.items() if m is not None and not known.symmetric[m.array])
    return None if any(r.get(pair) != r.get(pair[::-1]) for r in one_way for pair in r) else table


def _divided(word: Word, known: Definite) -> tuple[Letter | None, tuple[Word, Word]] | None:
    """``(h, k)`` of a word ``h^T k`` or ``h^T A k``."""
    half = len(word) // 2
    middle = word[half] if len(word) % 2 else None
    if middle is not None and not known.holds(middle):
        return None
    if middle is not None and middle.transposed:
        word, middle = transposed(word), middle._replace(transposed=False)
    return middle, (known.normal(transposed(word[:half])), known.normal(word[len(word) - half :]))


def _halves(rows: dict[tuple[Word, Word], Fraction]) -> list[Word]:
    return sorted({h for pair in rows for h in pair}, key=lambda w: (len(w), [letter.order for letter in w]))


def _matrix(rows: dict[tuple[Word, Word], Fraction]) -> Matrix:
    halves = _halves(rows)
    place = {h: k for k, h in enumerate(halves)}
    found = [[Fraction(0)] * len(halves) for _ in halves]
    for (first, second), coefficient in rows.items():
        i, k = place[first], place[second]
        found[i][k] += coefficient / 2
        found[k][i] += coefficient / 2
    return found


def _is_semidefinite(matrix: Matrix, *, strictly: bool = False) -> bool:
    """By elimination: no pivot is negative, and beside one that is 0 there is nothing; or all are > 0."""
    if len(matrix) > MOST_HALVES:
        return False
    rows = [row.copy() for row in matrix]
    for k in range(len(rows)):
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and (strictly or any(rows[k][k + 1 :]))):
            return False
        for i in range(k + 1, len(rows)) if pivot else ():
            factor = rows[i][k] / pivot
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return True


def is_semidefinite(matrix: Matrix) -> bool:
    """Whether ``v^T M v`` is never negative, for a matrix of any symmetry."""
    return _is_semidefinite(_symmetric_part(matrix))


def is_definite(matrix: Matrix) -> bool:
    """Whether ``v^T M v`` is positive for all v but 0, for a matrix of any symmetry."""
    return _is_semidefinite(_symmetric_part(matrix), strictly=True)


def _symmetric_part(matrix: Matrix) -> Matrix:
    span = range(len(matrix))
    return [[(matrix[i][k] + matrix[k][i]) / 2 for k in span] for i in span]
