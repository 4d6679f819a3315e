"""Closed integrals as sums of integrals over pieces, on each of which the integrand takes one branch."""

from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import flint
from flint import arb

from derive.algebra.balls_integrals import ends_of, order_of, window_of
from derive.algebra.balls_integrals_outlook import VARIABLE
from derive.algebra.balls_integrals_pieces import Cut, cuts, elementary, smooth
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Scope
from derive.core.term import Binder, Term, add, bind, subterms

PRECISION: Final = 64
MOST_PIECES: Final = 24


@lru_cache(maxsize=1 << 8)
def smooth_pieces(binder: Binder) -> Term | None:
    """The integral as a sum of integrals without kinks between exact cuts; None where it is not found.

    Every cut is a zero of a part of the integrand, and known exactly; there is none elsewhere.
    """
    if binder.symbols or any(isinstance(t, Binder) for t in subterms(binder.body)):
        return None
    before, flint.ctx.prec = flint.ctx.prec, PRECISION
    try:
        return _pieces(binder, Scope({}))
    except (Indeterminate, Undefined):
        return None
    finally:
        flint.ctx.prec = before


def _pieces(binder: Binder, scope: Scope) -> Term | None:
    low, high = ends_of(binder.parameters, scope)
    if order_of(low, high) != 1:
        return None
    body = elementary(binder.open(VARIABLE))
    window = window_of(body, low, high, scope)
    found = cuts(body, (low, high), window, scope)
    if any(cut.term is None for cut in found) or len(found) > MOST_PIECES:
        return None
    inner = [c for c in found if not _is_end(c, low.value) and not _is_end(c, high.value)]
    places = [binder.parameters[0], *(c.term for c in inner if c.term is not None), binder.parameters[1]]
    values: list[Any] = [window[0], *(arb(c.low) for c in inner), window[1]]
    parts = []
    for (first, last), (a, b) in zip(pairwise(places), pairwise(values), strict=True):
        branch = smooth(body, ((a + b) / 2).mid(), scope)
        parts.append(bind("integral", VARIABLE, branch, first, last))
    whole = add(*parts)
    return None if whole is binder else whole


def _is_end(cut: Cut, value: Any) -> bool:
    return value is not None and bool(arb(cut.low).overlaps(arb(value)))
