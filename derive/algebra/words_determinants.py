"""Determinants among products that do not commute: one form for all that are known to be equal.

``det(c M) = c^n det M``, ``det(A B) = det A det B``, ``det M = det M^T``,
``det(A + R) = det A det(I + A^-1 R)``,
``det(I + U V) = det(I + V U)`` and ``det(a I + b u v^T) = a^(n-1) (a + b v^T u)``.
Source: Horn and Johnson, Matrix Analysis, sections 0.3 and 0.8.5.
"""

from fractions import Fraction
from typing import Final, Protocol

from derive.algebra.dimensions import same
from derive.algebra.shapes import padded, shape_of
from derive.algebra.words_letters import (
    UNIT,
    Calculation,
    Letter,
    Monomial,
    Sum,
    Word,
    each_transposed,
    is_square,
    order_of,
    scalar_order,
    sum_of,
    written,
)
from derive.core.term import MINUS_ONE, ONE, Apply, Number, Term, add, multiply, power, subtract

MOST_FACTORS: Final = 4


class WithInverses(Calculation, Protocol):
    """A calculation that knows which arrays have inverses."""

    regular: set[Term]


def determinant(calculation: WithInverses, term: Apply) -> Sum | None:
    """The determinant of a square matrix; None for others."""
    shape = shape_of(term.children[0])
    if len(shape) != 2 or not same(*shape):
        return None
    return _of_sum(calculation, calculation.reduced(calculation.expand(term.children[0])), shape[0])


def _factor(calculation: WithInverses, inside: Sum) -> tuple[Letter, Fraction] | None:
    """A square matrix that has an inverse and is a term; only an inverse itself, beside a unit matrix."""
    beside_unit = any(not word for _, word in inside)
    for (scalars, word), c in sorted(inside.items(), key=lambda item: (not _inverts(item[0]), _place(item))):
        is_single = not scalars and len(word) == 1 and is_square(word[0])
        if is_single and word[0].array in calculation.regular and (word[0].inverted or not beside_unit):
            return word[0], c
    return None


def _inverts(monomial: Monomial) -> bool:
    return any(letter.inverted for letter in monomial[1])


def _of_sum(calculation: WithInverses, inside: Sum, size: Term, depth: int = MOST_FACTORS) -> Sum:
    if len(inside) < 2:
        return _of_product(calculation, inside, size) if inside else {}
    found = _factor(calculation, inside) if depth else None
    if found is not None:
        letter, c = found
        turned: Sum = {((), (letter._replace(inverted=not letter.inverted),)): 1 / c}
        rest = calculation.reduced(calculation.product([turned, inside]))
        parts = [_powered(calculation, Number(c), size), _of_letter(calculation, letter)]
        return calculation.product([*parts, _of_sum(calculation, rest, size, depth - 1)])
    rolled = _rolled(calculation, inside, size)
    return _named(calculation, inside, size) if rolled is None else rolled


def _place(item: tuple[Monomial, Fraction]) -> tuple[object, ...]:
    (scalars, word), _ = item
    return order_of(word), tuple(map(scalar_order, scalars))


def _powered(calculation: Calculation, base: Term, exponent: Term) -> Sum:
    """A power of a number, as it stands if the exponent does."""
    return {UNIT: Fraction(1)} if base is ONE else calculation.expand(power(base, exponent))


def _of_product(calculation: WithInverses, inside: Sum, size: Term) -> Sum:
    """The determinant of one product of square matrices times numbers."""
    (((scalars, word), c),) = inside.items()
    if any(isinstance(s, tuple) for s in scalars) or not all(map(is_square, word)):
        return _named(calculation, inside, size)
    base = multiply(*([] if c == 1 else [Number(c)]), *(s for s in scalars if isinstance(s, Term)))
    factor = ONE if c == 1 and not scalars else base
    parts = [_of_letter(calculation, letter) for letter in word]
    return calculation.product([_powered(calculation, factor, size), *parts])


def _of_letter(calculation: WithInverses, letter: Letter) -> Sum:
    """The determinant of a square matrix, without what does not change it."""
    found = _of_array(calculation, letter.array)
    if not letter.inverted:
        return found
    if len(found) == 1:
        (((scalars, _), c),) = found.items()
        inverses = tuple(_inverted(s) for s in scalars if isinstance(s, Term))
        return {(inverses, ()): 1 / c}
    return {((power(Apply("determinant", letter.array), -1),), ()): Fraction(1)}


