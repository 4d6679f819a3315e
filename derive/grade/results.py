"""What came out of a chain with a mistake in it: later exercises may go on with it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from derive.core.term import Apply, Term
from derive.grade.written import Written

_EQUATION = "eq"


def earlier(region: Sequence[Written], everything: Sequence[Written]) -> tuple[tuple[Term, Term], ...]:
    """By the left sides of chains with a mistake what they end with, of what was written before a region."""
    own = set(region)
    until = next((k for k, w in enumerate(everything) if w in own), 0)
    found = (pair for _, chain in groupby(everything[:until], _chain) for pair in _result(tuple(chain)))
    return tuple(dict.fromkeys(found))


def _chain(source: Written) -> tuple[str, int | None]:
    return source.exercise, source.step.chain


def _result(chain: Sequence[Written]) -> Iterator[tuple[Term, Term]]:
    """The ends of a chain of equations of which one is wrong; the left one is no bare number."""
    sides = [w.claim.proposition for w in chain if w.claim is not None]
    equations = [p for p in sides if isinstance(p, Apply) and p.head == _EQUATION]
    if len(equations) < len(chain) or not any(w.is_wrong for w in chain):
        return
    first, last = equations[0].children[0], equations[-1].children[1]
    if first.symbols or first.children:
        yield first, last
