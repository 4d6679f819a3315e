"""Which terms stand for one real number, so that signs and order make sense for them."""

from functools import lru_cache
from typing import Final

from derive.algebra.shapes import ShapeError, sort_of
from derive.core.sort import Field, Sort
from derive.core.term import INFINITY, Apply, Symbol, Term, negative, subterms

_INFINITE: Final = (INFINITY, negative(INFINITY))
_NUMBERS: Final = (Field.INTEGER, Field.REAL)


@lru_cache(maxsize=1 << 14)
def is_real_number(term: Term) -> bool:
    """Whether the term is a real number where it is defined, and nothing in it is complex or infinite."""
    try:
        sort = sort_of(term)
    except (ShapeError, TypeError, ValueError):
        return False
    if sort.shape or sort.field not in _NUMBERS or term in _INFINITE:
        return False
    return all(map(_is_plain, subterms(term)))


def _is_plain(part: Term) -> bool:
    if isinstance(part, Symbol):
        return not (isinstance(part.sort, Sort) and part.sort.field is Field.COMPLEX)
    if not isinstance(part, Apply) or part in _INFINITE:
        return True
    return part.head != "imaginary" and not any(c in _INFINITE for c in part.children)
