"""Closed forms of integrals without parameters, to be shown beside a counterexample."""

from functools import lru_cache
from typing import Final

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.algebra.balls_integrals_smooth import smooth_pieces
from derive.algebra.facts import Facts
from derive.algebra.limits.values import INFINITE, closed_limit
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import REAL
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Symbol, Term, add, bind, subterms, subtract
from derive.prove.antiderivatives import antiderivative
from derive.prove.calculus.integrals import inside

EFFORT: Final = 20_000
_VARIABLE: Final = Symbol("t", REAL)


@lru_cache(maxsize=1 << 8)
def closed_integral(integral: Binder) -> Term | None:
    """A closed form whose ball overlaps that of the integral; None where none is found."""
    if integral.symbols or any(isinstance(t, Binder) for t in subterms(integral.body)):
        return None
    try:
        value = _value(integral)
        if value is None or not evaluate(value, {}).overlaps(evaluate(integral, {})):
            return None
    except (OutOfEffortError, ShapeError, Undefined, Indeterminate):
        return None
    return value


def _value(integral: Binder) -> Term | None:
    whole = smooth_pieces(integral) or integral
    parts = whole.children if isinstance(whole, Apply) else (whole,)
    values = [_of_piece(p) for p in parts if isinstance(p, Binder)]
    known = [v for v in values if v is not None]
    return canonical(add(*known), Facts(()), Effort(EFFORT)) if len(known) == len(parts) else None


def _of_piece(piece: Binder) -> Term | None:
    facts = Facts(inside(_VARIABLE, *piece.parameters))
    found = antiderivative(piece.open(_VARIABLE), _VARIABLE, facts, Effort(EFFORT))
    if found is None:
        return None
    ends = []
    for end, direction in zip(piece.parameters, (ONE, Number(-1)), strict=True):
        side = ZERO if end in INFINITE else direction
        ends.append(closed_limit(bind("limit", _VARIABLE, found, end, side)))
    below, above = ends
    if below is None or above is None or {below, above} & INFINITE.keys():
        return None
    return subtract(above, below)
