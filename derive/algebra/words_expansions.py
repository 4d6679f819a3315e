"""What terms are as sums of products that do not commute, head by head."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final, Protocol

from derive.algebra.shapes import shape_of
from derive.algebra.words_determinants import determinant
from derive.algebra.words_kronecker import kronecker, vec
from derive.algebra.words_letters import (
    UNIT,
    Calculation,
    Letter,
    OutsideError,
    Sum,
    Word,
    each_transposed,
    is_square,
    sum_of,
)
from derive.algebra.words_traces import trace
from derive.core.term import TWO, ZERO, Apply, Number, Term, add, power

MOST_POWER: Final = 6


class Algebra(Calculation, Protocol):
    """A calculation that takes note of what has an inverse."""

    invertible: list[tuple[Sum, Term]]
    regular: set[Term]

    def inverse_of_sum(self, inside: Sum, term: Term) -> Sum | None:
        """A letter for the inverse of a sum of square matrices."""

    def cancel(self, word: Word, inverse: Letter, coefficient: Fraction) -> None:
        """The product of a word and its inverse is the unit matrix."""

    def quotient(self, inside: Sum, power: int, term: Term) -> Sum | None:
        """A name for one over a sum of numbers."""


def _add(calculation: Algebra, term: Apply) -> Sum:
    shapes = {bool(shape_of(c)) for c in term.children}
    if len(shapes) > 1:
        raise OutsideError
    return sum_of([(Fraction(1), calculation.expand(c)) for c in term.children])


def _multiply(calculation: Algebra, term: Apply) -> Sum:
    if sum(bool(shape_of(c)) for c in term.children) > 1:
        raise OutsideError
    return calculation.product([calculation.expand(c) for c in term.children])


def _matmul(calculation: Algebra, term: Apply) -> Sum:
    return calculation.product([calculation.expand(c) for c in term.children])


def _inverse(calculation: Algebra, term: Apply) -> Sum | None:
    """The inverses of the factors of a product of square matrices, in the opposite order."""
    inside = calculation.reduced(calculation.expand(term.children[0]))
    if len(inside) != 1:
        return calculation.inverse_of_sum(inside, term.children[0]) if len(inside) > 1 else None
    (((scalars, word), coefficient),) = inside.items()
    if not word or scalars:
        return None
    if all(map(is_square, word)):
        calculation.invertible += [({((), (x,)): Fraction(1)}, x.rows) for x in word]
        calculation.regular.update(x.array for x in word)
        turned = tuple(x._replace(inverted=not x.inverted) for x in reversed(word))
        return {((), turned): 1 / coefficient}
    calculation.cancel(word, Letter(term), coefficient)
    return None


def _squared_norm(calculation: Algebra, array: Term) -> Sum:
    if len(shape_of(array)) > 1:
        return calculation.expand(Apply("trace", Apply("matmul", Apply("transpose", array), array)))
    inside = calculation.expand(array)
    return calculation.product([each_transposed(inside), inside])


def _power(calculation: Algebra, term: Apply) -> Sum | None:
    base, exponent = term.children
    if exponent is TWO and isinstance(base, Apply) and base.head == "norm" and shape_of(base.children[0]):
        return _squared_norm(calculation, base.children[0])
    if len(shape_of(base)) == 1:
        return None
    if not isinstance(exponent, Number):
        return _symbolic(calculation, base, exponent)
    if exponent is ZERO:
        return {UNIT: Fraction(1)}
    if exponent.value == -1 and shape_of(base):
        return _inverse(calculation, Apply("inverse", base))
    if -exponent.value in range(1, MOST_POWER + 1) and not shape_of(base):
        return _quotient(calculation, base, -int(exponent.value))
    if exponent.value.denominator != 1 or not 1 <= exponent.value <= MOST_POWER:
        return None
    return calculation.product([calculation.expand(base)] * int(exponent.value))


def _quotient(calculation: Algebra, base: Term, count: int) -> Sum | None:
    """So many times one over a number."""
    inside = calculation.reduced(calculation.expand(base))
    if inside.keys() == {UNIT}:
        return {UNIT: inside[UNIT] ** -count}
    single = _single(inside)
    if single is not None:
        return {((power(single, -1),) * count, ()): Fraction(1)}
    return calculation.quotient(inside, count, base)


def _single(inside: Sum) -> Term | None:
    """The number that is the whole of a sum."""
    if len(inside) != 1:
        return None
    (((scalars, word), c),) = inside.items()
    only = scalars[0] if len(scalars) == 1 and not word and c == 1 else None
    return only if isinstance(only, Term) else None


def _symbolic(calculation: Algebra, base: Term, exponent: Term) -> Sum | None:
    """``B^(k+m) = B^k B^m`` for a whole number m that is small; None if there is none in the exponent."""
    if not isinstance(exponent, Apply) or exponent.head != "add":
        return None
    whole = [c for c in exponent.children if isinstance(c, Number) and c.value in range(1, MOST_POWER + 1)]
    rest = [c for c in exponent.children if c not in whole]
    if len(whole) != 1 or not rest:
        return None
    outer = power(base, rest[0] if len(rest) == 1 else add(*rest))
    return calculation.product([calculation.expand(outer), calculation.expand(power(base, whole[0]))])


def _inner(calculation: Algebra, term: Apply) -> Sum | None:
    if any(len(shape_of(c)) != 1 for c in term.children):
        return None
    first, second = map(calculation.expand, term.children)
    return calculation.product([each_transposed(first), second])


EXPANSIONS: Final[dict[str, Callable[[Algebra, Apply], Sum | None]]] = {
    "add": _add,
    "multiply": _multiply,
    "matmul": _matmul,
    "transpose": lambda calculation, term: each_transposed(calculation.expand(term.children[0])),
    "inverse": _inverse,
    "power": _power,
    "inner": _inner,
    "trace": trace,
    "determinant": determinant,
    "kronecker": kronecker,
    "vec": vec,
    "identity": lambda _, __: {UNIT: Fraction(1)},
    "zeros": lambda _, __: {},
}
