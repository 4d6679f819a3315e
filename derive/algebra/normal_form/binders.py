"""Integrals, limits, and extremes over an index: atoms over canonical bodies, linear where they are.

Splitting an integral into a sum is sound even if a part diverges: a linear functional on the
integrable functions extends to all, and what is compared are integrals that exist.
"""

from typing import Final

from derive.algebra.definedness import definedness
from derive.algebra.iterated import separated
from derive.algebra.normal_form.bodies import pieces
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.generators import NEG, POS
from derive.algebra.normal_form.opaque import canonical, opaque
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Quotient
from derive.algebra.normal_form.signs import sign_of
from derive.core.sort import AnySort
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    negative,
    subterms,
)

FAR: Final = Number(10**6)
ANALYTIC: Final = frozenset(
    ("ne", "add", "multiply", "power", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "pi")
)


def bound_symbol(engine: Engine, sort: AnySort, *terms: Term) -> Symbol:
    """The variable of a binder that is looked into, free neither in the terms nor in a scope around."""
    taken = frozenset().union(engine.scope.symbols, *(t.symbols for t in terms))
    symbol = Symbol("#.", sort)
    while symbol in taken:
        symbol = Symbol(symbol.name + "'", sort)
    return symbol


def _integral(engine: Engine, term: Term) -> Quotient:
    """Linear in the integrand, and odd under exchange of the bounds."""
    if not isinstance(term, Binder):
        raise DeclinedError
    product = separated(term)
    if product is not None:
        return engine.value(product)
    ring = engine.ring
    low, high = (canonical(engine, p) for p in term.parameters)
    if low is high:
        return ring.zero
    symbol = bound_symbol(engine, term.variable.sort, term)
    facts = engine.scope.facts
    forward = facts.proves(Apply("le", low, high))
    inside = (Apply("le", low, symbol), Apply("le", symbol, high)) if forward else ()
    turned = not forward and low.digest > high.digest and not _is_infinite(low, high)
    with engine.inside(symbol, lambda: facts.assuming(*inside), low, high):
        value = engine.normal(engine.value(term.open(symbol)))
        engine.value(symbol)
        parts = pieces(engine, value, symbol)
        bodies = [ring.multiply(ring.power(engine.value(symbol), p.power), p.rest) for p in parts]
    ends = (high, low) if turned else (low, high)
    total = []
    for piece, body in zip(parts, bodies, strict=True):
        atom = engine.atom("integral", bind("integral", symbol, term_of(engine, body), *ends))
        total.append(ring.multiply(piece.outside, atom))
    result = ring.total(total)
    return ring.negative(result) if turned else result


def _is_infinite(*bounds: Term) -> bool:
    return any(b in (INFINITY, negative(INFINITY)) for b in bounds)


def _largest(engine: Engine, term: Term) -> Quotient:
    """``max_j (c + a f(j)) = c + a max_j f(j)`` for index-free c and a > 0, and a minimum for a < 0."""
    if not isinstance(term, Binder):
        raise DeclinedError
    ring = engine.ring
    symbol = bound_symbol(engine, term.variable.sort, term)
    low, high = (canonical(engine, p) for p in term.parameters)
    facts = engine.scope.facts.assuming(Apply("le", low, symbol), Apply("le", symbol, high))
    with engine.inside(symbol, lambda: facts, low, high):
        value = engine.normal(engine.value(term.open(symbol)))
        engine.value(symbol)
        parts = pieces(engine, value, symbol)
    free = [p.outside for p in parts if not p.power and p.rest.constant is not None]
    bound = [p for p in parts if p.power or p.rest.constant is None]
    if not bound:
        return ring.total(free)
    factor = bound[0].outside
    mask = sign_of(engine, factor)
    if mask not in (NEG, POS):
        factor, mask = ring.one, POS
    inner = [
        ring.multiply(
            ring.divide(p.outside, factor), ring.multiply(ring.power(engine.value(symbol), p.power), p.rest)
        )
        for p in bound
    ]
    kind = term.kind if mask == POS else {"maximum": "minimum", "minimum": "maximum"}[term.kind]
    atom = engine.atom("extreme", bind(kind, symbol, term_of(engine, ring.total(inner)), low, high))
    return ring.add(ring.total(free), ring.multiply(factor, atom))


def _opaque_binder(engine: Engine, term: Term) -> Quotient:
    """A limit or an antiderivative over a canonical body; a limit runs through the domain as written."""
    if not isinstance(term, Binder):
        return opaque(engine, term)
    symbol = bound_symbol(engine, term.variable.sort, term)
    facts = engine.scope.facts
    parameters = tuple(canonical(engine, p) for p in term.parameters)
    with engine.lazily(), engine.inside(symbol, lambda: facts, term, term):
        body = canonical(engine, term.open(symbol))
        conditions = _domain_near(engine, term, symbol) if term.kind == "limit" else ()
    if conditions:
        body = Apply("cases", body, conditions[0] if len(conditions) == 1 else Apply("and", *conditions))
    return engine.atom("binder", bind(term.kind, symbol, body, *parameters))


def _domain_near(engine: Engine, limit: Binder, symbol: Symbol) -> tuple[Term, ...]:
    """Where the body of a limit is defined, but for what holds near the point or fails at single points."""
    point, direction = limit.parameters
    if point is INFINITY:
        near = [Apply("lt", FAR, symbol)]
    elif point is negative(INFINITY):
        near = [Apply("lt", symbol, negative(FAR))]
    else:
        sides = {ONE: Apply("lt", point, symbol), MINUS_ONE: Apply("lt", symbol, point)}
        near = [sides[direction]] if direction in sides else []
    facts = engine.scope.facts.assuming(*near)
    open_ = (c for c in definedness(limit.open(symbol)) if symbol in c.symbols and not _fails_at_points(c))
    return tuple(sorted((c for c in open_ if not facts.proves(c)), key=lambda c: c.digest))


def _fails_at_points(condition: Term) -> bool:
    """Whether a condition says that an analytic function is not 0: it fails at points or everywhere."""
    if not (isinstance(condition, Apply) and condition.head == "ne"):
        return False
    return all(
        not isinstance(t, Binder) and (not isinstance(t, Apply) or t.head in ANALYTIC)
        for t in subterms(condition)
    )


HANDLERS: dict[str, Handler] = {
    "integral": _integral,
    "maximum": _largest,
    "minimum": _largest,
    "limit": _opaque_binder,
    "antiderivative": _opaque_binder,
}
