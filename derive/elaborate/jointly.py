r"""Limits in several variables, such as ``\lim_{(x,y) \to (0,0)}``, as limits in the distance from the point.

With the distance r and the direction as an arbitrary function of 1/r that is smooth for r > 0,
``x = a + r cos h(1/r)`` and ``y = b + r sin h(1/r)``: the limit is L exactly if for each h the limit of this
as r tends to 0 from above is L. For if values away from L came up at points with distances r_1 > r_2 > ..
that tend to 0, some h would go through all of them. For three variables there are two such angles.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Final

from derive.algebra.directions import ANGLE, ANGLES, is_angle
from derive.core.sort import REAL
from derive.core.surface import Chain, Fence, Listing, Name, Surface
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    power,
    replace,
    rewrite,
    subtract,
)
from derive.elaborate.arrays import shape
from derive.elaborate.names import name_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal

_BARS: Final = frozenset(("||", "|"))
Approach = tuple[tuple[str, ...], tuple[Surface, ...]]


def several(sub: Surface | None) -> Approach | None:
    """The variables and where each tends to, if there are two or three of them; None for other limits."""
    if isinstance(sub, Chain) and len(sub.terms) == 2 and sub.relations[0].sign == "\\to":
        return _paired(sub)
    if not isinstance(sub, Listing) or not isinstance(sub.items[-1], Chain):
        return None
    if all(isinstance(i, Chain) and len(i.terms) == 2 for i in sub.items):
        pairs = [i.terms for i in sub.items if isinstance(i, Chain)]
        return _checked([p[0] for p in pairs], [p[1] for p in pairs])
    first, target = sub.items[-1].terms[:2]
    names = (*sub.items[:-1], first)
    return _checked(names, [target] * len(names))


def _paired(sub: Chain) -> Approach | None:
    inside, target = sub.terms
    while isinstance(inside, Fence) and len(inside.items) == 1 and inside.opening in _BARS:
        (inside,) = inside.items
    if not isinstance(inside, Fence):
        return None
    wanted = target.items if isinstance(target, Fence) else (target,) * len(inside.items)
    return _checked(inside.items, wanted)


def _checked(variables: Sequence[Surface | None], targets: Sequence[Surface | None]) -> Approach | None:
    names = [name_of(v) for v in variables if isinstance(v, Name)]
    known = tuple(n for n in names if n is not None)
    wanted = tuple(t for t in targets if t is not None)
    fits = 2 <= len(known) == len(variables) == len(wanted) <= 1 + len(ANGLES)
    return (known, wanted) if fits and len(set(known)) == len(known) else None


def joint_limit(reading: Reading, approach: Approach, body: Callable[[], Term], at: Surface) -> Binder:
    """The limit of what ``body`` gives as all variables tend to their places at once.

    Raises:
        UnreadableError: some tend to infinity and others do not, or it is the limit of an array.
    """
    names, targets = approach
    symbols = tuple(reading.loose(name, REAL) for name in names)
    infinite = [name_of(t) == "\\infty" for t in targets]
    places = tuple(ZERO if i else reading.term(t) for t, i in zip(targets, infinite, strict=True))
    apart = not isinstance(at, Chain) or isinstance(at.terms[1], Fence)
    if any(infinite) and (apart or not all(infinite)):
        raise refusal("limit-variable", at.place)
    with ExitStack() as held:
        for name, symbol in zip(names, symbols, strict=True):
            held.enter_context(reading.binding(name, symbol))
        value = body()
    for name, symbol in zip(names, symbols, strict=True):
        value = captured(value, name, symbol)
    if shape(value):
        raise refusal("limit-variable", at.place)
    return limit_in_all(reading, value, symbols, places, far_away=infinite[0])


def limit_in_all(
    reading: Reading,
    value: Term,
    symbols: Sequence[Symbol],
    places: Sequence[Term],
    *,
    far_away: bool = False,
) -> Binder:
    """The limit of a value as symbols tend to places at once, or as their distance from them grows."""
    distance = reading.loose("r", REAL)
    steps = _coordinates(reading, len(symbols), distance if far_away else power(distance, MINUS_ONE))
    shifts = [add(p, multiply(distance, c)) for p, c in zip(places, steps, strict=True)]
    point, side = (INFINITY, ZERO) if far_away else (ZERO, ONE)
    moved = replace(rewrite(value, _distances), dict(zip(symbols, shifts, strict=True)))
    return bind("limit", distance, moved, point, side)


def _distances(term: Term) -> Term | None:
    """That two points are the same, or not, by the square of their distance."""
    if not (isinstance(term, Apply) and term.head in ("eq", "ne")):
        return None
    first, second = term.children
    if not all(isinstance(s, Apply) and s.head == "vector" for s in (first, second)):
        return None
    gaps = (subtract(a, b) for a, b in zip(first.children, second.children, strict=True))
    return Apply(term.head, add(*(power(g, 2) for g in gaps)), ZERO)


def captured(body: Term, name: str, symbol: Symbol) -> Term:
    """The body with the bound symbol also where a definition brought the name in."""
    return replace(body, {s: symbol for s in body.symbols if s.name == name})


def parted(reading: Reading, limit: Binder) -> Term:
    """That a limit does not exist: in some direction it does not, or in two it is not the same."""
    angles = sorted((s for s in limit.symbols if is_angle(s)), key=lambda s: s.name)
    others: dict[Term, Symbol] = {s: Symbol(f"{s.name}''", s.sort) for s in angles}
    absent: Term = Apply("not", Apply("converges", limit))
    apart: Term = Apply("ne", limit, replace(limit, {**others}))
    for other in others.values():
        apart = bind("exists", other, apart)
    for symbol in angles:
        reading.symbols.pop(symbol.name, None)
        absent, apart = bind("exists", symbol, absent), bind("exists", symbol, apart)
    return Apply("or", apart, absent)


def _coordinates(reading: Reading, count: int, far: Term) -> tuple[Term, ...]:
    """The coordinates of a point on the unit circle or sphere."""
    symbols = [reading.symbols.setdefault(name, Symbol(name, ANGLE)) for name in ANGLES[: count - 1]]
    first, *others = [Apply("apply", symbol, far) for symbol in symbols]
    across = Apply("sin", first)
    if not others:
        return Apply("cos", first), across
    second = others[0]
    return Apply("cos", first), multiply(across, Apply("cos", second)), multiply(across, Apply("sin", second))
