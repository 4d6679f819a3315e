"""Arrays as sums of products that do not commute, with transposes and inverses, under known equations.

A monomial is a rational times scalars, which commute, times a word of letters. A vector is a column,
so that a word that begins with a transposed vector and ends with a vector is a scalar, and equal to
its transpose. Equations between such sums replace their greatest word by the rest; so does what the
inverse of a sum is the inverse of. A difference is 0 where it is after multiplication by such a sum.
"""

from collections import Counter
from fractions import Fraction
from typing import Final

from derive.algebra.dimensions import same
from derive.algebra.shapes import Shape, ShapeError, agree, any_sort_of, shape_of
from derive.algebra.words_blocks import has_blocks, pairs
from derive.algebra.words_expansions import EXPANSIONS
from derive.algebra.words_gradients import gradient
from derive.algebra.words_known import complete, is_multiple, learn_determinants, take_inverses
from derive.algebra.words_kronecker import rewritten
from derive.algebra.words_letters import (
    UNIT,
    Letter,
    Monomial,
    OutsideError,
    Rules,
    Scalar,
    Sum,
    Word,
    cancelled,
    each_transposed,
    in_order,
    is_square,
    only_word,
    order_of,
    pairwise_inverses,
    scalar_inside,
    scalar_order,
    squared,
    sum_of,
    transposed,
    without,
)
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import Field, Sort
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Binder, Number, Symbol, Term, power, subterms

MOST_MONOMIALS: Final = 200
MOST_STEPS: Final = 400
MOST_FACTORS: Final = 2


def equal_as_words(left: Term, right: Term, hypotheses: tuple[Term, ...], effort: Effort) -> bool:
    """Whether two terms are the same sum of products wherever the hypotheses hold and both are defined."""
    try:
        if not _is_comparable(left, right):
            return False
        if has_blocks(left, right):
            parts = pairs(left, right)
            effort.charge(10 * (left.size + right.size))
            return parts is not None and all(equal_as_words(a, b, hypotheses, effort) for a, b in parts)
        calculation = _Calculation(effort)
        calculation.learn(hypotheses)
        take_inverses(calculation, left, right)
        complete(calculation)
        learn_determinants(calculation, (left, right), hypotheses)
        gap = sum_of([(Fraction(1), calculation.expand(left)), (Fraction(-1), calculation.expand(right))])
        rest = calculation.reduced(gap)
        shape = shape_of(left) or shape_of(right)
        return (
            not rest
            or calculation.vanishes(rest, shape, MOST_FACTORS)
            or is_multiple(calculation, rest, hypotheses)
        )
    except (OutsideError, ShapeError):
        return False


def as_words(term: Term, hypotheses: tuple[Term, ...], effort: Effort) -> Sum | None:
    """A number as a sum of products where the hypotheses hold and it is defined; None if it is none."""
    try:
        if not _is_comparable(term, ZERO):
            return None
        calculation = _Calculation(effort)
        calculation.learn(hypotheses)
        return calculation.reduced(calculation.expand(term))
    except (OutsideError, ShapeError):
        return None


def difference(left: Term, right: Term, effort: Effort) -> Sum | None:
    """The difference of two real terms as a sum of products; None if it is none."""
    try:
        if not _is_comparable(left, right):
            return None
        calculation = _Calculation(effort)
        return calculation.reduced(
            sum_of([(Fraction(1), calculation.expand(left)), (Fraction(-1), calculation.expand(right))])
        )
    except (OutsideError, ShapeError, OutOfEffortError):
        return None


def _is_comparable(left: Term, right: Term) -> bool:
    """Whether the sides are real, fit, and have one shape, or one is 0."""
    for side in (left, right):
        any_sort_of(side)
        if any(isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for s in side.symbols):
            return False
        if any(isinstance(t, Apply) and t.head == "imaginary" for t in subterms(side)):
            return False
    return agree(shape_of(left), shape_of(right)) or ZERO in (left, right)


