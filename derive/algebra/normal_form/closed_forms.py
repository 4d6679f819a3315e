"""Sums with closed forms: powers and logarithms of the index, geometric terms, the binomial theorem."""

from fractions import Fraction
from math import comb
from typing import Final

from derive.algebra.normal_form.bodies import Piece
from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.exponential import integer_power, log_absolute
from derive.algebra.normal_form.generators import NEG, POS, ZERO, Generator
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import Polynomial, Quotient
from derive.algebra.normal_form.signs import sign, sign_of
from derive.algebra.normal_form.special import gamma_after
from derive.core.term import Number, Symbol, Term, add, replace

_MOST_POWER: Final = 24
Bounds = tuple[Quotient, Quotient]


def closed_form(engine: Engine, piece: Piece, symbol: Symbol, bounds: Bounds) -> Quotient | None:
    """The sum of ``index^power * rest``, if there is a formula; called inside the scope of the index."""
    if piece.power > _MOST_POWER:
        return None
    if piece.rest.constant == 1:
        return _powers(engine, piece.power, bounds)
    generators = _dependent(engine, piece.rest, symbol)
    kinds = {g.kind for g in generators}
    if kinds <= {"exp", "parity"}:
        return _geometric(engine, piece, symbol, bounds)
    if kinds == {"log"} and not piece.power and len(generators) == 1:
        return _log_factorial(engine, piece.rest, generators[0], symbol, bounds)
    if "gamma" in kinds and kinds <= {"gamma", "exp", "parity"}:
        return _binomial_theorem(engine, piece, generators, symbol, bounds)
    return None


def _dependent(engine: Engine, value: Quotient, symbol: Symbol) -> list[Generator]:
    last = engine.ring.size - 1
    found = []
    for p in (value.numerator, value.denominator):
        if p is not None:
            used = [engine.generators[last - i] for i, d in enumerate(p.degrees()) if d]
            found += [g for g in used if symbol in g.term.symbols]
    return found


def _powers(engine: Engine, power: int, bounds: Bounds) -> Quotient:
    """Faulhaber's formula."""
    ring = engine.ring
    lower, upper = bounds
    below = ring.subtract(lower, ring.one)
    coefficients = _faulhaber(power)
    parts = []
    for k, c in enumerate(coefficients):
        if c:
            gap = ring.subtract(ring.power(upper, k), ring.power(below, k))
            parts.append(ring.scale(gap, c))
    return ring.total(parts)


def _faulhaber(power: int) -> list[Fraction]:
    """The coefficients of the polynomial S with S(n) - S(n-1) = n^power and S(0) = 0."""
    result = [Fraction(0)] * (power + 2)
    for m in range(power, -1, -1):
        # the coefficient of n^m in S(n) - S(n-1) comes from higher powers of S and from (m+1) s_{m+1}
        goal = Fraction(int(m == power))
        for k in range(m + 2, power + 2):
            goal += result[k] * comb(k, m) * (-1) ** (k - m)
        result[m + 1] = goal / (m + 1)
    return result


def _at(engine: Engine, term: Term, symbol: Symbol, value: Quotient) -> Quotient:
    return engine.again(replace(term, {symbol: term_of(engine, value)}))


def _ratio(engine: Engine, rest: Quotient, term: Term, symbol: Symbol) -> Quotient | None:
    """``rest(j+1) / rest(j)``, if it is free of the index."""
    following = engine.again(replace(term, {symbol: add(symbol, Number(1))}))
    ratio = engine.normal(engine.ring.divide(following, rest))
    polynomials = (ratio.numerator, ratio.denominator)
    return None if any(p is not None and engine.depends(p, symbol) for p in polynomials) else ratio


