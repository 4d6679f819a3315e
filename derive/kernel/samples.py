"""Two terms at a few points: logarithms of opposite numbers have one canonical form, but no common domain."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from flint import arb

from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Component, Symbol, Term, replace
from derive.kernel.accuracy import exact_value

VALUES: Final = (0.37, -0.81, 2.3, -5.9)
MOST: Final = 2


def atoms(term: Term) -> Iterator[Term]:
    """The numbers that a term is made of: symbols, entries, sums."""
    if isinstance(term, Symbol | Component | Binder):
        yield term
    elif isinstance(term, Apply):
        for child in term.children:
            yield from atoms(child)


def agree(first: Term, second: Term) -> bool:
    """Whether the terms have values in common at points where the first one has a value, if there are any."""
    found = tuple(dict.fromkeys(atoms(first)))
    names = tuple(Symbol(f"@a{n}", REAL) for n in range(len(found)))
    shown = [replace(t, dict(zip(found, names, strict=True))) for t in (first, second)]
    for point in product(VALUES, repeat=min(len(names), MOST)):
        values = [arb(point[n % len(point)] * (1 + 0.1 * (n // len(point)))) for n in range(len(names))]
        wanted, other = (exact_value(t, dict(zip(names, values, strict=True))) for t in shown)
        if wanted is not None and (other is None or not wanted.overlaps(other)):
            return False
    return True
