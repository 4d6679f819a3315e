"""Which terms stand for one real number, so that signs and order make sense for them."""

from functools import lru_cache
from typing import Final

from derive.algebra.shapes import Shape, ShapeError, agree, sort_of, trimmed
from derive.core.sort import Field, Sort
from derive.core.term import INFINITY, Apply, Symbol, Term, heads_in, negative, subterms

_INFINITE: Final = (INFINITY, negative(INFINITY))
_BEYOND: Final = frozenset(("imaginary", "infinity"))
_NUMBERS: Final = (Field.INTEGER, Field.REAL)


@lru_cache(maxsize=1 << 14)
def is_real_number(term: Term) -> bool:
    """Whether the term is a real number where it is defined, and nothing in it is complex or infinite."""
    return real_shape(term) == ()


def is_in_the_reals(membership: Apply) -> bool:
    """Whether real numbers are said to be real, in an array of the shape that it has."""
    element, collection = membership.children
    if not isinstance(collection, Apply) or collection.head != "reals":
        return False
    shape = real_shape(element)
    return shape is not None and agree(shape, trimmed(collection.children))


def real_shape(term: Term) -> Shape | None:
    """The shape of what is real in the same sense; None for all else."""
    try:
        sort = sort_of(term)
    except (ShapeError, TypeError, ValueError):
        return None
    if sort.field not in _NUMBERS or term in _INFINITE:
        return None
    return sort.shape if _is_real(term) else None


def _is_real(term: Term) -> bool:
    """Whether nothing in a term is complex, or calculated with infinity."""
    if term.binders or not heads_in(term).isdisjoint(_BEYOND):
        return all(map(_is_plain, subterms(term)))
    return not any(map(_is_complex, term.symbols))


def _is_complex(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and symbol.sort.field is Field.COMPLEX


def _is_plain(part: Term) -> bool:
    if isinstance(part, Symbol):
        return not _is_complex(part)
    if not isinstance(part, Apply) or part in _INFINITE:
        return True
    return part.head != "imaginary" and not any(c in _INFINITE for c in part.children)
