"""Kronecker deltas in the body of a sum: ``sum_j delta(j, k) f(j)`` is f(k) if k is in the range, else 0."""

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.generators import Generator
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.core.sort import INTEGER
from derive.core.term import Apply, Symbol, Term, replace

Bounds = tuple[Quotient, Quotient]


def contracted(
    engine: Engine, body: Quotient, symbol: Symbol, bounds: Bounds
) -> tuple[Quotient, list[Quotient]]:
    """What is left of the body without its deltas, and the contributions of single indices."""
    points: list[Quotient] = []
    while True:
        g = _delta(engine, body, symbol)
        if g is None:
            return body, points
        without, factor = _linear(engine, body.numerator, g)
        point = _solved(engine, g, symbol)
        there = Quotient(factor, body.denominator)
        points.append(_contribution(engine, there, symbol, point, bounds))
        body = engine.ring.multiply(Quotient(without), engine.ring.invert(_bottom(engine, body)))


def _bottom(engine: Engine, body: Quotient) -> Quotient:
    return engine.ring.one if body.denominator is None else Quotient(body.denominator)


def _delta(engine: Engine, body: Quotient, symbol: Symbol) -> Generator | None:
    if body.is_zero:
        return None
    last = engine.ring.size - 1
    for i, d in enumerate(body.numerator.degrees()):
        g = engine.generators[last - i] if d else None
        if g is not None and g.kind == "delta" and symbol in g.term.symbols:
            if body.denominator is not None and body.denominator.degrees()[i]:
                raise DeclinedError
            return g
    return None


def _linear(engine: Engine, polynomial: Polynomial, g: Generator) -> tuple[Polynomial, Polynomial]:
    """``a`` and ``b`` of ``a + b g``."""
    factor, without = divmod(polynomial, engine.ring.variables[g.index])
    return without, factor


def _solved(engine: Engine, g: Generator, symbol: Symbol) -> Term:
    """The index at which the delta is one: of an integer, an integer."""
    ring = engine.ring
    left, right = (engine.value(c) for c in g.term.children)
    gap = ring.subtract(left, right)
    variable = engine.value(symbol)
    for slope in (1, -1):
        rest = engine.reduce(ring.subtract(gap, ring.scale(variable, slope)))
        if rest.denominator is not None or engine.depends(rest.numerator, symbol):
            continue
        if symbol.sort != INTEGER or engine.is_integer(rest):
            return term_of(engine, ring.scale(rest, -slope))
    raise DeclinedError


def _contribution(engine: Engine, factor: Quotient, symbol: Symbol, point: Term, bounds: Bounds) -> Quotient:
    low, high = (term_of(engine, b) for b in bounds)
    inside = (Apply("le", low, point), Apply("le", point, high))
    if all(engine.scope.facts.proves(p) for p in inside):
        if len(engine.scopes) == 1:
            engine.used.update(dict.fromkeys(inside))
        return engine.again(replace(term_of(engine, factor), {symbol: point}))
    with engine.lazily():
        value = engine.value(replace(term_of(engine, factor), {symbol: point}))
        guard = engine.value(Apply("indicator", Apply("and", *inside)))
    if value.denominator is not None:
        raise DeclinedError
    return engine.ring.multiply(guard, value)


def delta_of(engine: Engine, gap: Quotient) -> tuple[Quotient, Symbol, Term] | None:
    """A delta in a value: the value where the delta is 0, and an index with what it equals where it is 1."""
    numerator = engine.remainder(gap.numerator)
    last = engine.ring.size - 1
    for i, d in enumerate(numerator.degrees()):
        g = engine.generators[last - i] if d else None
        if g is not None and g.kind == "delta":
            for symbol in sorted(g.term.symbols, key=lambda s: s.digest):
                if any(c is symbol for c in g.term.children):
                    without, _ = _linear(engine, numerator, g)
                    return Quotient(without), symbol, _solved(engine, g, symbol)
    return None
