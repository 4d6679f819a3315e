"""A submission's names against the sheet's: sizes and indices may be called otherwise."""

from collections.abc import Iterator, Sequence
from itertools import islice, permutations
from typing import Final

from derive.core.sort import FunctionSort, Sort
from derive.core.term import Symbol, Term

MOST: Final = 48


def namings(used: Sequence[Symbol], asked: Sequence[Symbol]) -> Iterator[dict[Term, Term]]:
    """Ways to put the sheet's symbols in the place of a submission's, the likeliest first."""
    by_name = {s.name: s for s in asked}
    plain: dict[Term, Term] = {}
    for symbol in used:
        meant = by_name.get(symbol.name)
        if meant is not None and _kind(meant) == _kind(symbol):
            plain[symbol] = meant
            plain.update(_sizes(symbol, meant))
    rest = [s for s in used if s not in plain]
    open_ones = [s for s in asked if s not in plain.values()]
    yield plain
    for chosen in islice(_assigned(rest, open_ones), MOST):
        yield plain | chosen


def _kind(symbol: Symbol) -> tuple[str, int]:
    sort = symbol.sort
    return ("function", 0) if isinstance(sort, FunctionSort) else (sort.field.value, len(sort.shape))


def _sizes(symbol: Symbol, meant: Symbol) -> dict[Term, Term]:
    """The dimensions of one in the place of those of the other."""
    if not isinstance(symbol.sort, Sort) or not isinstance(meant.sort, Sort):
        return {}
    pairs = zip(symbol.sort.shape, meant.sort.shape, strict=True)
    return {a: b for a, b in pairs if isinstance(a, Symbol) and a is not b}


def _assigned(rest: Sequence[Symbol], open_ones: Sequence[Symbol]) -> Iterator[dict[Term, Term]]:
    """Different symbols that are left over for symbols of the sheet that are not used."""
    count = min(len(rest), len(open_ones))
    for size in range(1, count + 1):
        for sources in permutations(rest, size):
            for targets in permutations(open_ones, size):
                if list(targets) == sorted(targets, key=open_ones.index) and all(
                    _kind(s) == _kind(t) for s, t in zip(sources, targets, strict=True)
                ):
                    found: dict[Term, Term] = dict(zip(sources, targets, strict=True))
                    for s, t in zip(sources, targets, strict=True):
                        found.update(_sizes(s, t))
                    yield found
