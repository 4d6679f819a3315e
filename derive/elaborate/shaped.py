r"""What is said to be a matrix or a vector in words: "let ``A`` be an ``n \times n`` matrix".

NUL in a text stands for its formulas. Where no size is said the rank alone is remembered, and the formulas
that follow show what fits.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from derive.core.source import UnreadableError
from derive.core.surface import Infix, Listing, Name, Numeral, Surface
from derive.elaborate.array_words import ArrayWords
from derive.elaborate.declarations import declare
from derive.elaborate.language import Language
from derive.elaborate.names import label_of
from derive.elaborate.scope import Scope
from derive.syntax.latex import write
from derive.syntax.parser import parse

_NAMES: Final = r"(?P<names>\0(?:\s*(?:,|,?\s*(?:and|und|&))\s*\0)*)"
_MATRIX: Final = 2
_VECTOR: Final = 1


def take_shapes(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Take what a sentence says of the shapes of what was named in it so far; the rest of the text.

    Vectors that are orthogonal are so to each other.
    """
    said = text
    words = language.arrays
    text = text.replace("\0", " \0 ")
    for rank, noun in ((_MATRIX, words.matrix), (_VECTOR, words.vector)):
        for pattern in _patterns(words, noun):
            for found in re.finditer(pattern, text, re.IGNORECASE):
                _take(scope, words, (text, formulas), found, rank)
    return re.sub(rf"\borthogonal\w*(?= ?(?:{words.vector})\b)", "", said, flags=re.IGNORECASE)


def _patterns(words: ArrayWords, noun: str) -> Iterator[str]:
    adjective = rf"(?P<of>(?:(?!(?:{words.stop})\b)[^\W\d][\w-]*,? ){{0,4}})"
    articles = rf"(?:(?:{words.articles}) )*"
    size = rf"(?P<size>\0)[\s~-]*(?:(?:{words.dimensional})\s+)?"
    behind = rf"(?={words.beyond})"
    being = rf"\s*,?\s*(?:{words.being})\s*"
    yield rf"{_NAMES}(?:{being})?\s*{articles}{adjective}\s*{size}{_again(adjective)}(?:{noun}){behind}"
    yield rf"{_NAMES}{being}{articles}{adjective}(?:{noun})\s*(?:{words.sized})\s*(?P<size>\0)"
    yield rf"{size}{adjective}(?:{noun})\s*{_NAMES}"
    yield rf"{_NAMES}{being}{articles}{adjective}(?:{noun}){behind}"
    yield rf"{adjective}(?<![\w-])(?:{noun})\s*{_NAMES}"


def _again(adjective: str) -> str:
    return adjective.replace("?P<of>", "?P<too>")


def _take(
    scope: Scope, words: ArrayWords, said: tuple[str, Sequence[Surface]], found: re.Match[str], rank: int
) -> None:
    text, formulas = said
    first = text.count("\0", 0, found.start("names"))
    count = found["names"].count("\0")
    if first + count > len(formulas):
        return
    names = [n for f in formulas[first : first + count] for n in _names(f)]
    parts = found.groupdict()
    new = [n for n in names if scope.lookup(n) is None]
    if not new:
        return
    if "size" in parts:
        position = text.count("\0", 0, found.start("size"))
        if position >= len(formulas):
            return
        _declare_sized(scope, new, formulas[position], rank)
    else:
        scope.ranks.update((n, rank) for n in new)
    adjectives = f"{parts['of']}{parts.get('too') or ''}".replace(",", " ").split()
    _qualify(scope, words, names, adjectives)
    if rank == _VECTOR and "orthogonal" in parts["of"].casefold():
        _at_right_angles(scope, names)


def _names(node: Surface) -> Iterator[str]:
    r"""The names in ``A``, or in ``A, B, C``."""
    name = label_of(node)
    if name is not None:
        yield name
    elif isinstance(node, Listing) and set(node.separators) <= {",", "and"}:
        names = [label_of(i) for i in node.items]
        yield from (n for n in names if n is not None and None not in names)


def _declare_sized(scope: Scope, names: list[str], size: Surface, rank: int) -> None:
    """Names of arrays of a size that is a product for matrices, and one number for vectors and squares."""
    sides = isinstance(size, Infix) and size.operators == ("\\times",)
    single = isinstance(size, Name | Numeral)
    if not (single or (sides and rank == _MATRIX)):
        return
    shape = rf"{write(size)} \times {write(size)}" if single and rank == _MATRIX else write(size)
    for name in names:
        _declare(scope, rf"{name} \in \mathbb{{R}}^{{{shape}}}")


def _qualify(scope: Scope, words: ArrayWords, names: list[str], adjectives: list[str]) -> None:
    """What adjectives say further: that products commute; what is not understood is in doubt."""
    for word in adjectives:
        if re.fullmatch(words.commuting, word, re.IGNORECASE):
            for a, b in combinations(names, 2):
                _declare(scope, f"{a} {b} = {b} {a}")
        elif not re.fullmatch(words.plain, word, re.IGNORECASE):
            scope.doubts.update(names)


def _at_right_angles(scope: Scope, names: list[str]) -> None:
    for a, b in combinations(names, 2):
        _declare(scope, rf"{a}^\top {b} = 0")


def _declare(scope: Scope, latex: str) -> None:
    try:
        declare(scope, parse(latex).rows[0].content)
    except UnreadableError:
        return
