"""What is known of the definiteness of matrices, and the numbers that are not negative for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from derive.algebra.words_letters import Letter, Scalar, Sum, Word, letters, transposed
from derive.core.sort import REAL, Sort
from derive.core.term import ONE, Apply, Component, Symbol, Term, multiply

Sign = Callable[[Term], bool]
SQUARE: Final = 2


@dataclass(frozen=True, slots=True)
class Definite:
    """Of semidefinite matrices, whether they are symmetric; which are definite; which are symmetric."""

    symmetric: dict[Term, bool]
    strictly: frozenset[Term]
    turned: frozenset[Term] = frozenset()

    def normal(self, word: Word) -> Word:
        """The word without transposes of symmetric matrices."""
        return tuple(x._replace(transposed=x.transposed and x.array not in self.turned) for x in word)

    def holds(self, letter: Letter) -> bool:
        """Whether the letter is semidefinite; with a matrix its inverse is."""
        return letter.array in self.symmetric

    def is_strict(self, letter: Letter) -> bool:
        """Whether it is definite; a symmetric semidefinite matrix is, if it has an inverse."""
        return letter.array in self.strictly or (letter.inverted and self.symmetric.get(letter.array, False))


def closed(value: Sum) -> tuple[Sum, Sum]:
    """The part of a number without vectors, and the rest."""
    numbers = {m: c for m, c in value.items() if not m[1] and all(isinstance(s, Term) for s in m[0])}
    return numbers, {m: c for m, c in value.items() if m not in numbers}


def are_nonnegative(numbers: Sum, known: Definite, weak: Sign) -> bool:
    """Whether each part is a positive multiple of numbers that are not negative."""
    return all(c > 0 and _signs(scalars, known, weak) for (scalars, _), c in numbers.items())


def has_positive(numbers: Sum, known: Definite, strict: Sign) -> bool:
    """Whether one part is a positive multiple of positive numbers."""
    return any(c > 0 and _signs(scalars, known, strict, strictly=True) for (scalars, _), c in numbers.items())


def _signs(scalars: tuple[Scalar, ...], known: Definite, sign: Sign, *, strictly: bool = False) -> bool:
    plain = [s for s in scalars if isinstance(s, Term)]
    rest = [s for s in plain if not _of_definite(s, known, strictly=strictly)]
    return not rest or sign(multiply(*rest) if len(rest) > 1 else rest[0])


def _of_definite(number: Term, known: Definite, *, strictly: bool) -> bool:
    """Whether a number is a trace, a determinant or an entry of the diagonal that is not negative."""
    if isinstance(number, Component):
        i, *others = number.indices
        word: Word | None = (Letter(number.base),) if others == [i] else None
    elif isinstance(number, Apply) and number.head in {"trace", "determinant"}:
        word = letters(number.children[0])
        if number.head == "trace" and word is not None and not strictly and _is_square(word, known):
            return True
    else:
        word = None
    if word is None or len(word) != 1 or not known.holds(word[0]):
        return False
    return not strictly or known.is_strict(word[0])


def _is_square(word: Word, known: Definite) -> bool:
    """Whether the trace of a word is that of some ``H^T H``, a symmetric semidefinite A being ``G^T G``."""
    parted = tuple(x for letter in word for x in _roots(letter, known))
    half = len(parted) // SQUARE
    if len(parted) % SQUARE:
        return False
    turns = ((*parted[k:], *parted[:k]) for k in range(half))
    return any(transposed(turn[:half]) == turn[half:] for turn in turns)


def _roots(letter: Letter, known: Definite) -> Iterator[Letter]:
    if not known.symmetric.get(letter.array, False):
        yield letter
        return
    sort = letter.array.sort if isinstance(letter.array, Symbol) else REAL
    shape = sort.shape if isinstance(sort, Sort) and sort.shape else (letter.rows, letter.rows)
    root = Symbol(f"root of {letter.array.digest.hex()}", Sort(REAL.field, shape))
    turned = not letter.inverted
    yield Letter(root, turned, letter.inverted)
    yield Letter(root, not turned, letter.inverted)


def product_of(scalars: tuple[Term, ...]) -> Term:
    """The product of numbers; 1 if there are none."""
    return multiply(*scalars) if scalars else ONE
