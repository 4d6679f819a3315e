"""Vectors that equations give: ``w = (X^T X)^{-1} X^T y`` from ``X^T X w = X^T y`` or a gradient of zero."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from derive.algebra.balls import Value
from derive.algebra.dimensions import same
from derive.algebra.points_values import scaled_unit
from derive.algebra.shapes import ShapeError, shape_of
from derive.algebra.words import difference
from derive.algebra.words_letters import Monomial, Sum, written
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Component, Number, Symbol, Term, add, multiply

EFFORT_OF_AN_EQUATION: Final = 5_000


def solved_vectors(hypotheses: tuple[Term, ...]) -> tuple[Term, ...]:
    """What equations between vectors, linear in one of them with a square matrix, say of that vector.

    They hold where the matrix has an inverse: they tell where to look, and are no consequences.
    Of an equation like ``A v = s v`` they would only find 0.
    """
    found = []
    for hypothesis in hypotheses:
        if not isinstance(hypothesis, Apply) or hypothesis.head != "eq":
            continue
        left, right = hypothesis.children
        if Symbol in (type(left), type(right)) or len(_shape(left) or _shape(right)) != 1:
            continue
        gap = difference(left, right, Effort(EFFORT_OF_AN_EQUATION))
        found += list(_solved(gap))[:1] if gap else []
    return tuple(found)


def _shape(term: Term) -> tuple[Term, ...]:
    try:
        return shape_of(term)
    except ShapeError:
        return ()


def _solved(gap: Sum) -> Iterator[Term]:
    """Equations for vectors, in the order of their names."""
    ends = {word[-1].array for _, word in gap if word and word[-1].is_vector}
    for vector in sorted((v for v in ends if isinstance(v, Symbol)), key=lambda s: s.name):
        (size,) = shape_of(vector)
        inside = {m: c for m, c in gap.items() if m[1] and m[1][-1].array is vector}
        rest = {m: c for m, c in gap.items() if m not in inside}
        before: Sum = {(s, w[:-1]): c for (s, w), c in inside.items()}
        if (
            not rest
            or any(vector in m for m in map(_symbols, (*before, *rest)))
            or not all(not w or same(w[0].rows, size) for _, w in before)
        ):
            continue
        right = [multiply(Number(-c), _term(m, size)) for m, c in rest.items()]
        value = add(*right) if len(right) > 1 else right[0]
        yield Apply("eq", vector, _divided(before, size, value))


def _divided(matrix: Sum, size: Term, value: Term) -> Term:
    parts = [multiply(Number(c), _term(m, size)) for m, c in matrix.items()]
    whole = add(*parts) if len(parts) > 1 else parts[0]
    return Apply("matmul", Apply("inverse", whole), value)


def _symbols(monomial: Monomial) -> frozenset[Symbol]:
    scalars, word = monomial
    letters = [x.array for s in (*scalars, word) if not isinstance(s, Term) for x in s]
    return frozenset[Symbol]().union(*(t.symbols for t in (*letters, *scalars) if isinstance(t, Term)))


def _term(monomial: Monomial, size: Term) -> Term:
    scalars, word = monomial
    factors = [s if isinstance(s, Term) else written(s, size) for s in scalars]
    return multiply(*factors, written(word, size)) if factors else written(word, size)


def equal_cases(
    hypotheses: tuple[Term, ...], others: Mapping[Symbol, Value], lengths: tuple[int, ...]
) -> Iterator[Value]:
    """Where matrices are compared: those that have values, and the numbers times the unit matrix."""
    said = [t for h in hypotheses for t in (h.children if _is_conjunction(h) else (h,))]
    if not any(isinstance(t, Binder) for t in said):
        return
    for value in others.values():
        rows = value if isinstance(value, tuple) else ()
        if len(rows) == lengths[0] and all(isinstance(r, tuple) and len(r) == lengths[1] for r in rows):
            yield value
        elif isinstance(value, Fraction) and lengths[0] == lengths[1]:
            yield scaled_unit(value, lengths[0])


def _is_conjunction(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "and"


def entries_among(
    symbol: Symbol, hypotheses: tuple[Term, ...], flavour: int, position: int, length: int
) -> Iterator[Value]:
    """A vector with entries from a finite set in which all are said to be, another one in every flavour."""
    elements = _members(symbol, hypotheses)
    if elements:
        places = ((k + 1) * (2 * position + 1) // 2 + flavour for k in range(length))
        yield tuple(elements[place % len(elements)] for place in places)


def _members(symbol: Symbol, hypotheses: tuple[Term, ...]) -> list[Fraction]:
    """The numbers in a finite set in which all entries of the symbol are said to be."""
    for hypothesis in hypotheses:
        body = hypothesis.body if isinstance(hypothesis, Binder) and hypothesis.kind == "forall" else None
        said = body.children[1] if isinstance(body, Apply) and body.head == "implies" else body
        if not isinstance(said, Apply) or said.head != "member":
            continue
        entry, collection = said.children
        of_symbol = isinstance(entry, Component) and entry.base is symbol
        if of_symbol and isinstance(collection, Apply) and collection.head == "finite_set":
            return [e.value for e in collection.children if isinstance(e, Number)]
    return []
