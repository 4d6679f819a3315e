"""The sizes of arrays that were not written, from the sizes of what stands beside them."""

from collections.abc import Iterable, Iterator, Sequence

from derive.core.sort import INTEGER
from derive.core.term import Apply, Symbol, Term, subterms
from derive.elaborate.reading import Reading


def dimensions_of(reading: Reading, terms: Sequence[Term]) -> dict[Symbol, Term]:
    """What the dimensions are that were not written; there often are none."""
    if not reading.dimensions.count:
        return {}
    everything = [*terms, *reading.facts, *reading.symbols.values()]
    taken = {s.name for t in everything for s in t.symbols} | set(reading.evidence) | reading.scope.names()
    squares = tuple(_square_sizes(everything)) or tuple(_square_sizes(reading.scope.named_arrays()))
    reading.dimensions.identify(_unit_sizes(everything), squares)
    counted = {s for t in terms for s in t.symbols if s.sort == INTEGER and _counts(reading, s)}
    if len(counted) == 1:
        reading.dimensions.count_by(counted.pop(), _lengths_of_ones(terms))
    return reading.dimensions.settle(taken)


def _counts(reading: Reading, symbol: Symbol) -> bool:
    """Whether a number beside a vector of ones says how many there are: a dimension, or nothing yet."""
    return symbol in reading.scope.dimensions() or symbol in reading.symbols.values()


def _lengths_of_ones(terms: Iterable[Term]) -> Iterator[Term]:
    for part in (p for t in terms for p in subterms(t)):
        if isinstance(part, Apply) and part.head == "ones":
            yield from part.children


def _unit_sizes(terms: Iterable[Term]) -> Iterator[Term]:
    """The sizes of unit matrices."""
    for part in (p for t in terms for p in subterms(t)):
        if isinstance(part, Apply) and part.head == "identity":
            yield part.children[0]


def _square_sizes(terms: Iterable[Term]) -> Iterator[Term]:
    """The sizes of square matrices that have names."""
    for symbol in sorted({s for t in terms for s in t.symbols}, key=lambda s: s.name):
        sizes = tuple(getattr(symbol.sort, "shape", ()))
        if len(sizes) == 2 and len(set(sizes)) == 1:
            yield sizes[0]
