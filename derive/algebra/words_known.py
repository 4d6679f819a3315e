"""What more is known of arrays than equations between words: inverses, determinants, eigenvectors."""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from itertools import combinations
from typing import Final, Protocol

from derive.algebra.shapes import ShapeError, shape_of
from derive.algebra.words_letters import (
    Calculation,
    OutsideError,
    Rules,
    Scalar,
    Sum,
    each_transposed,
    strict_parts,
    sum_of,
)
from derive.core.term import ZERO, Apply, Term, subterms

MOST_NONZERO: Final = 4


class Known(Calculation, Protocol):
    """A calculation with rules."""

    rules: Rules
    regular: set[Term]
    products: dict[tuple[Scalar, ...], Sum]

    def afresh(self) -> "Known":
        """A calculation that knows no equations."""


def complete(calculation: Known) -> None:
    """From ``A u = s u`` and ``A v = t v`` follows ``s u^T v = t u^T v``, A being symmetric."""
    images = {w: r for w, r in calculation.rules.items() if len(w) == len(("A", "u")) and w[1].is_vector}
    for (first, u), (second, v) in combinations(images, 2):
        turned = calculation.rules.get((first._replace(transposed=True),))
        if first != second or turned != {((), (first,)): Fraction(1)}:
            continue
        value = calculation.product([each_transposed(images[first, u]), {((), (v,)): Fraction(1)}])
        other = calculation.product([{((), (u._replace(transposed=True),)): Fraction(1)}, images[second, v]])
        parts = list(calculation.reduced(sum_of([(Fraction(1), value), (Fraction(-1), other)])).items())
        if len(parts) == len(("s", "t")) and not any(word for (_, word), _ in parts):
            ((lead, _), c), ((rest, _), d) = sorted(parts, key=lambda p: len(p[0][0]), reverse=True)
            calculation.products[lead] = {(rest, ()): -d / c}


def is_multiple(calculation: Known, gap: Sum, hypotheses: tuple[Term, ...]) -> bool:
    """Whether the product with a number that is said not to be 0 vanishes."""
    for hypothesis in [h for h in hypotheses if isinstance(h, Apply) and h.head == "ne"][:MOST_NONZERO]:
        if any(shape_of(side) for side in hypothesis.children):
            continue
        sides = list(map(calculation.expand, hypothesis.children))
        factor = sum_of([(Fraction(1), sides[0]), (Fraction(-1), sides[1])])
        if not calculation.reduced(calculation.product([factor, gap])):
            return True
    return False


def take_inverses(calculation: Known, *sides: Term) -> None:
    """Take note of the inverses in terms, which exist where these are defined."""
    for term in (t for side in sides for t in strict_parts(side)):
        if isinstance(term, Apply) and term.head == "inverse" and shape_of(term):
            with suppress(OutsideError, ShapeError):
                calculation.expand(term)


def learn_determinants(calculation: Known, sides: tuple[Term, ...], hypotheses: tuple[Term, ...]) -> None:
    """Where there are determinants, take up what those of equal matrices are, and which are not 0."""
    if not any(isinstance(t, Apply) and t.head == "determinant" for s in sides for t in subterms(s)):
        return
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head in {"eq", "ne"}:
            with suppress(OutsideError, ShapeError):
                _learn_determinant(calculation, hypothesis)


def _learn_determinant(calculation: Known, relation: Apply) -> None:
    left, right = relation.children
    if relation.head == "ne":
        is_regular = right is ZERO and isinstance(left, Apply) and left.head == "determinant"
        calculation.regular |= {left.children[0]} if is_regular else set()
        return
    if len(shape_of(left)) != 2:
        return
    value, other = (_determinant(calculation, side) for side in (left, right))
    if len(value) == len(other) == 1:
        ((first, _), c), ((second, _), d) = *value.items(), *other.items()
        if len(first) < len(second):
            first, second, c, d = second, first, d, c
        if first and first != second and not Counter(second) - Counter(first):
            calculation.products[first] = {(second, ()): d / c}


def _determinant(calculation: Known, matrix: Term) -> Sum:
    """The determinant without the equations between words, which would make both sides the same."""
    plain = calculation.afresh()
    return plain.reduced(plain.expand(Apply("determinant", matrix)))
