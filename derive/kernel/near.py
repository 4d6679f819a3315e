"""Functions of one number where their formulas lose digits: measured, and mended by polynomials.

The largest parts of a term that depend on one number alone are computed at places of all magnitudes and held
against ball arithmetic. Where they are off near 0, 1 or -1 or far out, a piece of
:mod:`derive.kernel.fitting` takes over there. Where such a place is a gap of the domain only,
as 0 is of sin(x)/x, it gets the limit.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from flint import arb

from derive.core.sort import INTEGER
from derive.core.term import (
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    replace,
    subterms,
)
from derive.kernel.defects import CENTRES, GOOD, UNKNOWN, Part, places
from derive.kernel.fitting import LARGEST, Piece, at_infinity, far, near, ring, settled
from derive.kernel.flip import flipped
from derive.kernel.samples import atoms
from derive.kernel.split import split, without_growth

REACH: Final = 5.0
RINGS: Final = (-3, -2, -1, 0, 1, 2, 3, 4)
RING_STEPS: Final = 32
SHRINKS: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.05)
DEEPEST: Final = 2
GAP: Final = 0.15
HALVINGS: Final = 3
MOST_STEPS: Final = 12
BETTER: Final = 2.0
SHORTER: Final = 0.9
LEAST: Final = 2.0**-8
BOUNDS: Final = (8.0, 40.0, 300.0, 1e4, 1e7)
CONDITIONS: Final = frozenset(("indicator", "le", "lt", "ge", "gt", "eq", "ne", "and", "or", "not"))
JUMPS: Final = frozenset(("near", "delta", "floor", "ceil"))


@dataclass(frozen=True, slots=True)
class Tools:
    """``compiled`` makes an array function of a term with one symbol, ``stable`` its stable form.

    If ``is_exact``, parts are computed with what rounding took from them put back.
    """

    compiled: Callable[[Term, Symbol], Callable[[Any], Any]]
    stable: Callable[[Term], Term]
    is_exact: bool = False

    def computed(self, term: Term) -> Term:
        """The form in which a part is computed."""
        return Apply("exactly", term) if self.is_exact else term

    def part(self, term: Term) -> Part:
        """A term of the unknown with the function that computes it."""
        return Part(term, self.compiled(self.computed(term), UNKNOWN))


def mended(term: Term, tools: Tools) -> Term:
    """The term with polynomials where a part of it that depends on one number loses digits."""
    if isinstance(term, Binder):
        variable = fresh("i", term.variable.sort, term)
        return bind(term.kind, variable, mended(term.open(variable), tools), *term.parameters)
    if not isinstance(term, Apply) or term.head in CONDITIONS | JUMPS:
        return term
    found = tuple(dict.fromkeys(atoms(term)))
    if not found:
        return term
    (atom, *others) = found
    inner = _inner(term, found) if others else None
    if inner is not None and _may_lose(term):
        part = _mended_part(replace(term, {inner: UNKNOWN}), tools)
        return replace(part, {UNKNOWN: mended(inner, tools)})
    if others or (isinstance(atom, Symbol) and atom.sort == INTEGER):
        return term.rebuild(tuple(mended(c, tools) for c in term.children))
    if not _may_lose(term):
        return term
    part = _mended_part(replace(term, {atom: UNKNOWN}), tools)
    return replace(part, {UNKNOWN: mended(atom, tools)})


def _inner(term: Term, found: tuple[Term, ...]) -> Term | None:
    """The smallest part that the whole is a function of, as x - y is of log cosh(x - y)."""
    if any(isinstance(a, Binder) for a in found):
        return None
    parts = [
        t for t in subterms(term) if isinstance(t, Apply) and t is not term and set(atoms(t)) == set(found)
    ]
    whole = [t for t in parts if _is_function(replace(term, {t: UNKNOWN}))]
    return min(whole, key=lambda t: sum(1 for _ in subterms(t)), default=None)


def _is_function(term: Term) -> bool:
    """Whether the term depends on the unknown alone, and is no power of it."""
    heads = {t.head for t in subterms(term) if isinstance(t, Apply)}
    return set(atoms(term)) == {UNKNOWN} and not heads <= {"power", "multiply"}


def _may_lose(term: Term) -> bool:
    """Whether there is a sum, a quotient, a power or a product in it that could lose digits."""
    nodes = [t for t in subterms(term) if isinstance(t, Apply)]
    if any(t.head in JUMPS for t in nodes) or (isinstance(term, Apply) and term.head in CONDITIONS):
        return False
    return any(t.head in {"add", "power"} or _is_product(t) for t in nodes)


def _is_product(term: Apply) -> bool:
    """Whether there are two factors that are no numbers, one of which may be too small for its digits."""
    return term.head == "multiply" and sum(bool(f.symbols) for f in term.children) > 1


def _mended_part(term: Term, tools: Tools, depth: int = 0) -> Term:
    """The part, with pieces where it needs some."""
    part = tools.part(term)
    everywhere = places()
    defects = part.defects(everywhere)
    lost = [s for s in (1, -1) if part.is_lost_at_infinity(s)]
    if not defects and not lost:
        return tools.computed(term)
    part, defects = _best(part, defects, tools)
    pieces = [*_around(part, defects), *(p for p in _beyond(part, defects) if p is not None)]
    pieces += _rings(part, pieces)
    if pieces or depth == DEEPEST:
        return _with_pieces(tools.computed(part.term), pieces)
    children = tuple(_mended_part(c, tools, depth + 1) if _may_lose(c) else c for c in term.children)
    other = term.rebuild(children) if children != term.children else term
    left = Part(term, tools.compiled(other, UNKNOWN)).defects(everywhere)
    return other if len(left) < len(defects) else tools.computed(part.term)


def _best(part: Part, defects: list[float], tools: Tools) -> tuple[Part, list[float]]:
    """The part in the form in which it is off at the fewest places, far out above all."""

    def rank(pair: tuple[Part, list[float]]) -> tuple[int, int]:
        return pair[0].gross(u for u in pair[1] if abs(u) > REACH), len(pair[1])

    best = part, defects
    forms: tuple[Callable[[Term], Term], ...] = (
        split,
        lambda t: flipped(t, tools.stable),
        lambda t: split(flipped(t, tools.stable)),
        without_growth,
    )
    for form in forms:
        other = form(part.term)
        if other is not part.term and (rank(best)[0] or form is split):
            tried = tools.part(other)
            best = min(best, (tried, tried.defects(places())), key=rank)
    return best


def _with_pieces(term: Term, pieces: Iterable[Piece]) -> Term:
    for p in pieces:
        term = Apply("near", term, UNKNOWN, *(Number(Fraction(x)) for x in p.numbers))
    return term


def _rings(part: Part, pieces: list[Piece]) -> list[Piece]:
    """Pieces where digits are lost at numbers of middling size, outside of those that there are."""
    grid = [s * math.ldexp(1 + n / RING_STEPS, e) for s in (1, -1) for e in RINGS for n in range(RING_STEPS)]
    free = sorted(u for u in grid if not _is_covered(u, pieces))
    off = set(part.defects(free))
    found: list[Piece] = []
    for first, last in _runs(free, off, pieces):
        low, high = free[max(first - 1, 0)], free[min(last + 1, len(free) - 1)]
        low, high = _reached(part, low, low - high), _reached(part, high, high - low)
        low, high = _trimmed(low, high, (*pieces, *found))
        if low * high > 0 and high - low < REACH:
            found += _between(part, low, high, HALVINGS)
    return found


def _trimmed(low: float, high: float, pieces: Iterable[Piece]) -> tuple[float, float]:
    """The interval without what pieces cover of its ends."""
    for p in pieces:
        low = p.high if p.low <= low < p.high else low
        high = p.low if p.low < high <= p.high else high
    return low, high


def _between(part: Part, low: float, high: float, halvings: int) -> list[Piece]:
    """Pieces for an interval: one, or some for its halves."""
    if not low < high:
        return []
    piece = ring(part.exact, low, high)
    if piece is not None or not halvings:
        return [piece] if piece else []
    middle = (low + high) / 2
    return [*_between(part, low, middle, halvings - 1), *_between(part, middle, high, halvings - 1)]


def _is_covered(place: float, pieces: Iterable[Piece]) -> bool:
    return any(p.low <= place <= p.high for p in pieces)


def _reached(part: Part, place: float, width: float) -> float:
    """The place, moved on in steps of a part of the width while results are off there."""
    step = width / 6
    for _ in range(MOST_STEPS):
        if not part.defects((place + step * n / 7 for n in range(1, 8)), BETTER):
            break
        place += step
    return place


def _runs(places: list[float], off: set[float], pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """The first and last of neighbouring places that are off, between which there is no piece."""
    marked = [n for n, u in enumerate(places) if u in off]
    start = 0
    for n in range(1, len(marked) + 1):
        if n == len(marked) or _are_apart(places[marked[n - 1]], places[marked[n]], pieces):
            yield marked[start], marked[n - 1]
            start = n


def _are_apart(a: float, b: float, pieces: list[Piece]) -> bool:
    return a * b < 0 or b - a > GAP * abs(a) or any(a < p.centre < b for p in pieces)


def _around(part: Part, defects: list[float]) -> list[Piece]:
    """Pieces around the centres that defects lie next to."""
    found: list[Piece] = []
    for centre in CENTRES:
        reach = REACH if centre == 0 else 0.5
        left = [u for u in defects if not _is_covered(u, found)]
        close = [abs(u - centre) for u in left if abs(u - centre) < reach and _belongs(u, centre)]
        if not close or min(close) > 0.3:
            continue
        sides = tuple(s for s in (-1, 1) if part.exact(arb(centre + s * 1e-3)) is not None)
        if sides:
            found += _widest(part, centre, max(close), sides)
    return found


def _belongs(place: float, centre: float) -> bool:
    return centre == 0 or abs(place - centre) <= 0.3


def _widest(part: Part, centre: float, distance: float, sides: tuple[int, ...]) -> list[Piece]:
    """The piece that covers the defects, or as many as a short polynomial can, and rings around it."""
    reaches = {s: _reach(part, centre, max(distance, LEAST), s) for s in sides}
    distance = max(reaches.values())
    for shrink in SHRINKS:
        inner = distance * shrink
        piece = near(part.exact, centre, inner, sides)
        if piece is None:
            continue
        rings: list[Piece] = []
        for s, outer in reaches.items():
            if inner < outer:
                low, high = sorted((centre + s * inner, centre + s * outer))
                rings += _between(part, low, high, HALVINGS)
        return [piece, *rings]
    return []


def _reach(part: Part, centre: float, distance: float, side: int) -> float:
    """How far on one side of a place digits are lost, not beyond the domain."""
    if distance > 2 * LEAST:
        off = part.defects((centre + side * distance * (0.4 + 0.035 * n) for n in range(1, 70)), GOOD)
        distance = min(1.05 * max((abs(u - centre) for u in off), default=distance), REACH)
    while distance > LEAST and part.exact(arb(centre + side * distance)) is None:
        distance *= SHORTER
    return distance


def _beyond(part: Part, defects: list[float]) -> Iterator[Piece | None]:
    """Pieces far out."""
    for sign in (1.0, -1.0):
        out = [abs(u) for u in defects if u * sign > REACH]
        out += [LARGEST] if part.is_lost_at_infinity(int(sign)) else []
        if out:
            yield _beyond_on_one_side(part, sign, min(out))


def _beyond_on_one_side(part: Part, sign: float, least: float) -> Piece | None:
    """The piece out to infinity: infinity or 0, a polynomial, or at infinity the limit."""
    starts = (least / 8, least / 4, least / 2, least)
    found = (settled(part.exact, sign * b) for b in starts if b > REACH)
    bounds = [*(b for b in BOUNDS if b < least), least / 1.3, *(b for b in BOUNDS if b >= least)]
    pieces = (far(part.exact, sign * b) for b in bounds if b < LARGEST / 2)
    either = next((p for p in (*found, *pieces) if p is not None), None)
    return either or (at_infinity(part.exact, sign) if part.is_lost_at_infinity(int(sign)) else None)
