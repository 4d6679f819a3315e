"""Letters and words of products that do not commute: their order, transposes and plain cancellation."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple, Protocol

from derive.algebra.dimensions import same
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import TWO, Apply, Number, Symbol, Term


class OutsideError(Exception):
    """Raised for what is no sum of products of arrays, or too long."""


class Letter(NamedTuple):
    """An array, transposed or inverted or both."""

    array: Term
    transposed: bool = False
    inverted: bool = False

    @property
    def is_vector(self) -> bool:
        """Whether it is a column, or a row when transposed."""
        return len(shape_of(self.array)) == 1

    @property
    def rows(self) -> Term:
        """The number of rows."""
        shape = shape_of(self.array)
        return shape[-1] if self.transposed else shape[0]

    @property
    def order(self) -> tuple[bytes, bool, bool]:
        """What sorts letters in the same way in every run."""
        return self.array.digest, self.transposed, self.inverted


Word = tuple[Letter, ...]
Scalar = Term | Word
Monomial = tuple[tuple[Scalar, ...], Word]
Sum = dict[Monomial, Fraction]
Rules = dict[Word, Sum]

_LAZY: Final = frozenset(("cases", "indicator", "delta", "and", "or", "not", "implies", "iff"))
UNIT: Final[Monomial] = ((), ())


class Calculation(Protocol):
    """What expands terms and reduces sums of products."""

    effort: Effort

    def expand(self, term: Term) -> Sum:
        """The term as a sum of products."""

    def reduced(self, value: Sum) -> Sum:
        """The sum in which no word can be replaced."""

    def product(self, factors: list[Sum]) -> Sum:
        """The product, in this order."""


def strict_parts(term: Term) -> Iterator[Term]:
    """The term and what has a value wherever it has one; nothing in sums, which may be empty."""
    yield term
    if isinstance(term, Apply) and term.head not in _LAZY:
        for child in term.children:
            yield from strict_parts(child)


def squared(equation: Apply) -> tuple[Term, Term]:
    """The sides; of a norm that is a number, the squares."""
    left, right = equation.children
    for norm, number in ((left, right), (right, left)):
        if isinstance(norm, Apply) and norm.head == "norm" and isinstance(number, Number):
            return Apply("power", norm, TWO), Number(number.value**2)
    return left, right


def only_word(monomial: Monomial) -> Word:
    """The word of a monomial without scalars, or the one scalar word that it is; empty for others."""
    scalars, word = monomial
    if not scalars:
        inner = scalar_inside(word)
        return word if inner is None or inner == (0, len(word)) else ()
    only = scalars[0]
    return only if len(scalars) == 1 and not word and isinstance(only, tuple) else ()


def sum_of(parts: "Iterator[tuple[Fraction, Sum]] | list[tuple[Fraction, Sum]]") -> Sum:
    """The sum of multiples of sums."""
    found: Sum = {}
    for factor, part in parts:
        for monomial, coefficient in part.items():
            key = in_order(monomial)
            found[key] = found.get(key, Fraction(0)) + factor * coefficient
    return {m: c for m, c in found.items() if c}


def in_order(monomial: Monomial) -> Monomial:
    """The monomial with its scalars sorted."""
    scalars, word = monomial
    return tuple(sorted(scalars, key=scalar_order)), word


def scalar_order(scalar: Scalar) -> tuple[int, tuple[tuple[bytes, bool, bool], ...]]:
    """What sorts scalars in the same way in every run."""
    return order_of(scalar) if isinstance(scalar, tuple) else (0, ((scalar.digest, False, False),))


def order_of(word: Word) -> tuple[int, tuple[tuple[bytes, bool, bool], ...]]:
    """What sorts words: their length, then their letters."""
    return len(word), tuple(letter.order for letter in word)


def without(scalars: tuple[Scalar, ...], removed: Iterable[Scalar]) -> tuple[Scalar, ...]:
    """The scalars but for some of them."""
    rest = list(scalars)
    for scalar in removed:
        rest.remove(scalar)
    return tuple(rest)


def pairwise_inverses(first: Letter, second: Letter) -> Iterator[tuple[Letter, Letter]]:
    """Both letters, each with and without its inverse in its place."""
    for one in (first, first._replace(inverted=True)):
        for other in (second, second._replace(inverted=True)):
            yield one, other


def is_square(letter: Letter) -> bool:
    """Whether the letter is a square matrix."""
    shape = shape_of(letter.array)
    return len(shape) == 2 and same(*shape)


def cancelled(word: Word) -> Word | None:
    """The word without a matrix beside its inverse."""
    for k in range(len(word) - 1):
        first, second = word[k : k + 2]
        if first == second._replace(inverted=not second.inverted):
            return (*word[:k], *word[k + 2 :])
    return None


def scalar_inside(word: Word) -> tuple[int, int] | None:
    """The place of a row, matrices and a column."""
    start: int | None = None
    for k, letter in enumerate(word):
        if letter.is_vector and letter.transposed:
            start = k
        elif letter.is_vector:
            if start is not None:
                return start, k + 1
            start = None
    return None


def transposed(word: Word) -> Word:
    """The transposed product: each letter transposed, in the opposite order."""
    return tuple(letter._replace(transposed=not letter.transposed) for letter in reversed(word))


def each_transposed(value: Sum) -> Sum:
    """The transpose of a sum of products."""
    return {(scalars, transposed(word)): c for (scalars, word), c in value.items()}


def written(word: Word, size: Term) -> Term:
    """The word as a term; the unit matrix of this size, if it has no letters."""
    factors = []
    for letter in word:
        factor = Apply("inverse", letter.array) if letter.inverted else letter.array
        factors.append(Apply("transpose", factor) if letter.transposed else factor)
    if not factors:
        return Apply("identity", size)
    return factors[0] if len(factors) == 1 else Apply("matmul", *factors)


def letters(product: Term) -> Word | None:
    """The word that is written so; None for sums."""
    found = []
    for factor in product.children if isinstance(product, Apply) and product.head == "matmul" else (product,):
        turned = isinstance(factor, Apply) and factor.head == "transpose"
        inside = factor.children[0] if turned else factor
        inverted = isinstance(inside, Apply) and inside.head == "inverse"
        array = inside.children[0] if inverted and isinstance(inside.children[0], Symbol) else inside
        found.append(Letter(array, turned, inverted and array is not inside))
    return None if any(_is_sum(x.array) for x in found) else tuple(found)


def _is_sum(array: Term) -> bool:
    return isinstance(array, Apply) and array.head in {"add", "multiply", "matmul"}


def traced(word: Word) -> Term:
    """A name for the trace of a word that has letters."""
    return Apply("trace", written(word, word[0].rows))
