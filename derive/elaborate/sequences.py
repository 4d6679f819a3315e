"""Quantities that were defined together: the terms ``a_n = 2^n`` of a sequence, and ``a_i = x_i^2``."""

from derive.core.source import Place
from derive.core.surface import Surface
from derive.core.term import ONE, Apply, Symbol, Term, replace
from derive.elaborate.names import subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition


def quantity_at(reading: Reading, entries: Definition, sub: Surface, place: Place) -> Term:
    """One of the quantities that were defined together; where nothing is said their numbers begin with 1."""
    indices = tuple(map(reading.term, subscripts(sub)))
    for i, length in zip(indices, entries.lengths, strict=False):
        reading.runs(i, length)
    reading.facts.extend(
        Apply("le", ONE, i) for i in indices if isinstance(i, Symbol) and _is_free(reading, i)
    )
    return _definition_at(entries, indices, place)


def _is_free(reading: Reading, index: Symbol) -> bool:
    """Whether nothing is said of an index."""
    return (
        "@" not in index.name and index.name not in reading.bound and reading.scope.lookup(index.name) is None
    )


def _definition_at(meaning: Definition, indices: tuple[Term, ...], place: Place) -> Term:
    if len(indices) != len(meaning.indices) or meaning.parameters:
        raise refusal("subscript", place)
    return replace(meaning.body, dict(zip(meaning.indices, indices, strict=True)))
