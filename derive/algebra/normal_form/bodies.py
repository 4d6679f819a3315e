"""The body of a sum, taken apart: index-free factors times powers of the index times the rest."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.generators import Monomial
from derive.algebra.normal_form.ring import Polynomial, Quotient
from derive.core.term import Symbol

_MOST_ORDER: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """``outside * index^power * rest``: ``outside`` is free of the index, ``rest`` has coefficient 1."""

    outside: Quotient
    power: int
    rest: Quotient


@dataclass(slots=True)
class _Poles:
    """``index^power`` over a product of powers of ``index + shift``; shifts differ by numbers."""

    power: int
    orders: tuple[tuple[Fraction, int], ...]


@dataclass(frozen=True, slots=True)
class _Denominator:
    """A denominator: its index-free part, its linear factors in the index, and the rest."""

    free: Quotient
    origin: Quotient
    poles: tuple[tuple[Fraction, int], ...]
    other: Polynomial | None


def pieces(engine: Engine, body: Quotient, symbol: Symbol) -> list[Piece]:
    """The body as a sum of pieces."""
    ring = engine.ring
    variable = engine.value(symbol)
    bottom = _denominator(engine, body.denominator, symbol, variable)
    parts: list[tuple[Polynomial, Polynomial | None]] = []
    if bottom.other is None:
        parts.append((body.numerator, None))
    else:
        engine.effort.charge(1 + len(body.numerator) * len(bottom.other))
        whole, rest = divmod(body.numerator, bottom.other)
        parts += [(whole, None), (rest, bottom.other)]
    found: dict[tuple[int, str, str], Piece] = {}
    for top, other in parts:
        for power, inside, outside in _grouped(engine, top, symbol, variable):
            for factor, order, pole in _partial(engine, power, bottom, variable):
                rest_value = ring.multiply(Quotient(inside, other), pole)
                piece = Piece(ring.divide(ring.multiply(outside, factor), bottom.free), order, rest_value)
                _collect(engine, found, piece)
    return [p for p in found.values() if not p.outside.is_zero]


def _collect(engine: Engine, found: dict[tuple[int, str, str], Piece], piece: Piece) -> None:
    key = (piece.power, str(piece.rest.numerator), str(piece.rest.denominator))
    old = found.get(key)
    outside = piece.outside if old is None else engine.ring.add(old.outside, piece.outside)
    found[key] = Piece(outside, piece.power, piece.rest)


def _grouped(
    engine: Engine, top: Polynomial, symbol: Symbol, variable: Quotient
) -> list[tuple[int, Polynomial, Quotient]]:
    """Terms with the same dependence on the index together: power, dependent monomial, free factor."""
    index = engine.names["symbol", symbol]
    groups: dict[Monomial, Polynomial] = {}
    for monomial, c in engine.monomials(top):
        inner = tuple((i, e) for i, e in monomial if symbol in engine.generators[i].term.symbols)
        outer = tuple((i, e) for i, e in monomial if symbol not in engine.generators[i].term.symbols)
        term = engine.ring.scale(engine.monomial(outer), c).numerator
        groups[inner] = groups[inner] + term if inner in groups else term
    result = []
    for inner, outside in groups.items():
        power = sum(e for i, e in inner if i == index)
        dependent = engine.monomial(tuple((i, e) for i, e in inner if i != index)).numerator
        result.append((power, dependent, Quotient(outside)))
    return result


def _denominator(
    engine: Engine, bottom: Polynomial | None, symbol: Symbol, variable: Quotient
) -> _Denominator:
    ring = engine.ring
    free, other, linear = ring.one, ring.one.numerator, []
    if bottom is not None:
        factors = engine.factors(Quotient(bottom))
        free = ring.constant(factors.constant)
        for f, e in factors.items:
            shift = _shift(engine, f, symbol, variable) if e <= _MOST_ORDER else None
            if not engine.depends(f, symbol):
                free = ring.multiply(free, ring.power(Quotient(f), e))
            elif shift is not None:
                slope, constant = shift
                free = ring.scale(free, slope**e)
                linear.append((constant, e, f))
            else:
                other = other * f**e
    origin = linear[0][0] if linear else ring.zero
    poles = []
    for constant, e, f in linear:
        gap = ring.subtract(constant, origin).constant
        if gap is None:
            other = other * f**e
            slope = (_shift(engine, f, symbol, variable) or (Fraction(1), ring.zero))[0]
            free = ring.scale(free, slope ** (-e))
        else:
            poles.append((gap, e))
    return _Denominator(free, origin, tuple(poles), None if other.is_constant() else other)


def _shift(
    engine: Engine, factor: Polynomial, symbol: Symbol, variable: Quotient
) -> tuple[Fraction, Quotient] | None:
    """Slope and shift of ``slope * (index + shift)`` with a numeric slope, if the factor is that."""
    index = engine.names["symbol", symbol]
    slope: Fraction | None = None
    for monomial, c in engine.monomials(factor):
        if monomial == ((index, 1),):
            slope = c
        elif any(symbol in engine.generators[i].term.symbols for i, _ in monomial):
            return None
    if slope is None:
        return None
    rest = Quotient(factor - variable.numerator * engine.ring.constant(slope).numerator)
    return slope, engine.ring.scale(rest, 1 / slope)


def _partial(
    engine: Engine, power: int, bottom: _Denominator, variable: Quotient
) -> list[tuple[Quotient, int, Quotient]]:
    """``index^power`` over the poles in partial fractions: factor, power of the index, pole."""
    ring = engine.ring
    if not bottom.poles:
        return [(ring.one, power, ring.one)]
    result: dict[tuple[int, tuple[tuple[Fraction, int], ...]], Quotient] = {}
    work = [(ring.one, power, bottom.poles)]
    while work:
        engine.effort.charge(2)
        factor, k, orders = work.pop()
        orders = tuple((s, e) for s, e in orders if e)
        if len(orders) > 1:
            work += _apart(engine, factor, k, orders)
        elif orders and k:
            shift = ring.add(bottom.origin, ring.constant(orders[0][0]))
            less = ((orders[0][0], orders[0][1] - 1),)
            work.append((factor, k - 1, less))
            if not shift.is_zero:
                work.append((ring.negative(ring.multiply(factor, shift)), k - 1, orders))
        else:
            old = result.get((k, orders), ring.zero)
            result[k, orders] = ring.add(old, factor)
    return [(f, k, _pole(engine, bottom, orders, variable)) for (k, orders), f in result.items()]


def _apart(
    engine: Engine, factor: Quotient, k: int, orders: tuple[tuple[Fraction, int], ...]
) -> list[tuple[Quotient, int, tuple[tuple[Fraction, int], ...]]]:
    """``1/(u v) = (1/v - 1/u) / (u - v)`` for the first two poles."""
    (s, a), (t, b), *others = orders
    scaled = engine.ring.scale(factor, 1 / (s - t))
    return [
        (scaled, k, ((s, a - 1), (t, b), *others)),
        (engine.ring.negative(scaled), k, ((s, a), (t, b - 1), *others)),
    ]


def _pole(
    engine: Engine, bottom: _Denominator, orders: tuple[tuple[Fraction, int], ...], variable: Quotient
) -> Quotient:
    ring = engine.ring
    result = ring.one
    for s, e in orders:
        shifted = ring.add(variable, ring.add(bottom.origin, ring.constant(s)))
        result = ring.divide(result, ring.power(shifted, e))
    return result