def _geometric(engine: Engine, piece: Piece, symbol: Symbol, bounds: Bounds) -> Quotient | None:
    """``P(upper+1) rest(upper+1) - P(lower) rest(lower)`` with ``r P(j+1) - P(j) = j^power``."""
    ring = engine.ring
    term = term_of(engine, piece.rest)
    ratio = _ratio(engine, piece.rest, term, symbol)
    if ratio is None:
        return None
    gap = engine.reduce(ring.subtract(ratio, ring.one))
    if not is_nonzero(engine, gap):
        return None
    inverse = ring.invert(gap)
    coefficients = [ring.zero] * (piece.power + 1)
    for m in range(piece.power, -1, -1):
        higher = [ring.scale(coefficients[k], comb(k, m)) for k in range(m + 1, piece.power + 1)]
        goal = ring.subtract(ring.constant(int(m == piece.power)), ring.multiply(ratio, ring.total(higher)))
        coefficients[m] = ring.multiply(goal, inverse)
    lower, upper = bounds
    ends = []
    for at in (ring.add(upper, ring.one), lower):
        polynomial = ring.total([ring.multiply(c, ring.power(at, k)) for k, c in enumerate(coefficients)])
        ends.append(ring.multiply(polynomial, _at(engine, term, symbol, at)))
    return ring.subtract(*ends)


def is_nonzero(engine: Engine, value: Quotient) -> bool:
    """Whether a value cannot be zero: by its sign, or because the terms divide by its factors."""
    if value.is_zero:
        return False
    if not sign_of(engine, value) & ZERO:
        return True
    for f, _ in engine.factors(value).items:
        if sign(engine, f) & ZERO and not any(_divides(f, p) for p in engine.nonzero):
            engine.wanted = True
            return False
    return True


def _divides(factor: Polynomial, polynomial: Polynomial) -> bool:
    return bool(divmod(polynomial, factor)[1].is_zero())


def _log_factorial(
    engine: Engine, rest: Quotient, g: Generator, symbol: Symbol, bounds: Bounds
) -> Quotient | None:
    """``sum log(j + b) = log (upper + b)! - log (lower - 1 + b)!`` where the terms begin at 1 or later."""
    ring = engine.ring
    if g.argument is None or engine.generator_of(rest.numerator) is not g or rest.denominator is not None:
        return None
    shift = ring.subtract(g.argument, engine.value(symbol))
    if engine.depends(shift.numerator, symbol) or not engine.is_integer(shift):
        return None
    lower, upper = bounds
    first = ring.add(ring.subtract(lower, ring.one), shift)
    if sign_of(engine, first) & NEG:
        return None
    ends = (gamma_after(engine, ring.add(upper, shift)), gamma_after(engine, first))
    return ring.subtract(*(log_absolute(engine, engine.factors(e)) for e in ends))


def _binomial_theorem(
    engine: Engine, piece: Piece, generators: list[Generator], symbol: Symbol, bounds: Bounds
) -> Quotient | None:
    """``sum_j t^j / (j! (n-j)!) = (1+t)^n / n!`` over 0..n, and its moments."""
    ring = engine.ring
    lower, upper = bounds
    if not lower.is_zero or piece.rest.denominator is None:
        return None
    down = gamma_after(engine, engine.value(symbol))
    up = gamma_after(engine, ring.subtract(upper, engine.value(symbol)))
    rest = engine.normal(ring.multiply(piece.rest, ring.multiply(down, up)))
    if any(g.kind == "gamma" for g in _dependent(engine, rest, symbol)):
        return None
    term = term_of(engine, rest)
    ratio = _ratio(engine, rest, term, symbol)
    if ratio is None:
        return None
    base = engine.reduce(ring.add(ring.one, ratio))
    if base.is_zero:
        return ring.zero if not piece.power and sign_of(engine, upper) == POS else None
    start = ring.divide(_at(engine, term, symbol, ring.zero), gamma_after(engine, upper))
    moments = []
    falling = ring.one
    for m, stirling in enumerate(_stirling(piece.power)):
        if m:
            falling = ring.multiply(falling, ring.subtract(upper, ring.constant(m - 1)))
        if stirling:
            rise = _power(engine, base, ring.subtract(upper, ring.constant(m)))
            part = ring.multiply(ring.multiply(falling, ring.power(ratio, m)), rise)
            moments.append(ring.scale(part, stirling))
    return ring.multiply(start, ring.total(moments))


def _power(engine: Engine, base: Quotient, exponent: Quotient) -> Quotient:
    constant = exponent.constant
    if constant is not None and constant.denominator == 1:
        return engine.ring.power(base, int(constant))
    return integer_power(engine, engine.factors(base), exponent)


def _stirling(power: int) -> list[int]:
    """``j^power`` in falling factorials."""
    row = [1]
    for _ in range(power):
        row = [(row[m - 1] if m else 0) + (m * row[m] if m < len(row) else 0) for m in range(len(row) + 1)]
    return row
