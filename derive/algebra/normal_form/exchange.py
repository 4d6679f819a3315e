"""Double sums in a canonical order.

Over a rectangle the inner index is the one that fewer others stand beside, so that products in a chain are
worked out from its ends; of two that are alike in this the smaller name decides. Over a triangle
``sum_{i=a}^{n} sum_{j=a+c}^{i+c} h`` is the rectangle less the strict triangle on the other side.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.generators import Generator
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import Quotient
from derive.core.sort import INTEGER
from derive.core.term import (
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    replace,
    subterms,
    subtract,
)

Bounds = tuple[Quotient, Quotient]
Range = tuple[Term, Term]


@dataclass(frozen=True, slots=True)
class _Double:
    """``sum_{first in outer} sum_{second in inner} body``."""

    body: Term
    first: Symbol
    second: Symbol
    outer: Range
    inner: Range

    def term(self) -> Binder:
        """The double sum as a term."""
        return bind("sum", self.first, bind("sum", self.second, self.body, *self.inner), *self.outer)

    def turned(self, outer: Range, inner: Range) -> "_Double":
        """The same body under the same two letters in exchanged roles."""
        body = replace(self.body, {self.first: self.second, self.second: self.first})
        return _Double(body, self.first, self.second, outer, inner)

    def name(self, engine: Engine) -> bytes:
        """A name that does not depend on how the body was written."""
        with engine.detached():
            body = term_of(engine, engine.value(self.body))
        return Apply("double", *self.outer, *self.inner, body).digest


def exchanged(
    engine: Engine, inside: Quotient, symbol: Symbol, bounds: Bounds
) -> Callable[[], Quotient] | None:
    """How to evaluate ``sum inside`` in canonical order, if it is a double sum in another one."""
    inner = _inner(engine, inside, symbol)
    if inner is None or not isinstance(inner.term, Binder):
        return None
    binder = inner.term
    rest = term_of(engine, engine.ring.divide(inside, engine.ring.variable(inner.index)))
    low, high = binder.parameters
    below, above = (term_of(engine, b) for b in bounds)
    first, second = (fresh(n, INTEGER, rest, binder, below, above) for n in ("#.a", "#.b"))
    body = replace(multiply(rest, binder.open(second)), {symbol: first})
    double = _Double(body, first, second, (below, above), (low, high))
    if symbol not in low.symbols and symbol not in high.symbols:
        return _rectangle(engine, double)
    if symbol in low.symbols:
        return None
    return _triangle(engine, double, symbol)


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


def _rectangle(engine: Engine, double: _Double) -> Callable[[], Quotient] | None:
    turned = double.turned(double.inner, double.outer)
    excess = _beside(double.body, double.second) - _beside(double.body, double.first)
    if excess < 0 or (not excess and double.name(engine) <= turned.name(engine)):
        return None
    return lambda: engine.again(turned.term())


def _beside(body: Term, index: Symbol) -> int:
    """How many other indices, those of sums inside included, stand in one factor with an index."""
    factors = [f for f in _factors(body) if index in f.symbols]
    others = {s for f in factors for s in f.symbols if s.sort == INTEGER and s is not index}
    inside = {t for f in factors for t in subterms(f) if isinstance(t, Binder) and t.kind == "sum"}
    return len(others) + len(inside)


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child)
    elif isinstance(term, Apply) and term.head == "power":
        yield from _factors(term.children[0])
    else:
        yield term


def _triangle(engine: Engine, double: _Double, symbol: Symbol) -> Callable[[], Quotient] | None:
    """The triangle ``low <= j <= i + c`` with ``first i + c = low``."""
    ring = engine.ring
    c = engine.reduce(ring.subtract(engine.value(double.inner[1]), engine.value(symbol)))
    if c.denominator is not None or engine.depends(c.numerator, symbol):
        return None
    outer, low = double.outer, double.inner[0]
    start = engine.reduce(ring.subtract(ring.add(engine.value(outer[0]), c), engine.value(low)))
    if not start.is_zero:
        return None
    shift = term_of(engine, c)
    columns = (low, add(outer[1], shift))
    above = subtract(subtract(double.first, shift), Number(1))
    rectangle = double.turned(columns, outer).term()
    strict = double.turned(columns, (outer[0], above)).term()
    return lambda: ring.subtract(engine.again(rectangle), engine.again(strict))
