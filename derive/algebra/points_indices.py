"""What hypotheses about entries need of their indices alone, which get their values before the entries."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.definedness import definedness
from derive.core.sort import INTEGER
from derive.core.term import Apply, Component, Term, subterms

RELATIONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))
STRICT: Final = frozenset(("ne", "lt", "gt"))


def index_conditions(hypotheses: tuple[Term, ...]) -> tuple[Term, ...]:
    """Propositions about integers that hold wherever the hypotheses do.

    An index is in its range; entries that differ have different indices: where ``a[2] != a[n]``, n is not 2.
    """
    return tuple(dict.fromkeys(c for h in hypotheses for c in _needed(h) if c.symbols))


def _needed(hypothesis: Term) -> Iterator[Term]:
    if not (isinstance(hypothesis, Apply) and hypothesis.head in RELATIONS):
        return
    if any(isinstance(t, Component) for t in subterms(hypothesis)):
        yield from (c for c in definedness(hypothesis) if all(s.sort == INTEGER for s in c.symbols))
    if hypothesis.head in STRICT:
        yield from _apart(*hypothesis.children)


def _apart(first: Term, second: Term) -> Iterator[Term]:
    """That the one index in which two entries of an array may differ does."""
    if isinstance(first, Component) and isinstance(second, Component) and first.base is second.base:
        pairs = zip(first.indices, second.indices, strict=False)
        differing = [(i, j) for i, j in pairs if i is not j]
        if len(differing) == 1:
            yield Apply("ne", *differing[0])
