"""Matrices of blocks: sums, products, transposes, traces and determinants block by block.

An inverse is checked by multiplying. Source: Horn and Johnson, Matrix Analysis, section 0.8.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from derive.algebra.dimensions import same
from derive.algebra.shapes import padded, shape_of
from derive.algebra.words_letters import strict_parts
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Term,
    add,
    multiply,
    power,
    subterms,
)

HEADS: Final = frozenset(("stack", "beside"))
MOST_BLOCKS: Final = 6


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks row by row, with the heights of the rows and the widths of the columns."""

    heights: tuple[Term, ...]
    widths: tuple[Term, ...]
    rows: tuple[tuple[Term, ...], ...]


def has_blocks(*terms: Term) -> bool:
    """Whether something in the terms is made of blocks."""
    return any(isinstance(t, Apply) and t.head in HEADS for term in terms for t in subterms(term))


def pairs(left: Term, right: Term) -> list[tuple[Term, Term]] | None:
    """Equations without blocks from which ``left = right`` follows; None if none are known."""
    if not shape_of(left) and not shape_of(right):
        first, second = without(left, right), without(right, left)
        return None if first is None or second is None else [(first, second)]
    for whole, other in ((left, right), (right, left)):
        if isinstance(whole, Apply) and whole.head == "inverse" and has_blocks(whole):
            size = shape_of(whole)[0]
            return pairs(Apply("matmul", whole.children[0], other), Apply("identity", size))
    first_blocks = blocks(left)
    second_blocks = blocks(right)
    if first_blocks is None or second_blocks is None:
        return None
    if not _alike(first_blocks, second_blocks):
        if _count(first_blocks) == 1:
            first_blocks = _split(left, second_blocks)
        elif _count(second_blocks) == 1:
            second_blocks = _split(right, first_blocks)
    if first_blocks is None or second_blocks is None or not _alike(first_blocks, second_blocks):
        return None
    rows = zip(first_blocks.rows, second_blocks.rows, strict=True)
    return [pair for a, b in rows for pair in zip(a, b, strict=True)]


def _count(found: Blocks) -> int:
    return len(found.rows) * len(found.widths)


def _alike(first: Blocks, second: Blocks) -> bool:
    return _fit(first.heights, second.heights) and _fit(first.widths, second.widths)


def _fit(first: tuple[Term, ...], second: tuple[Term, ...]) -> bool:
    return len(first) == len(second) and all(map(same, first, second))


def blocks(term: Term) -> Blocks | None:
    """The blocks of a term, one if it has no parts; None where parts do not fit or are too many."""
    if isinstance(term, Apply) and has_blocks(term):
        rule = _RULES.get(term.head)
        found = None if rule is None else rule(term)
        return found if found is None or _count(found) <= MOST_BLOCKS**2 else None
    height, width = padded(shape_of(term))
    return Blocks((height,), (width,), ((term,),))


def _split(term: Term, like: Blocks) -> Blocks | None:
    """A unit matrix, a zero matrix or multiples of them, in blocks like those of another."""
    if isinstance(term, Apply) and term.head == "multiply":
        factors = [f for f in term.children if not shape_of(f)]
        (matrix,) = [f for f in term.children if shape_of(f)] or [ONE]
        inner = _split(matrix, like)
        return None if inner is None else _mapped(inner, lambda c: multiply(*factors, c))
    if term is ZERO or (isinstance(term, Apply) and term.head == "zeros"):
        rows = tuple(tuple(Apply("zeros", h, w) for w in like.widths) for h in like.heights)
        return Blocks(like.heights, like.widths, rows)
    if isinstance(term, Apply) and term.head == "identity" and _fit(like.heights, like.widths):
        rows = tuple(
            tuple(Apply("identity", h) if i == k else Apply("zeros", h, w) for k, w in enumerate(like.widths))
            for i, h in enumerate(like.heights)
        )
        return Blocks(like.heights, like.widths, rows)
    return None


def _mapped(value: Blocks, change: Callable[[Term], Term]) -> Blocks:
    return Blocks(value.heights, value.widths, tuple(tuple(map(change, row)) for row in value.rows))


def _stack(term: Apply) -> Blocks | None:
    parts = [blocks(c) for c in term.children]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or not all(_fit(p.widths, known[0].widths) for p in known):
        return None
    heights = tuple(h for p in known for h in p.heights)
    return Blocks(heights, known[0].widths, tuple(row for p in known for row in p.rows))


def _beside(term: Apply) -> Blocks | None:
    parts = [blocks(c) for c in term.children]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or not all(_fit(p.heights, known[0].heights) for p in known):
        return None
    rows = tuple(tuple(c for p in known for c in p.rows[i]) for i in range(len(known[0].rows)))
    return Blocks(known[0].heights, tuple(w for p in known for w in p.widths), rows)


def _add(term: Apply) -> Blocks | None:
    parts = [blocks(c) for c in term.children]
    like = next((p for p in parts if p is not None and _count(p) > 1), None)
    if like is None:
        return None
    fitted = []
    for part, child in zip(parts, term.children, strict=True):
        found = part if part is not None and _alike(part, like) else _split(child, like)
        if found is None:
            return None
        fitted.append(found)
    columns = range(len(like.widths))
    rows = tuple(tuple(add(*(p.rows[i][k] for p in fitted)) for k in columns) for i in range(len(like.rows)))
    return Blocks(like.heights, like.widths, rows)