def _inverted(scalar: Term) -> Term:
    if isinstance(scalar, Apply) and scalar.head == "power" and scalar.children[1] is MINUS_ONE:
        return scalar.children[0]
    return power(scalar, -1)


def _of_array(calculation: WithInverses, array: Term) -> Sum:
    opaque: Sum = {((Apply("determinant", array),), ()): Fraction(1)}
    if not isinstance(array, Apply) or array.head != "kronecker":
        return opaque
    first, second = array.children
    (n, rows), (m, columns) = padded(shape_of(first)), padded(shape_of(second))
    if not same(n, rows) or not same(m, columns):
        return opaque
    return calculation.product(
        [
            _powered(calculation, Apply("determinant", f), e)
            for f, e in ((first, m), (second, n))
            if not (isinstance(f, Apply) and f.head == "identity")
        ]
    )


def _rolled(calculation: WithInverses, inside: Sum, size: Term) -> Sum | None:
    """Of ``a I + b U V`` the form with the product turned to a number, or to the least of all turns."""
    units = [(s, c) for (s, w), c in inside.items() if not w]
    others = [(s, w, c) for (s, w), c in inside.items() if w]
    if len(units) != 1 or len(others) != 1:
        return None
    ((unit, a),), ((scalars, word, b),) = units, others
    outer = _number(unit, a)
    if outer is None:
        return None
    for k in range(1, len(word)):
        if word[k].is_vector and word[k].transposed and word[k - 1].is_vector:
            inner: Sum = {((*scalars, (*word[k:], *word[:k])), ()): b}
            rest = sum_of([(Fraction(1), {(unit, ()): a}), (Fraction(1), calculation.reduced(inner))])
            return calculation.product([_powered(calculation, outer, subtract(size, ONE)), rest])
    return _least_turn(calculation, inside, size, outer)


def _number(scalars: tuple[object, ...], coefficient: Fraction) -> Term | None:
    if not all(isinstance(s, Term) for s in scalars):
        return None
    factors = [s for s in scalars if isinstance(s, Term)]
    if coefficient != 1 or not factors:
        factors = [Number(coefficient), *factors]
    return factors[0] if len(factors) == 1 else multiply(*factors)


def _least_turn(calculation: WithInverses, inside: Sum, size: Term, outer: Term) -> Sum:
    """The determinant by the turn of the product that comes first, which may be smaller or larger."""
    ((_, word),) = [m for m in inside if m[1]]
    turns = [(*word[k:], *word[:k]) for k in range(len(word)) if _is_proper(word[k - 1], word[k])]
    least = min(turns, key=lambda w: min(order_of(w), order_of(_flipped(w))), default=word)
    rows = least[0].rows
    turned = {(s, least if w else w): c for (s, w), c in inside.items()}
    change = _powered(calculation, ONE if outer is ONE else outer, subtract(size, rows))
    if same(rows, size):
        change = {UNIT: Fraction(1)}
    return calculation.product([change, _named(calculation, turned, rows)])


def _is_proper(before: Letter, after: Letter) -> bool:
    return not after.is_vector and not before.is_vector


def _flipped(word: Word) -> Word:
    ((_, found),) = each_transposed({((), word): Fraction(1)})
    return found


def _named(calculation: WithInverses, inside: Sum, size: Term) -> Sum:
    """A name for the determinant: that of the matrix or its transpose, with a positive first term."""
    turned = calculation.reduced(each_transposed(inside))
    chosen = min((inside, turned), key=lambda s: [_place(i) for i in sorted(s.items(), key=_place)])
    listed = sorted(chosen.items(), key=_place)
    sign = -1 if listed[0][1] < 0 else 1
    terms = [_term(scalars, word, c * sign, size) for (scalars, word), c in listed]
    name = Apply("determinant", terms[0] if len(terms) == 1 else add(*terms))
    opaque: Sum = {((name,), ()): Fraction(1)}
    if sign > 0:
        return opaque
    return calculation.product([_powered(calculation, MINUS_ONE, size), opaque])


def _term(scalars: tuple[object, ...], word: Word, c: Fraction, size: Term) -> Term:
    factors = [s if isinstance(s, Term) else number(s) for s in scalars if isinstance(s, Term | tuple)]
    matrix = written(word, size)
    if c != 1:
        factors = [Number(c), *factors]
    return multiply(*factors, matrix) if factors else matrix


def number(word: Word) -> Term:
    """A word that is a number, as an inner product."""
    first, *rest = word
    return Apply("inner", first.array, written(tuple(rest), ONE))
