"""Sums over an index, as differences of formal indefinite sums.

``sum_{j=a}^{b} f(j) = F(b) - F(a-1)`` with F(n+1) - F(n) = f(n+1): so ranges split and join, shift
and telescope by themselves (an upper bound is at least the lower one minus 1). Before that the
body is taken apart: deltas contract, index-free factors leave, fractions in the index split.
"""

from contextlib import AbstractContextManager
from math import comb
from typing import Final

from derive.algebra.decay import is_polynomial
from derive.algebra.facts import Facts
from derive.algebra.normal_form.binders import bound_symbol
from derive.algebra.normal_form.bodies import Piece, pieces
from derive.algebra.normal_form.closed_forms import closed_form
from derive.algebra.normal_form.deltas import contracted
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.exchange import exchanged
from derive.algebra.normal_form.exponential import exponential, integer_power, log_absolute
from derive.algebra.normal_form.families import aligned, difference
from derive.algebra.normal_form.generators import NEG, POS, Factors
from derive.algebra.normal_form.opaque import canonical, opaque
from derive.algebra.normal_form.restore import polynomial_term, term_of
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.algebra.normal_form.signs import presume_positive, sign, sign_of
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Number, Symbol, Term, bind, divide, subterms

MOST_LITERAL: Final = 60
MOST_TERMS: Final = 1000
"""Of more terms only polynomials are summed: the numbers in a closed form stay small."""
Bounds = tuple[Quotient, Quotient]


def opened(engine: Engine, symbol: Symbol, bounds: Bounds) -> AbstractContextManager[None]:
    """The scope of an index between two bounds."""
    low, high = (term_of(engine, b) for b in bounds)
    facts = engine.scope.facts

    def inside() -> Facts:
        return facts.assuming(Apply("le", low, symbol), Apply("le", symbol, high))

    return engine.inside(symbol, inside, low, high)


def _sum(engine: Engine, term: Term) -> Quotient:
    if not isinstance(term, Binder):
        raise DeclinedError
    literal = _literal_range(term)
    if literal is not None:
        engine.effort.charge(len(literal) * term.body.size)
        return engine.ring.total([engine.value(term.open(Number(k))) for k in literal])
    if not all(map(_is_finite, term.parameters)):
        return _infinite(engine, term)
    low, high = (engine.value(p) for p in term.parameters)
    presume_range(engine, low, high)
    return summed(engine, term, (low, high))


def presume_range(engine: Engine, lower: Quotient, upper: Quotient) -> None:
    """An upper bound is at least the lower one minus 1: by convention the term is not defined otherwise."""
    count = engine.reduce(engine.ring.add(engine.ring.subtract(upper, lower), engine.ring.one))
    if not count.is_zero:
        presume_positive(engine, engine.factors(count), strict=False)


def summed(engine: Engine, term: Binder, bounds: Bounds) -> Quotient:
    """The sum of a binder's body between two bounds."""
    symbol = bound_symbol(engine, INTEGER, term)
    with opened(engine, symbol, bounds):
        value = engine.normal(engine.value(term.open(symbol)))
    return sum_of_value(engine, value, symbol, bounds)


def sum_of_value(engine: Engine, value: Quotient, symbol: Symbol, bounds: Bounds) -> Quotient:
    """The sum of a value that was worked out inside the scope of its index."""
    ring = engine.ring
    value, points = contracted(engine, value, symbol, bounds)
    with opened(engine, symbol, bounds):
        parts = pieces(engine, value, symbol)
    return ring.total(
        [*points, *(ring.multiply(p.outside, _piece(engine, p, symbol, bounds)) for p in parts)]
    )


def _piece(engine: Engine, piece: Piece, symbol: Symbol, bounds: Bounds) -> Quotient:
    ring = engine.ring
    with opened(engine, symbol, bounds):
        found = closed_form(engine, piece, symbol, bounds)
        if found is not None:
            return found
        inside = ring.multiply(ring.power(engine.value(symbol), piece.power), piece.rest)
        every = sign_of(engine, inside)
        other = exchanged(engine, inside, symbol, bounds)
        rest, shift, factor = (piece.rest, 0, ring.one)
        if other is None and piece.power:
            rest, shift, factor = aligned(engine, piece.rest, symbol, bounds[0])
    if other is not None:
        return other()
    if not shift:
        return difference(engine, inside, symbol, bounds, every)
    return ring.multiply(factor, _moved(engine, Piece(ring.one, piece.power, rest), shift, symbol, bounds))


