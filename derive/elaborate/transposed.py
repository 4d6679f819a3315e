r"""Primes that transpose: :math:`(X'X)^{-1} X'y` is :math:`(X^T X)^{-1} X^T y`, as econometrics writes it.

A document is taken to write so where nothing else can be meant: a product has a letter with its prime and
without it, and is inverted, or has further factors between the two. Letters that are applied to something, or
have two primes, are functions and keep theirs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from derive.core.document import Block, Document
from derive.core.surface import Fence, Infix, Juxtaposed, Name, Numeral, Scripted, Signed, Surface
from derive.elaborate.names import FUNCTION_LETTERS, name_of
from derive.elaborate.of_all_arguments import applied_in
from derive.elaborate.paragraphs import trees_of
from derive.elaborate.walk import children, nodes, transform
from derive.theory.function import by_letter

_INDEX: Final = "T"


def transposed(document: Document) -> Document:
    """The document with such primes as transposes."""
    if not any("'" in b.text or "\\prime" in b.text for b in document.blocks if b.formula is not None):
        return document
    trees = tuple(trees_of(document))
    if not any(_is_primed(n) for tree in trees for n in nodes(tree)):
        return document
    letters = _letters(trees)
    if not letters:
        return document
    return replace(document, blocks=tuple(_without_primes(b, letters) for b in document.blocks))


def _without_primes(block: Block, letters: frozenset[str]) -> Block:
    if block.formula is None:
        return block
    rows = (
        replace(r, content=transform(r.content, lambda n: _turned(n, letters))) for r in block.formula.rows
    )
    return replace(block, formula=replace(block.formula, rows=tuple(rows)))


def _is_primed(node: Surface) -> bool:
    return isinstance(node, Scripted) and node.primes == 1 and node.sup is None


def _letters(trees: tuple[Surface, ...]) -> frozenset[str]:
    """The letters whose primes transpose: those of a product that shows it, and the factors like them."""
    functions = applied_in(trees) | FUNCTION_LETTERS | by_letter().keys() | _varied(trees)
    if not any(_shows(p, inverted=i, functions=functions) for p, i in _products(trees)):
        return frozenset()
    factors = {id(n) for p, _ in _products(trees) for n in _factors(p)}
    primed = [n for tree in trees for n in nodes(tree) if _is_primed(n)]
    outside = {_letter(n) for n in primed if id(n) not in factors and isinstance(n, Scripted)}
    inside = {_letter(n) for p, _ in _products(trees) for n in _factors(p) if _is_primed(n)}
    sandwiched = {x for p, _ in _products(trees) for x, _ in _pairs(p)}
    return frozenset(x for x in sandwiched | (inside - outside) if x and x not in functions)


def _varied(trees: Iterable[Surface]) -> frozenset[str]:
    """The letters with several primes, which are derivatives."""
    found = (n for tree in trees for n in nodes(tree) if isinstance(n, Scripted) and n.primes > 1)
    return frozenset(filter(None, map(_letter, found)))


def _products(trees: Iterable[Surface]) -> Iterator[tuple[Surface, bool]]:
    """The products in trees, and whether they stand in brackets that are inverted."""
    for tree in trees:
        stack: list[tuple[Surface, bool]] = [(tree, False)]
        while stack:
            node, inverted = stack.pop()
            if isinstance(node, Juxtaposed):
                yield node, inverted
            inside = inverted and isinstance(node, Fence | Infix)
            stack += [(c, inside or _inverts(node)) for c in children(node)]


def _inverts(node: Surface) -> bool:
    r"""Whether this is ``(..)^{-1}``."""
    sup = node.sup if isinstance(node, Scripted) and isinstance(node.base, Fence) else None
    return isinstance(sup, Signed) and sup.sign == "-" and isinstance(sup.operand, Numeral)


def _factors(product: Surface) -> tuple[Surface, ...]:
    return product.items if isinstance(product, Juxtaposed) else ()


def _pairs(product: Surface) -> Iterator[tuple[str, int]]:
    """The letters that a product has with a prime and without, and how far apart they stand."""
    factors = _factors(product)
    for k, first in enumerate(factors):
        for j, second in enumerate(factors):
            letter = _letter(first)
            if (
                k != j
                and letter
                and _is_primed(first)
                and not _has_primes(second)
                and _letter(second) == letter
            ):
                yield letter, abs(j - k)


def _shows(product: Surface, *, inverted: bool, functions: frozenset[str]) -> bool:
    return any(letter not in functions and (inverted or apart > 1) for letter, apart in _pairs(product))


def _has_primes(node: Surface) -> bool:
    return isinstance(node, Scripted) and node.primes > 0


def _letter(node: Surface) -> str | None:
    base = node.base if isinstance(node, Scripted) else node
    return name_of(base) if isinstance(base, Name) else None


def _turned(node: Surface, letters: frozenset[str]) -> Surface | None:
    """A primed letter, or primed brackets around such letters, with the sign of a transpose."""
    if not isinstance(node, Scripted) or not _is_primed(node):
        return None
    inside = isinstance(node.base, Fence) and any(
        _is_primed(n) and _letter(n) in letters for n in nodes(node.base)
    )
    if _letter(node) not in letters and not inside:
        return None
    base = transform(node.base, lambda n: _turned(n, letters))
    return replace(node, base=base, primes=0, sup=Name(node.place, _INDEX))
