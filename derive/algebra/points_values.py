"""Candidate values: which numbers, vectors, matrices and functions to try, simplest first.

A flavour is a way to choose a value for every symbol at once: generic and positive
ones come first, special ones (zero, one, equal values, large, tiny) follow.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from derive.core.sort import INTEGER, REAL, FunctionSort, Sort
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    power,
)

Scalar = Fraction | Term
Vector = tuple[Scalar, ...]


def _scalar(text: str) -> Scalar:
    """A rational, or a rational times pi, as in ``-3/2pi``."""
    if not text.endswith("pi"):
        return Fraction(text)
    factor = Fraction(text.removesuffix("pi") or 1)
    return PI if factor == 1 else multiply(Number(factor), PI)


def _integers(*rows: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row.split())) for row in rows)


_FLAVOURS: Final = """
1 2 3 4 5 6; 2 3 1/2 5 3/2 4 1/3; 3 1/2 2 1/3 5 5/2 4; 1/2 2 3 3/2 1/3 4 5; 0 1 2 -1 3; -1 2 -3 3 1/2;
2 1 3 5 4; 1 1; 0 0; -1 2 1/2 3; -1 -1; -2 -3 -1/2 -5; 2 2; -1/2 1/2 3/2; 1 0; 0 -2 1; 2 -1 1/2;
-2 1 4; 3 1 2 0; 1 -1; -1/2 -2 1/3; 1/4 3/4 1/2; 1/2 1/2; 3/2 -3/2; 2 0; -3 0 2; 5 7 11; 10 1/10 -10;
1/100 100 -1/100; 100 3 -100; -10 10 1/2; -1/100 1; pi 1/2pi 1/3pi; 1/2pi pi 2; -1/2pi 1/4pi; 3/2pi 2pi;
2pi 1; -3/4pi pi; 1000 -1000 1/2; 7 -7; -1/3 1/3; 4/3 -4/3 1
"""
FLAVOURS: Final = tuple(tuple(map(_scalar, row.split())) for row in _FLAVOURS.split(";"))
_FALLBACK: Final = "2 3 1/2 1 3/2 5 0 -1 -2 -1/2 4 1/3 2/3 1/4 3/4 -3 7 10 -10 100"
FALLBACK: Final = tuple(map(Fraction, _FALLBACK.split()))
_PARTS: Final = "1/2 1/3 2/3 1/4 3/4 1/5 4/5 1/10 9/10 2/5 3/5 1/100 99/100"
PARTS: Final = tuple(map(Fraction, _PARTS.split()))
DIMENSIONS: Final = _integers("2 3 4", "3 2 4", "2 2 2", "1 2 3", "3 4 2", "1 1 1", "2 1 3", "4 3 2", "5 2 6")
INTEGERS: Final = _integers(
    *("2 3 1 4", "1 2 3 4", "3 1 2 5", "1 1 1", "2 2 2", "2 1 3", "0 1 2", "3 3 3", "4 2 5", "-1 2 1"),
    *("5 4 3", "0 0 0", "1 0 2", "-2 -3 -1", "6 5 7", "10 3 8", "1 2 1", "2 2 1", "1 2 2"),
)
INTEGER_FALLBACK: Final = tuple(map(Fraction, (1, 2, 3, 4, 0, 5, 6, -1, -2, 7, 8, 10)))
_ENTRIES: Final = _integers(
    *("1 2 3 5 4", "3 1 2 4 7", "1 -2 3 -1 2", "1 1 2 2 1", "0 1 -1 2 0", "2 2 2 2 2", "0 0 0 0 0"),
    *("1 0 0 0 0", "3 2 1 0 -1", "-1 -2 -3 -5 -4", "10 -10 3 7 -4", "0 2 0 1 0", "1 1 1 1 1", "5 3 3 1 2"),
    "-3 2 2 -1 4",
)
_FRAMES: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    1: ((1,), (-1,)),
    2: ((3, 4), (-4, 3), (4, 3)),
    3: ((2, 2, 1), (1, -2, 2), (2, -1, -2)),
    4: ((1, 1, 1, 1), (1, -1, 1, -1), (1, 1, -1, -1), (1, -1, -1, 1)),
}
_FRAME_LENGTH: Final = {1: 1, 2: 5, 3: 3, 4: 2}


def flavoured(flavour: int, place: int) -> Scalar:
    """The value that a flavour has for the real number at this place."""
    row = FLAVOURS[flavour]
    value = row[place % len(row)]
    if place >= len(row) and isinstance(value, Fraction) and value > 0:
        return value + place
    return value


def gaussian(real: Fraction, imaginary: Fraction = Fraction(0)) -> Term:
    """The complex number with these parts, as a term."""
    if imaginary == 0:
        return Number(real)
    unit = Apply("imaginary")
    turned = unit if imaginary == 1 else multiply(Number(imaginary), unit)
    return turned if real == 0 else add(Number(real), turned)


_COMPLEX: Final = """
1,1 2,-1 -1,2 1,3; 2,1 1,-2 3,1; 0,1 1,1 2,1; -1,1 1,2 0,1; -1,0 -1,0 -1,0; 1,0 0,1 2,0; 0,0 1,1 -1,1;
-2,-1 -1,3 1,-1; 3/5,4/5 4/5,-3/5 -3/5,4/5; 1,-1 1,-1 1,-1; -1,-1 -1,-1 2,2; 2,0 3,0 1,1; 0,-2 0,3 1,0;
1/2,-1/2 3,4 -1/2,2; 3,-4 0,-1 1/2,1; 0,4 -4,0 4,0; -3,1 -3,-1 0,5; 10,-7 1/10,3 -6,8
"""
COMPLEX_FLAVOURS: Final = tuple(
    tuple(gaussian(*map(Fraction, pair.split(","))) for pair in row.split()) for row in _COMPLEX.split(";")
)
COMPLEX_FALLBACK: Final = tuple(row[0] for row in COMPLEX_FLAVOURS)


def complex_flavoured(flavour: int, place: int) -> Term:
    """The value that a flavour has for the complex number at this place."""
    row = COMPLEX_FLAVOURS[flavour % len(COMPLEX_FLAVOURS)]
    return row[place % len(row)]


def hashed(*parts: object) -> Fraction:
    """A number between 0 and 1 that looks random and depends on the parts only."""
    digest = blake2b(repr(parts).encode(), digest_size=4).digest()
    return Fraction(int.from_bytes(digest) % 9973 + 1, 9975)


def hashed_scalar(*parts: object) -> Fraction:
    """A rational of moderate size that looks random."""
    top = 1 + int(hashed("top", *parts) * 60)
    bottom = (7, 11, 13, 17, 19, 23)[int(hashed("bottom", *parts) * 6)]
    return Fraction(top, bottom)


def entries(flavour: int, position: int, length: int) -> tuple[Fraction, ...]:
    """A vector of small integers for the symbol at this position, different ones for different symbols."""
    row = _ENTRIES[flavour % len(_ENTRIES)]
    shift = position * 2 if len(set(row)) > 2 else 0
    return tuple(Fraction(row[(k + shift) % len(row)] + (k + shift) // len(row)) for k in range(length))


def frame(position: int, length: int) -> tuple[Fraction, ...] | None:
    """A rational unit vector, orthogonal to those at other positions."""
    if length not in _FRAMES:
        return None
    rows = _FRAMES[length]
    return tuple(Fraction(e, _FRAME_LENGTH[length]) for e in rows[position % len(rows)])


def orthogonal(base: tuple[Fraction, ...]) -> tuple[Fraction, ...] | None:
    """A vector that is orthogonal to one of the simplest vectors, ``(1, 2, 3, ..)``, and is no multiple."""
    if len(base) < len(("first", "second")):
        return None
    return (Fraction(-2), Fraction(1), *(Fraction(0) for _ in base[2:]))


def vectors_like(base: tuple[Fraction, ...], position: int) -> Iterator[tuple[Fraction, ...]]:
    """The vector, then others made from it: sorted, positive, distinct, a unit vector and the like."""
    yield base
    yield tuple(sorted(base, reverse=True))
    yield tuple(sorted(base))
    positive = tuple(abs(e) or Fraction(1) for e in base)
    yield positive
    distinct = tuple(Fraction(k + 1 + position) for k in range(len(base)))
    yield distinct
    yield tuple(reversed(distinct))
    across = orthogonal(base)
    if across is not None:
        yield across
    unit = frame(position, len(base))
    if unit is not None:
        yield unit
    total = sum(distinct)
    yield tuple(e / total for e in distinct)
    yield tuple(-e for e in distinct)
    for constant in (Fraction(1), Fraction(0), Fraction(1, max(1, len(base)))):
        yield (constant,) * len(base)
    yield tuple(Fraction(int(k == 0)) for k in range(len(base)))


Rows = tuple[tuple[Fraction, ...], ...]


_SMALL: Final = ((1, 2, 3, 4), (2, 1, 1, 1), (1, 1, 0, 2), (0, 1, 2, 3))
"""The simplest matrices in general position, row by row."""


def rows_for(flavour: int, position: int, height: int, width: int) -> Rows:
    """A matrix of small integers in general position, from the flavour and the position of its symbol."""
    if flavour == 0 and height == width == 2:
        entries = _SMALL[position % len(_SMALL)]
        return tuple(tuple(map(Fraction, entries[i : i + 2])) for i in (0, 2))

    def value(i: int, k: int) -> Fraction:
        spread = (3 * i * i + 5 * k + 2 * i * k + 3 * position + flavour) % 7
        return Fraction(spread - (3 if flavour % 3 == 2 else 0) + (1 if i == k else 0))

    return tuple(tuple(value(i, k) for k in range(width)) for i in range(height))


def matrices_like(base: Rows, position: int) -> Iterator[Rows]:
    """The matrix, then others made from it: symmetric, semidefinite, orthogonal, nilpotent and the like."""
    yield base
    height, width = len(base), len(base[0]) if base else 0
    if height == width:
        yield from _square_matrices(base, position)
    positive = tuple(tuple(abs(e) or Fraction(1) for e in row) for row in base)
    yield positive
    yield tuple(tuple(e / sum(row) for e in row) for row in positive)
    yield tuple((Fraction(0),) * width for _ in range(height))
    yield tuple((Fraction(1),) * width for _ in range(height))


def scaled_unit(number: Fraction, size: int) -> Rows:
    """A number times the unit matrix."""
    return tuple(tuple(number * (i == k) for k in range(size)) for i in range(size))


def _square_matrices(base: Rows, position: int) -> Iterator[Rows]:
    span = range(len(base))
    yield tuple(tuple(base[i][k] + base[k][i] for k in span) for i in span)
    yield tuple(
        tuple(sum((base[i][m] * base[k][m] for m in span), Fraction(int(i == k))) for k in span) for i in span
    )
    yield tuple(tuple(Fraction(2 + i + position) if i == k else Fraction(0) for k in span) for i in span)
    if len(base) in _FRAMES and len(_FRAMES[len(base)]) >= len(base):
        yield tuple(frame(i, len(base)) or () for i in span)
    yield tuple(tuple(Fraction(int(i == k)) for k in span) for i in span)
    yield tuple(tuple(base[i][k] - base[k][i] for k in span) for i in span)
    yield tuple(tuple(base[i][k] if k <= i else Fraction(0) for k in span) for i in span)
    yield tuple(tuple(Fraction(int(k == i + 1)) for k in span) for i in span)
    yield tuple(tuple(Fraction(int(i == k == 0)) for k in span) for i in span)
    yield tuple(tuple(Fraction(int(i + k == len(base) - 1)) for k in span) for i in span)
    for corner in (Fraction(-1), Fraction(0)):
        yield tuple(tuple(_sheared(i, k, corner) for k in span) for i in span)


def _sheared(i: int, k: int, corner: Fraction) -> Fraction:
    """An entry of a matrix with 1 in its first row twice: an involution, or a projection."""
    if i != k:
        return Fraction(int((i, k) == (0, 1)))
    return corner if i == 1 else Fraction(int(i == 0 or corner != 0))


_T_SYMBOL: Final = Symbol("t", REAL)
_SMOOTH: Final[tuple[Callable[[Term], Term], ...]] = (
    lambda t: power(t, 2),
    lambda t: Apply("exp", t),
    lambda t: add(Apply("sin", t), TWO),
    lambda t: add(power(t, 3), t),
    lambda t: add(multiply(TWO, t), ONE),
    lambda t: Apply("cos", t),
    lambda t: t,
    lambda t: add(ONE, multiply(HALF, power(t, 4))),
)


_SPECIAL: Final[tuple[Callable[[Term], Term], ...]] = (
    negative,
    lambda t: power(t, 3),
    lambda t: Apply("sin", t),
    lambda t: multiply(TWO, t),
    lambda t: Apply("exp", negative(t)),
    lambda t: Apply("cos", multiply(PI, t)),
    lambda t: Apply("sin", multiply(PI, t)),
    lambda t: power(TWO, t),
    lambda t: Apply("tanh", t),
    lambda t: multiply(Number(-2), t),
    lambda t: Apply("cos", multiply(TWO, PI, t)),
    lambda t: Apply("sin", multiply(TWO, PI, t)),
    lambda t: add(t, Apply("sin", multiply(TWO, PI, t))),
    lambda t: Apply("log", t),
    lambda t: negative(power(t, 2)),
    lambda t: power(add(ONE, Apply("exp", negative(t))), MINUS_ONE),
    lambda t: multiply(HALF, t),
    lambda _: ONE,
    lambda _: TWO,
    lambda _: ZERO,
    lambda _: HALF,
)
"""Functions that have the properties for which one names functions: odd, periodic, additive ones."""


def functions(flavour: int, sort: FunctionSort) -> Iterator[Term]:
    """Functions of one number with properties, each flavour beginning with another one; as lambda terms."""
    if sort != FunctionSort((REAL,), REAL):
        return
    turn = flavour % len(_SPECIAL)
    for made in (*_SPECIAL[turn:], *_SPECIAL[:turn]):
        yield bind("lambda", _T_SYMBOL, made(_T_SYMBOL))


def smooth_function(number: int, sort: FunctionSort) -> Term:
    """A smooth function from a fixed table, as a lambda term; of arrays, of sums over their entries.

    Its values are numbers, vectors, or matrices that are regular where the function of numbers is not 0.
    """
    variables = [Symbol(f"t{k}", argument) for k, argument in enumerate(sort.arguments)]
    first, *rest = [_summary(v, number + k) for k, v in enumerate(variables)]
    body = _SMOOTH[number % len(_SMOOTH)](first)
    for k, other in enumerate(rest, 1):
        body = add(body, multiply(Number(k + 1), _SMOOTH[(number + k) % len(_SMOOTH)](other), first))
    body = _tabulated(body, first, sort.value.shape)
    for variable in reversed(variables):
        body = bind("lambda", variable, body)
    return body


def _tabulated(value: Term, first: Term, shape: tuple[Term, ...]) -> Term:
    """An array in which each entry is another function."""
    places = tuple(Symbol(f"p{k}", INTEGER) for k, _ in enumerate(shape))
    entry = value
    for place in reversed(places):
        entry = add(multiply(place, entry), first)
    if len(places) == 2:
        entry = add(entry, multiply(TWO, Apply("delta", *places), value))
    for place, length in reversed(list(zip(places, shape, strict=True))):
        entry = bind("tabulate", place, entry, length)
    return entry


def _summary(argument: Symbol, number: int) -> Term:
    """The argument, or a weighted sum of its entries or of their squares."""
    shape = argument.sort.shape if isinstance(argument.sort, Sort) else ()
    indices = tuple(Symbol(f"q{k}", INTEGER) for k, _ in enumerate(shape))
    if not indices:
        return argument
    entry: Term = Component(argument, *indices)
    body = multiply(add(ONE, *indices), power(entry, 2) if number % 2 else entry)
    for index, length in reversed(list(zip(indices, shape, strict=True))):
        body = bind("sum", index, body, ONE, length)
    return body


def unique(values: Iterator[Scalar]) -> Iterator[Scalar]:
    """Each value once."""
    seen: set[Scalar] = set()
    for value in values:
        if value not in seen:
            seen.add(value)
            yield value


def between(cuts: Sequence[Fraction]) -> list[Fraction]:
    """Numbers beside and between the given ones, then these themselves."""
    ordered = sorted(set(cuts))
    if not ordered:
        return []
    middle = [(a + b) / 2 for a, b in pairwise(ordered)]
    beside = [
        end + sign * step
        for step in (1, Fraction(1, 2))
        for end, sign in ((ordered[-1], 1), (ordered[0], -1))
    ]
    return [*middle, *beside, *ordered]