class _Calculation:
    """One comparison, with the rules that the hypotheses give."""

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self.rules: Rules = {}
        self.quotients: dict[tuple[Scalar, Term], Sum] = {}
        self.names: dict[frozenset[tuple[Monomial, Fraction]], Term] = {}
        self.inverses: dict[frozenset[tuple[Monomial, Fraction]], Letter] = {}
        self.invertible: list[tuple[Sum, Term]] = []
        self.regular: set[Term] = set()
        self.diagonals: list[Letter] = []
        self.products: dict[tuple[Scalar, ...], Sum] = {}
        self.steps = MOST_STEPS

    def learn(self, hypotheses: tuple[Term, ...]) -> None:
        """Take up the equations that replace one word by other ones."""
        for hypothesis in hypotheses:
            if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
                try:
                    if not _is_comparable(*hypothesis.children):
                        continue
                    if self._defines(hypothesis):
                        continue
                    left, right = squared(hypothesis)
                    self._rule(self.expand(left), self.expand(right))
                except (OutsideError, ShapeError):
                    continue

    def afresh(self) -> "_Calculation":
        """A calculation that knows no equations."""
        return _Calculation(self.effort)

    def _defines(self, equation: Apply) -> bool:
        """Take up what an array is equal to that is a symbol."""
        for symbol, other in (equation.children, equation.children[::-1]):
            if isinstance(symbol, Symbol) and other is Apply("diagonal", Apply("diagonal", symbol)):
                self._is_diagonal(Letter(symbol))
                return True
            if isinstance(symbol, Symbol) and shape_of(symbol) and symbol not in other.symbols:
                value = self.expand(other)
                self.rules[(Letter(symbol),)] = value
                self.rules[(Letter(symbol, transposed=True),)] = each_transposed(value)
                return True
        return False

    def _is_diagonal(self, letter: Letter) -> None:
        """A diagonal matrix is its own transpose, and commutes with others."""
        for inverted in (False, True):
            turned = letter._replace(transposed=True, inverted=inverted)
            self.rules[(turned,)] = {((), (letter._replace(inverted=inverted),)): Fraction(1)}
        for other in self.diagonals:
            if all(map(same, shape_of(other.array), shape_of(letter.array))):
                first, second = sorted((other, letter), key=lambda x: x.order)
                for a, b in pairwise_inverses(first, second):
                    self.rules[(b, a)] = {((), (a, b)): Fraction(1)}
        self.diagonals.append(letter)

    def _rule(self, left: Sum, right: Sum) -> None:
        gap = self.reduced(sum_of([(Fraction(1), left), (Fraction(-1), right)]))
        words = [only_word(m) for m in gap]
        greatest = max((w for w in words if w), key=order_of, default=())
        lead = next((m for m in gap if only_word(m) == greatest), None)
        if lead is not None and greatest and words.count(greatest) == 1:
            rest = {m: -c / gap[lead] for m, c in gap.items() if m != lead}
            self.rules.setdefault(greatest, rest)
            if all(map(is_square, greatest)):
                self._of_square(greatest, rest)

    def _of_square(self, word: Word, rest: Sum) -> None:
        """What follows for inverses: ``B A = c`` from ``A B = c``, and the inverse of what a letter is."""
        if len(word) == 2 and rest.keys() == {UNIT}:
            self.rules.setdefault(word[::-1], rest)
        if len(word) == 1 and len(rest) == 1 and not word[0].inverted:
            (((scalars, other), factor),) = rest.items()
            if not scalars and len(other) == 1 and is_square(other[0]):
                turned = other[0]._replace(inverted=not other[0].inverted)
                inverse = word[0]._replace(inverted=True)
                self.rules.setdefault((inverse,), {((), (turned,)): 1 / factor})

    def cancel(self, word: Word, inverse: Letter, coefficient: Fraction) -> None:
        """The product of a word and its inverse, and of their transposes, is the unit matrix."""
        self.invertible.append(({((), word): Fraction(1)}, word[0].rows))
        for product in ((*word, inverse), (inverse, *word)):
            for turned in (product, transposed(product)):
                self.rules[turned] = {UNIT: 1 / coefficient}
        if self.reduced({((), transposed(word)): Fraction(1)}) == {((), word): Fraction(1)}:
            self.rules[transposed((inverse,))] = {((), (inverse,)): Fraction(1)}

    def vanishes(self, gap: Sum, shape: Shape, most: int) -> bool:
        """Whether the product of something with so many invertible sums, on either side, is 0."""
        if not most or not shape:
            return False
        for factor, size in self.invertible:
            for dimension, pair in ((shape[0], [factor, gap]), (shape[-1], [gap, factor])):
                if not same(dimension, size) or (pair[0] is gap and len(shape) == 1):
                    continue
                rest = self.reduced(self.product(pair))
                if not rest or self.vanishes(rest, shape, most - 1):
                    return True
        return False

    def inverse_of_sum(self, inside: Sum, term: Term) -> Sum | None:
        """A letter for the inverse of a sum of square matrices, with what its products with the sum are."""
        turned = each_transposed(inside)
        for value, flip in ((inside, False), (turned, True)):
            known = self.inverses.get(frozenset(value.items()))
            if known is not None:
                return {((), (known._replace(transposed=flip),)): Fraction(1)}
        lead = max((m for m in inside if m[1] and not m[0]), key=lambda m: order_of(m[1]), default=None)
        if lead is None:
            return None
        letter = self.inverses[frozenset(inside.items())] = Letter(Apply("inverse", term))
        rest = {m: -c / inside[lead] for m, c in inside.items() if m != lead}
        before = {(s, (*w, letter)): c for (s, w), c in rest.items()}
        after = {(s, (letter, *w)): c for (s, w), c in rest.items()}
        for word, others in (((*lead[1], letter), before), ((letter, *lead[1]), after)):
            whole = {**others, UNIT: 1 / inside[lead]}
            self.rules.setdefault(word, whole)
            self.rules.setdefault(transposed(word), each_transposed(whole))
        self.invertible.append((inside, shape_of(term)[0]))
        if self.reduced(turned) == inside:
            self.rules[transposed((letter,))] = {((), (letter,)): Fraction(1)}
        return {((), (letter,)): Fraction(1)}

    def quotient(self, inside: Sum, power: int, term: Term) -> Sum | None:
        """A name for one over a sum of numbers, with what its product with the greatest word in it is."""
        words = [m for m in inside if len(m[0]) == 1 and isinstance(m[0][0], tuple)]
        lead = max(words, key=lambda m: scalar_order(m[0][0]), default=None)
        if lead is None or any(w for _, w in inside):
            return None
        key = frozenset(inside.items())
        name = self.names.setdefault(key, Apply("power", term, MINUS_ONE))
        rest: Sum = {((*s, name), ()): -c / inside[lead] for (s, w), c in inside.items() if (s, w) != lead}
        self.quotients[lead[0][0], name] = {**rest, UNIT: 1 / inside[lead]}
        return {((name,) * power, ()): Fraction(1)}

    def expand(self, term: Term) -> Sum:
        """The term as a sum of products.

        Raises:
            OutsideError: it is none.
        """
        self.effort.charge(2)
        if isinstance(term, Number):
            return {UNIT: term.value} if term.value else {}
        if isinstance(term, Apply) and term.head in EXPANSIONS:
            found = EXPANSIONS[term.head](self, term)
            if found is not None:
                return found
        slopes = gradient(self, term) if isinstance(term, Binder) else None
        if slopes is not None:
            return slopes
        shape = shape_of(term)
        if ONE in shape or len(shape) > 2:
            raise OutsideError
        return {((), (Letter(term),)): Fraction(1)} if shape else {((term,), ()): Fraction(1)}

    def product(self, factors: list[Sum]) -> Sum:
        """The product, in this order."""
        found: Sum = {UNIT: Fraction(1)}
        for factor in factors:
            if len(found) * len(factor) > MOST_MONOMIALS:
                raise OutsideError
            self.effort.charge(len(found) * len(factor))
            found = sum_of(
                (c * d, {((*scalars, *others), (*word, *more)): Fraction(1)})
                for (scalars, word), c in found.items()
                for (others, more), d in factor.items()
            )
        return found

    def reduced(self, value: Sum) -> Sum:
        """The sum in which no word can be replaced."""
        found: Sum = {}
        todo = list(value.items())
        while todo:
            self.steps -= 1
            if self.steps < 0:
                raise OutsideError
            self.effort.charge(4)
            monomial, coefficient = todo.pop()
            after = self._step(monomial)
            if after is None:
                key = in_order(monomial)
                found[key] = found.get(key, Fraction(0)) + coefficient
            else:
                todo += [(m, c * coefficient) for m, c in after.items()]
        return {m: c for m, c in found.items() if c}

    def _step(self, monomial: Monomial) -> Sum | None:
        """What a monomial is replaced by; None if it is reduced."""
        scalars, word = monomial
        shorter = cancelled(word)
        if shorter is not None:
            return {(scalars, shorter): Fraction(1)}
        joined = rewritten(self, word)
        if joined is not None:
            return {((*scalars, *s), w): c for (s, w), c in joined.items()}
        inner = scalar_inside(word)
        if inner is not None:
            start, end = inner
            return {((*scalars, word[start:end]), (*word[:start], *word[end:])): Fraction(1)}
        replaced = self._replaced(word)
        if replaced is not None:
            return {((*scalars, *s), w): c for (s, w), c in replaced.items()}
        divided = self._divided(scalars)
        if divided is not None:
            others, value = divided
            return {((*others, *s), word): c for (s, _), c in value.items()}
        for position, scalar in enumerate(scalars):
            after = self._scalar(scalar) if isinstance(scalar, tuple) else None
            if after is not None:
                others = (*scalars[:position], *scalars[position + 1 :])
                return {((*others, *s), w + word): c for (s, w), c in after.items()}
        return None

    def _divided(self, scalars: tuple[Scalar, ...]) -> tuple[tuple[Scalar, ...], Sum] | None:
        """The scalars without a word and one over a sum in which it leads, and what replaces the two."""
        for scalar in scalars:
            reciprocal = power(scalar, MINUS_ONE) if isinstance(scalar, Term) else None
            if reciprocal in scalars:
                return without(scalars, (scalar, reciprocal)), {UNIT: Fraction(1)}
        for lead, value in self.products.items():
            if not Counter(lead) - Counter(scalars):
                return without(scalars, lead), value
        for (word, name), value in self.quotients.items():
            if word in scalars and name in scalars:
                return without(scalars, (word, name)), value
        return None

    def _replaced(self, word: Word) -> Sum | None:
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                rest = self.rules.get(word[start:end])
                if rest is not None:
                    return {(s, (*word[:start], *w, *word[end:])): c for (s, w), c in rest.items()}
        return None

    def _scalar(self, word: Word) -> Sum | None:
        """What a scalar word is replaced by: by a rule, or by its transpose where that comes first."""
        shorter = cancelled(word)
        if shorter is not None:
            return {((), shorter): Fraction(1)}
        for replaced in (rewritten(self, word), self._replaced(word)):
            if replaced is not None:
                return replaced
        turned = self._turned(word)
        if turned is None or turned[0] == word:
            return {} if turned is not None and turned[1] != 1 else None
        other, sign = turned
        return {((), other): sign} if order_of(other) < order_of(word) else None

    def _turned(self, word: Word) -> tuple[Word, Fraction] | None:
        """The transpose of a scalar word, reduced, if that is a multiple of one word."""
        found, factor = transposed(word), Fraction(1)
        while True:
            self.steps -= 1
            replaced = self._replaced(found)
            if replaced is None or self.steps < 0:
                return found, factor
            if len(replaced) != 1:
                return None
            (((scalars, found), coefficient),) = replaced.items()
            if scalars:
                return None
            factor *= coefficient