def _multiply(term: Apply) -> Blocks | None:
    arrays = [c for c in term.children if shape_of(c)]
    scalars = [c for c in term.children if not shape_of(c)]
    inner = blocks(arrays[0]) if len(arrays) == 1 else None
    return None if inner is None else _mapped(inner, lambda c: multiply(*scalars, c))


def _matmul(term: Apply) -> Blocks | None:
    found = blocks(term.children[0])
    for child in term.children[1:]:
        other = blocks(child)
        found = None if found is None or other is None else _product(found, other)
    return found


def _product(left: Blocks, right: Blocks) -> Blocks | None:
    if not _fit(left.widths, right.heights):
        return None
    middle = range(len(left.widths))
    rows = []
    for i in range(len(left.rows)):
        row = []
        for k in range(len(right.widths)):
            terms = [(left.rows[i][m], right.rows[m][k]) for m in middle]
            parts = [_times(a, b) for a, b in terms if not _is_zeros(a) and not _is_zeros(b)]
            row.append(add(*parts) if parts else Apply("zeros", left.heights[i], right.widths[k]))
        rows.append(tuple(row))
    return Blocks(left.heights, right.widths, tuple(rows))


def _times(left: Term, right: Term) -> Term:
    if not shape_of(left) or not shape_of(right):
        return multiply(left, right)
    return Apply("matmul", left, right)


def _is_zeros(term: Term) -> bool:
    return term is ZERO or (isinstance(term, Apply) and term.head == "zeros")


def _transpose(term: Apply) -> Blocks | None:
    inner = blocks(term.children[0])
    if inner is None:
        return None
    turned = tuple(
        tuple(Apply("transpose", row[k]) if shape_of(row[k]) else row[k] for row in inner.rows)
        for k in range(len(inner.widths))
    )
    return Blocks(inner.widths, inner.heights, turned)


def _power(term: Apply) -> Blocks | None:
    base, exponent = term.children
    if not isinstance(exponent, Number) or exponent.value not in range(1, MOST_BLOCKS + 1):
        return None
    return _matmul(Apply("matmul", *[base] * int(exponent.value)))


_RULES: Final[dict[str, Callable[[Apply], Blocks | None]]] = {
    "stack": _stack,
    "beside": _beside,
    "add": _add,
    "multiply": _multiply,
    "matmul": _matmul,
    "transpose": _transpose,
    "power": _power,
}


def without(term: Term, beside: Term = ZERO) -> Term | None:
    """A number with all that is made of blocks in it worked out; None if something is not.

    ``beside`` is another term that is defined, so that inverses in it exist.
    """
    if not has_blocks(term):
        return term
    if not isinstance(term, Apply):
        return None
    if term.head in _NUMBERS:
        return _NUMBERS[term.head](term, beside)
    children = [without(c, beside) for c in term.children]
    return None if None in children else Apply(term.head, *(c for c in children if c is not None))


def _trace(term: Apply, _: Term) -> Term | None:
    found = blocks(term.children[0])
    if found is None or not _fit(found.heights, found.widths):
        return None
    diagonal = [found.rows[k][k] for k in range(len(found.rows))]
    return add(*(Apply("trace", c) if shape_of(c) else c for c in diagonal))


def _inner(term: Apply, _: Term) -> Term | None:
    first, second = map(blocks, term.children)
    if first is None or second is None or not _alike(first, second):
        return None
    cells = zip((c for r in first.rows for c in r), (c for r in second.rows for c in r), strict=True)
    return add(*(Apply("inner", a, b) if shape_of(a) else multiply(a, b) for a, b in cells))


def _norm(term: Apply, _: Term) -> Term | None:
    found = blocks(term.children[0])
    if found is None:
        return None
    cells = (c for row in found.rows for c in row)
    squares = (power(Apply("norm", c), TWO) if shape_of(c) else power(c, TWO) for c in cells)
    return power(add(*squares), HALF)


def _determinant(term: Apply, beside: Term) -> Term | None:
    """The product of those of the diagonal blocks of a triangular matrix, or by a Schur complement."""
    found = blocks(term.children[0])
    if found is None or not _fit(found.heights, found.widths):
        return None
    rows, span = found.rows, range(len(found.rows))
    below = all(_is_zeros(rows[i][k]) for i in span for k in range(i))
    above = all(_is_zeros(rows[i][k]) for i in span for k in span if k > i)
    if below or above:
        return multiply(*(_determinant_of(rows[k][k]) for k in span))
    return _schur(found, beside) if len(rows) == len(("first", "second")) else None


def _determinant_of(block: Term) -> Term:
    return Apply("determinant", block) if shape_of(block) else block


def _schur(found: Blocks, beside: Term) -> Term | None:
    """``det A det(D - C A^-1 B)`` where the inverse of A is known to exist, or the same for D."""
    (a, b), (c, d) = found.rows
    for corner, across, down, other in ((a, b, c, d), (d, c, b, a)):
        inverse = Apply("inverse", corner)
        is_unit = isinstance(corner, Apply) and corner.head == "identity"
        is_known = is_unit or inverse in strict_parts(beside)
        if is_known and shape_of(corner):
            middle = Apply("matmul", down, inverse, across)
            return multiply(
                Apply("determinant", corner), _determinant_of(add(other, multiply(Number(-1), middle)))
            )
    return None


_NUMBERS: Final[dict[str, Callable[[Apply, Term], Term | None]]] = {
    "trace": _trace,
    "inner": _inner,
    "norm": _norm,
    "determinant": _determinant,
}
