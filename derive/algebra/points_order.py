"""In which order the symbols of a point get their values, and what can be checked after each of them."""

from collections import Counter

from derive.algebra.dimensions import linear
from derive.algebra.shapes import shape_of
from derive.core.sort import REAL, Field, FunctionSort, Sort
from derive.core.term import ONE, TWO, Apply, Symbol, Term, subtract


def with_dimensions(symbols: tuple[Symbol, ...], hypotheses: tuple[Term, ...]) -> tuple[Symbol, ...]:
    """All symbols that need a value: also those of the hypotheses, and the dimensions."""
    found = dict.fromkeys(symbols)
    for hypothesis in hypotheses:
        found.update(dict.fromkeys(sorted(hypothesis.symbols, key=lambda s: s.digest)))
    dimensions = sorted(dimensions_of(tuple(found)), key=lambda s: s.digest)
    return tuple(dict.fromkeys((*found, *dimensions)))


def dimensions_of(symbols: tuple[Symbol, ...]) -> frozenset[Symbol]:
    """The symbols that count the entries of arrays."""
    sorts = [s.sort for s in symbols if isinstance(s.sort, Sort)]
    return frozenset(d for s in sorts for n in s.shape for d in n.symbols)


def ordered(symbols: tuple[Symbol, ...], hypotheses: tuple[Term, ...]) -> tuple[Symbol, ...]:
    """Dimensions first, integers, numbers, arrays; a symbol that an equation defines after those in it."""
    dimensions = dimensions_of(symbols)
    order = sorted(symbols, key=lambda s: _rank(s, dimensions))
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for whole, other in (hypothesis.children, hypothesis.children[::-1]):
                side = whole.children[0] if _is_square(whole) else whole
                if isinstance(side, Symbol) and side in order and side not in other.symbols and other.symbols:
                    order.remove(side)
                    last = max((order.index(s) for s in other.symbols if s in order), default=-1)
                    order.insert(last + 1, side)
                    break
    solved = _solved_last(hypotheses)
    return (*(s for s in order if s not in solved), *(s for s in order if s in solved))


def _solved_last(hypotheses: tuple[Term, ...]) -> frozenset[Symbol]:
    """Numbers that stand by themselves in one equation, beside products, and in nothing else assumed.

    Whatever the others are, the equation gives them a value.
    """
    counts = Counter(s for h in hypotheses for s in h.symbols)
    found = set()
    for hypothesis in hypotheses:
        if not isinstance(hypothesis, Apply) or hypothesis.head != "eq" or shape_of(hypothesis.children[0]):
            continue
        form = linear(subtract(*hypothesis.children))
        parts = [t for t in form if t is not ONE and not isinstance(t, Symbol)]
        within = {s for t in parts for s in t.symbols}
        alone = [s for s in form if isinstance(s, Symbol) and s.sort == REAL and s not in within]
        found.update([s for s in alone if parts and counts[s] == 1][:1])
    return frozenset(found)


def _is_square(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is TWO


def _rank(symbol: Symbol, dimensions: frozenset[Symbol]) -> int:
    if symbol in dimensions:
        return 0
    sort = symbol.sort
    if isinstance(sort, FunctionSort):
        return 5
    return 1 if sort.field is Field.INTEGER and not sort.shape else 2 + len(sort.shape)


def places_of(symbols: tuple[Symbol, ...], dimensions: frozenset[Symbol]) -> dict[Symbol, int]:
    """The position of each symbol among those of its kind."""
    counts: dict[int, int] = {}
    found: dict[Symbol, int] = {}
    for symbol in symbols:
        rank = _rank(symbol, dimensions)
        found[symbol] = counts.get(rank, 0)
        counts[rank] = found[symbol] + 1
    return found


def checks_of(order: tuple[Symbol, ...], hypotheses: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """For each symbol the hypotheses that can be checked once it has a value."""
    found: list[list[Term]] = [[] for _ in order] or [[]]
    position = {s: k for k, s in enumerate(order)}
    for hypothesis in hypotheses:
        found[max((position[s] for s in hypothesis.symbols), default=0)].append(hypothesis)
    return [tuple(f) for f in found]
