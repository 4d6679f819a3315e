"""Traces of products that do not commute: the same for all that are turned round or transposed."""

from fractions import Fraction

from derive.algebra.dimensions import same
from derive.algebra.shapes import shape_of
from derive.algebra.words_kronecker import traced_factors
from derive.algebra.words_letters import (
    Calculation,
    Scalar,
    Sum,
    Word,
    order_of,
    sum_of,
    traced,
    transposed,
)
from derive.core.term import Apply, Term


def trace(calculation: Calculation, term: Apply) -> Sum | None:
    """The trace of a square matrix, word by word; None for other arrays."""
    inside = calculation.reduced(calculation.expand(term.children[0]))
    shape = shape_of(term.children[0])
    if len(shape) != 2 or not same(*shape):
        return None
    return sum_of([(c, _of_word(calculation, s, w, shape[0])) for (s, w), c in inside.items()])


def _of_word(calculation: Calculation, scalars: tuple[Scalar, ...], word: Word, size: Term) -> Sum:
    """The trace of a square word times numbers; that of nothing is the number of rows."""
    if not word:
        return calculation.product([{(scalars, ()): Fraction(1)}, calculation.expand(size)])
    factors = traced_factors(word)
    if factors is not None:
        traces = [calculation.expand(Apply("trace", f)) for f in factors]
        return calculation.product([{(scalars, ()): Fraction(1)}, *traces])
    turns = _turns(word)
    for turn in turns:
        calculation.effort.charge(len(turn))
        if turn[0].is_vector and turn[0].transposed:
            return {((*scalars, turn), ()): Fraction(1)}
        after = calculation.reduced({((), turn): Fraction(1)})
        if after != {((), turn): Fraction(1)}:
            parts = ((c, (*scalars, *s), w) for (s, w), c in after.items())
            return sum_of([(c, _of_word(calculation, s, w, turn[0].rows)) for c, s, w in parts])
    return _or_transposed(calculation, scalars, min(turns, key=order_of))


def _or_transposed(calculation: Calculation, scalars: tuple[Scalar, ...], least: Word) -> Sum:
    """The trace of the word, or of its transpose, whichever comes first; 0 if they are opposite."""
    turned = calculation.reduced({((), transposed(least)): Fraction(1)})
    if len(turned) == 1:
        (((others, word), factor),) = turned.items()
        other = min(_turns(word), key=order_of, default=least)
        if not others and other == least and factor != 1:
            return {}
        if not others and word and order_of(other) < order_of(least):
            return {((*scalars, traced(other)), ()): factor}
    return {((*scalars, traced(least)), ()): Fraction(1)}


def _turns(word: Word) -> list[Word]:
    return [(*word[k:], *word[:k]) for k in range(len(word))]
