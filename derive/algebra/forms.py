"""Quadratic forms in vectors: whether a sum of products of arrays is never negative, or positive."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from derive.algebra.words_letters import Letter, Sum, Word, transposed
from derive.core.term import ONE, Term, multiply

MOST_HALVES: Final = 12
PARTS: Final = (Fraction(1), Fraction(1, 2), Fraction(1, 16))
Key = tuple[tuple[Term, ...], Letter | None]
Table = dict[Key, dict[tuple[Word, Word], Fraction]]
Sign = Callable[[Term], bool]
Matrix = list[list[Fraction]]
Known = Mapping[Term, bool]


def is_nonnegative(value: Sum, semidefinite: Known, weak: Sign) -> bool:
    """Whether a number is a sum of ``s h^T h`` and ``s h^T A h`` with s shown not negative, A semidefinite.

    Of each A that is semidefinite it is known whether it is symmetric.
    """
    table = _tabled(value, semidefinite)
    return table is not None and all(
        weak(_product(scalars)) and _is_semidefinite(_matrix(rows)) for (scalars, _), rows in table.items()
    )


def is_positive(value: Sum, semidefinite: Known, nonzero: frozenset[Term], weak: Sign, strict: Sign) -> bool:
    """Whether it is such a sum and at least a positive multiple of ``v^T v``, v one of the vectors not 0."""
    if not is_nonnegative(value, semidefinite, weak):
        return False
    for (scalars, middle), rows in (_tabled(value, semidefinite) or {}).items():
        if middle is not None or not strict(_product(scalars)):
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


def _product(scalars: tuple[Term, ...]) -> Term:
    return multiply(*scalars) if scalars else ONE


def _tabled(value: Sum, semidefinite: Known) -> Table | None:
    """For each scalar factor and matrix in the middle, the coefficients by the halves beside it."""
    table: Table = {}
    for (scalars, word), coefficient in value.items():
        words = [*(s for s in scalars if isinstance(s, tuple)), *((word,) if word else ())]
        plain = tuple(s for s in scalars if not isinstance(s, tuple))
        if len(words) != 1:
            return None
        found = _divided(words[0], semidefinite)
        if found is None:
            return None
        middle, pair = found
        rows = table.setdefault((plain, middle), {})
        rows[pair] = rows.get(pair, Fraction(0)) + coefficient
    one_way = (r for (_, m), r in table.items() if m is not None and not semidefinite[m.array])
    return None if any(r.get(pair) != r.get(pair[::-1]) for r in one_way for pair in r) else table


def _divided(word: Word, semidefinite: Known) -> tuple[Letter | None, tuple[Word, Word]] | None:
    """``(h, k)`` of a word ``h^T k`` or ``h^T A k``."""
    half = len(word) // 2
    middle = word[half] if len(word) % 2 else None
    if middle is not None and (middle.inverted or middle.array not in semidefinite):
        return None
    if middle is not None and middle.transposed:
        word, middle = transposed(word), middle._replace(transposed=False)
    return middle, (transposed(word[:half]), word[len(word) - half :])


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
