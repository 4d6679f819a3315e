"""Double sums in a canonical order.

Over a rectangle the order of the two sums is the one with the smaller name. Over a triangle
``sum_{i=a}^{n} sum_{j=a+c}^{i+c} h`` is the rectangle less the strict triangle on the other side.
"""

from collections.abc import Callable
from typing import Final

from derive.algebra.normal_form.engine import Engine, Generator
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import Quotient
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Number, Symbol, Term, add, bind, multiply, replace, subtract

FIRST: Final = Symbol("#.a", INTEGER)
SECOND: Final = Symbol("#.b", INTEGER)
Bounds = tuple[Quotient, Quotient]
Range = tuple[Term, Term]


def exchanged(
    engine: Engine, inside: Quotient, symbol: Symbol, bounds: Bounds
) -> Callable[[], Quotient] | None:
    """How to evaluate ``sum inside`` in canonical order, if it is a double sum in another one."""
    inner = _inner(engine, inside, symbol)
    if inner is None:
        return None
    binder = inner.term
    rest = engine.ring.divide(inside, engine.ring.variable(inner.index))
    if not isinstance(binder, Binder):
        return None
    body = multiply(replace(term_of(engine, rest), {symbol: FIRST}), _opened(binder, symbol))
    outer_range = tuple(term_of(engine, b) for b in bounds)
    low, high = binder.parameters
    if symbol not in low.symbols and symbol not in high.symbols:
        return _rectangle(engine, body, (outer_range[0], outer_range[1]), (low, high))
    if symbol in low.symbols:
        return None
    return _triangle(engine, body, symbol, (outer_range[0], outer_range[1]), (low, high))


def _opened(binder: Binder, symbol: Symbol) -> Term:
    return replace(binder.open(SECOND), {symbol: FIRST})


def _inner(engine: Engine, inside: Quotient, symbol: Symbol) -> Generator | None:
    """The only inner sum that depends on the index, if it stands as a factor."""
    last = engine.ring.size - 1
    found = None
    for i, d in enumerate(inside.numerator.degrees()):
        g = engine.generators[last - i] if d else None
        if g is not None and g.kind == "sum" and symbol in g.term.symbols:
            if found is not None or d != 1:
                return None
            found = g
    if found is None or inside.denominator is None:
        return found
    return None if inside.denominator.degrees()[last - found.index] else found


def _rectangle(engine: Engine, body: Term, outer: Range, inner: Range) -> Callable[[], Quotient] | None:
    swapped = replace(body, {FIRST: SECOND, SECOND: FIRST})
    here = _name(engine, body, outer, inner)
    there = _name(engine, swapped, inner, outer)
    if here <= there:
        return None
    return lambda: engine.value(_double(swapped, inner, outer))


def _name(engine: Engine, body: Term, outer: Range, inner: Range) -> bytes:
    return Apply("rectangle", *outer, *inner, term_of(engine, engine.value(body))).digest


def _double(body: Term, outer: Range, inner: Range) -> Binder:
    """``sum_{first in outer} sum_{second in inner} body``."""
    return bind("sum", FIRST, bind("sum", SECOND, body, *inner), *outer)


def _triangle(
    engine: Engine, body: Term, symbol: Symbol, outer: Range, inner: Range
) -> Callable[[], Quotient] | None:
    """The triangle ``low <= j <= i + c`` with ``first i + c = low``."""
    ring = engine.ring
    c = engine.reduce(ring.subtract(engine.value(inner[1]), engine.value(symbol)))
    if c.denominator is not None or engine.depends(c.numerator, symbol):
        return None
    start = engine.reduce(ring.subtract(ring.add(engine.value(outer[0]), c), engine.value(inner[0])))
    if not start.is_zero:
        return None
    shift = term_of(engine, c)
    swapped = replace(body, {FIRST: SECOND, SECOND: FIRST})
    columns = (inner[0], add(outer[1], shift))
    above = subtract(subtract(FIRST, shift), Number(1))
    rectangle = _double(swapped, columns, outer)
    strict = _double(swapped, columns, (outer[0], above))
    return lambda: ring.subtract(engine.value(rectangle), engine.value(strict))