def _moved(engine: Engine, piece: Piece, shift: int, symbol: Symbol, bounds: Bounds) -> Quotient:
    """``sum_{i=a-k}^{b-k} (i + k)^p rest(i)``."""
    ring = engine.ring
    low, high = (ring.subtract(b, ring.constant(shift)) for b in bounds)
    parts = []
    for m in range(piece.power + 1):
        body = ring.multiply(ring.power(engine.value(symbol), m), piece.rest)
        weight = comb(piece.power, m) * shift ** (piece.power - m)
        parts.append(ring.scale(difference(engine, body, symbol, (low, high)), weight))
    return ring.total(parts)


def _literal_range(term: Binder) -> range | None:
    low, high = term.parameters
    if not isinstance(low, Number) or not isinstance(high, Number):
        return None
    if low.value.denominator != 1 or high.value.denominator != 1:
        raise DeclinedError
    count = high.value - low.value + 1
    if count < 0 or (count > MOST_TERMS and not is_polynomial(term.body, term.variable)):
        raise DeclinedError
    return range(int(low.value), int(high.value) + 1) if count <= MOST_LITERAL else None


def _is_finite(bound: Term) -> bool:
    return INFINITY not in subterms(bound)


def _infinite(engine: Engine, term: Binder) -> Quotient:
    """A series: linear in its terms, whatever meaning divergent ones are given; ranges are not split."""
    ring = engine.ring
    symbol = bound_symbol(engine, INTEGER, term)
    low, high = term.parameters
    facts = engine.scope.facts
    with engine.inside(symbol, lambda: facts.assuming(Apply("le", low, symbol)), low, high):
        value = engine.normal(engine.value(term.open(symbol)))
        parts = pieces(engine, value, symbol)
        bodies = [ring.multiply(ring.power(engine.value(symbol), p.power), p.rest) for p in parts]
    total = []
    for piece, body in zip(parts, bodies, strict=True):
        named = bind("sum", symbol, term_of(engine, body), canonical(engine, low), high)
        total.append(ring.multiply(piece.outside, engine.atom("series", named)))
    return ring.total(total)


# --- products


def _product(engine: Engine, term: Term) -> Quotient:
    """``prod f(j) = exp(sum log|f(j)|)`` times the signs."""
    if not isinstance(term, Binder) or not all(map(_is_finite, term.parameters)):
        return opaque(engine, term)
    ring = engine.ring
    literal = _literal_range(term)
    if literal is not None:
        engine.effort.charge(len(literal) * term.body.size)
        result = ring.one
        for k in literal:
            result = ring.multiply(result, engine.value(term.open(Number(k))))
        return engine.reduce(result)
    low, high = (engine.value(p) for p in term.parameters)
    presume_range(engine, low, high)
    return _product_of(engine, term, (low, high))


def _product_of(engine: Engine, term: Binder, bounds: Bounds) -> Quotient:
    ring = engine.ring
    symbol = bound_symbol(engine, INTEGER, term)
    with opened(engine, symbol, bounds):
        body = engine.reduce(engine.value(term.open(symbol)))
        if body.is_zero or not engine.is_real(body):
            raise DeclinedError
        factors = engine.factors(body)
        if any(_is_guard(engine, f) for f, _ in factors.items):
            raise DeclinedError
        free = [(f, e) for f, e in factors.items if not engine.depends(f, symbol)]
        bound = Factors(1 * abs(factors.constant) ** 0, tuple(i for i in factors.items if i not in free))
        logs = log_absolute(engine, bound)
        masks = [(f, e, sign(engine, f)) for f, e in bound.items if e % 2]
        engine.unresolved.update(str(f) for f, _, mask in masks if mask & NEG)
    count = ring.add(ring.subtract(bounds[1], bounds[0]), ring.one)
    result = exponential(engine, sum_of_value(engine, logs, symbol, bounds))
    result = ring.multiply(result, integer_power(engine, Factors(factors.constant, tuple(free)), count))
    for f, _, mask in masks:
        result = ring.multiply(result, _signs(engine, f, mask, symbol, (bounds, count)))
    return engine.reduce(result)


def _is_guard(engine: Engine, factor: Polynomial) -> bool:
    """Whether a factor is a delta or an indicator: beside it a product over no range at all counts as 0."""
    g = engine.generator_of(factor)
    return g is not None and g.kind in ("delta", "indicator")


def _signs(
    engine: Engine, factor: Polynomial, mask: int, symbol: Symbol, over: tuple[Bounds, Quotient]
) -> Quotient:
    """The product of the signs of a factor."""
    bounds, count = over
    if not mask & NEG:
        return engine.ring.one
    if not mask & POS:
        return integer_power(engine, Factors(engine.factors(engine.ring.constant(-1)).constant, ()), count)
    inside = polynomial_term(engine, factor)
    body = divide(inside, Apply("abs", inside))
    return difference(engine, engine.again(body), symbol, bounds, kind="product")


HANDLERS: dict[str, Handler] = {"sum": _sum, "product": _product}
