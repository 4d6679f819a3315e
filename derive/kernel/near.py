"""Functions of one number where their formulas lose digits: measured, and mended by polynomials.

The largest parts of a term that depend on one number alone are computed at places of all magnitudes and held
against ball arithmetic. Where they are off near 0, 1 or -1 or far out, a piece of :mod:`derive.kernel.fitting`
takes over there. Where such a place is a gap of the domain only, as 0 is of sin(x)/x, it gets the limit.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any, Final

import numpy as np
from flint import arb

from derive.core.sort import REAL
from derive.core.term import (
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    replace,
    subterms,
)
from derive.kernel.accuracy import error_of, exact_value
from derive.kernel.fitting import Piece, far, near

ENOUGH: Final = 2.6
UNKNOWN: Final = Symbol("@u", REAL)
CENTRES: Final = (0.0, 1.0, -1.0)
MANTISSAS: Final = (1.0, 1.37)
NEAR_ZERO: Final = (*(-1074, -1030, -700, -530, -400, -160, -80, -60, -50), *range(-40, 3, 2))
NEAR_ONE: Final = (-51, -45, -40, -30, -25, -20, -15, -10, -7, -5, -4, -3, -2)
FAR: Final = (3, 4, 5, 6, 8, 10, 13, 17, 22, 26, 30, 40, 52, 60, 100, 300, 400, 511, 530, 800, 1000, 1023)
REACH: Final = 5.0
LEAST: Final = 2.0**-8
BOUNDS: Final = (8.0, 40.0, 300.0, 1e4, 1e7)
SMOOTH_HEADS: Final = frozenset(("near", "delta", "floor", "ceil", "sign", "round"))
Run = Callable[[Any], Any]
Compiled = Callable[[Term, Symbol], Run]


def mended(term: Term, compiled: Compiled) -> Term:
    """The term with polynomials where a part of it that depends on one number loses digits.

    ``compiled`` makes an array function of a term with one symbol.
    """
    if isinstance(term, Binder):
        variable = fresh("i", term.variable.sort, term)
        return bind(term.kind, variable, mended(term.open(variable), compiled), *term.parameters)
    if not isinstance(term, Apply) or term.head in {"indicator", "delta"}:
        return term
    atoms = tuple(dict.fromkeys(_atoms(term)))
    if not atoms:
        return term
    if len(atoms) == 1 and _may_lose(term):
        found = _mended_part(replace(term, {atoms[0]: UNKNOWN}), compiled)
        if found is not None:
            return replace(found, {UNKNOWN: mended(atoms[0], compiled)})
    return term.rebuild(tuple(mended(c, compiled) for c in term.children))


def _atoms(term: Term) -> Iterator[Term]:
    """The numbers that a term is made of: symbols, entries, sums."""
    if isinstance(term, Symbol | Component | Binder):
        yield term
    elif isinstance(term, Apply):
        for child in term.children:
            yield from _atoms(child)


def _may_lose(term: Term) -> bool:
    """Whether there is a sum, a quotient or a power in it that could lose digits."""
    nodes = [t for t in subterms(term) if isinstance(t, Apply)]
    return not any(t.head in SMOOTH_HEADS for t in nodes) and any(t.head in {"add", "power"} for t in nodes)


def _mended_part(term: Term, compiled: Compiled) -> Term | None:
    """The part with its pieces, the part itself where it needs none, None where some were needed."""
    part = _Part(term, compiled(term, UNKNOWN))
    defects = part.defects(_places())
    if not defects:
        return term
    pieces = [p for p in (*_around(part, defects), *_beyond(part, defects)) if p is not None]
    if not pieces:
        return None
    for p in pieces:
        term = Apply("near", term, UNKNOWN, *(Number(Fraction(x)) for x in p.numbers))
    return term


def _places() -> list[float]:
    found = list(CENTRES)
    for sign in (1.0, -1.0):
        found += [sign * math.ldexp(m, e) for e in (*NEAR_ZERO, *FAR) for m in MANTISSAS]
        found += [c + sign * math.ldexp(m, e) for c in CENTRES[1:] for e in NEAR_ONE for m in MANTISSAS]
    return found


class _Part:
    """A term of one unknown with the function that computes it."""

    __slots__ = ("exact", "run", "term")

    def __init__(self, term: Term, run: Run) -> None:
        self.term, self.run = term, run
        self.exact = partial(_exact, term)

    def defects(self, places: Iterable[float]) -> list[float]:
        """The places where the result is off, or missing though there is a limit."""
        where = np.unique(np.asarray([*places]))
        with np.errstate(all="ignore"):
            results = np.broadcast_to(np.asarray(self.run(where), dtype=float), where.shape)
        return [u for u, r in zip(where.tolist(), results.tolist(), strict=True) if self._is_off(u, r)]

    def _is_off(self, place: float, result: float) -> bool:
        value = self.exact(arb(place))
        if value is None:
            return math.isnan(result) and place in CENTRES
        return error_of(result, value)[0] > ENOUGH


def _exact(term: Term, at: arb) -> Any:
    return exact_value(term, {UNKNOWN: at})


def _around(part: _Part, defects: list[float]) -> Iterator[Piece | None]:
    """Pieces around the centres that defects lie next to."""
    for centre in CENTRES:
        reach = REACH if centre == 0 else 0.5
        close = [abs(u - centre) for u in defects if abs(u - centre) < reach and _belongs(u, centre)]
        if not close or min(close) > 0.3:
            continue
        sides = tuple(s for s in (-1, 1) if part.exact(arb(centre + s * 1e-3)) is not None)
        if sides:
            yield _widest(part, centre, max(close), sides)


def _belongs(place: float, centre: float) -> bool:
    return centre == 0 or abs(place - centre) <= 0.3


def _widest(part: _Part, centre: float, distance: float, sides: tuple[int, ...]) -> Piece | None:
    """The piece that covers the defects, or as many of them as a short polynomial can."""
    distance = max(distance, LEAST)
    if distance > 2 * LEAST:
        grid = [distance * (0.4 + 0.1 * n) for n in range(1, 25)]
        off = part.defects(centre + s * d for d in grid for s in sides)
        distance = min(1.05 * max((abs(u - centre) for u in off), default=distance), REACH)
    for shrink in (1.0, 0.8, 0.6, 0.4, 0.2, 0.05):
        piece = near(part.exact, centre, distance * shrink, sides)
        if piece is not None:
            return piece
    return None


def _beyond(part: _Part, defects: list[float]) -> Iterator[Piece | None]:
    """Pieces far out."""
    for sign in (1.0, -1.0):
        out = [abs(u) for u in defects if u * sign > REACH]
        if out:
            bounds = [b for b in BOUNDS if b < min(out)] or [min(out) / 1.3]
            yield next((p for b in bounds if (p := far(part.exact, sign * b)) is not None), None)
