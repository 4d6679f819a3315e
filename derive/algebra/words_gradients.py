"""Gradients of polynomials in a vector as sums of products: ``A^T A x`` from ``x^T A^T A x``."""

from collections.abc import Iterator
from fractions import Fraction

from derive.algebra.shapes import shape_of
from derive.algebra.words_letters import (
    UNIT,
    Calculation,
    Letter,
    Monomial,
    OutsideError,
    Sum,
    Word,
    scalar_inside,
    sum_of,
    transposed,
)
from derive.core.sort import INTEGER
from derive.core.term import Binder, Symbol, Term, fresh


def gradient(calculation: Calculation, term: Binder) -> Sum | None:
    """A table of the derivatives of a number by the components of a vector; None for other tables.

    By the product rule: that of ``v^T M x`` is ``M^T v``, and that of ``x^T M v`` is ``M v``.

    Raises:
        OutsideError: the number is no polynomial in the vector.
    """
    found = _differentiated(term)
    if found is None:
        return None
    at, variable, body = found
    place = calculation.expand(at)
    return sum_of(
        [
            (coefficient, _placed(calculation, slope, variable, place))
            for monomial, coefficient in calculation.expand(body).items()
            for slope in _slopes(monomial, variable)
        ]
    )


def _differentiated(term: Binder) -> tuple[Term, Symbol, Term] | None:
    """Where, by which vector and what is differentiated, if a table holds all its derivatives."""
    if term.kind != "tabulate":
        return None
    index = fresh("k", INTEGER, term)
    entry = term.open(index)
    if not isinstance(entry, Binder) or entry.kind != "derivative" or entry.parameters[1:] != (index,):
        return None
    at = entry.parameters[0]
    variable = fresh("t", entry.variable.sort, term)
    body = entry.open(variable)
    alone = all(index not in t.symbols for t in (at, body))
    return (at, variable, body) if alone and len(shape_of(at)) == 1 and not shape_of(body) else None


def _slopes(monomial: Monomial, variable: Symbol) -> Iterator[Monomial]:
    """The product rule: what comes of each place where the vector stands."""
    scalars, word = monomial
    factors = (*scalars, *_parted(word))
    for position, factor in enumerate(factors):
        others = (*factors[:position], *factors[position + 1 :])
        if isinstance(factor, Term):
            if variable in factor.symbols:
                raise OutsideError
            continue
        if any(variable in x.array.symbols and x.array is not variable for x in factor):
            raise OutsideError
        if factor[-1].array is variable:
            yield others, transposed(factor[:-1])
        if factor[0].array is variable:
            yield others, factor[1:]


def _parted(word: Word) -> Iterator[Word]:
    """The numbers of which a number is the product."""
    while word:
        inner = scalar_inside(word)
        if inner is None:
            raise OutsideError
        start, end = inner
        yield word[start:end]
        word = (*word[:start], *word[end:])


def _placed(calculation: Calculation, slope: Monomial, variable: Symbol, place: Sum) -> Sum:
    """The product with a value in the place of the vector."""
    scalars, word = slope
    factors: list[Sum] = [{((s,), ()): Fraction(1)} for s in scalars if isinstance(s, Term)]
    for part in (*(s for s in scalars if not isinstance(s, Term)), word):
        factors += [_letter(x, variable, place) for x in part]
    return calculation.product(factors) if factors else {UNIT: Fraction(1)}


def _letter(letter: Letter, variable: Symbol, place: Sum) -> Sum:
    if letter.array is not variable:
        return {((), (letter,)): Fraction(1)}
    if not letter.transposed:
        return place
    return {(s, transposed(w)): c for (s, w), c in place.items()}
