"""Derivatives by the chain rule through functions of the table of stable forms, whose slopes it holds.

Worked out from the written formula, the derivative of a function of sigmoids, say, is a quotient of sums of
exponentials, all of which overflow. Through the table it is made of sigmoids and their slopes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import numpy as np
from flint import arb

from derive.algebra.components import scalarize
from derive.algebra.differentiate import DerivativeError, differentiate, opened, resolve
from derive.algebra.facts import Facts
from derive.algebra.shapes import shape_of
from derive.algebra.unfold import unfold
from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Symbol, Term, add, multiply, replace, rewrite, subterms
from derive.kernel.accuracy import error_of, exact_value, inputs
from derive.kernel.defects import FAR_OFF, places
from derive.kernel.stabilise import row_of, scaled, stabilise
from derive.theory.stabilising import Stable

STRIDE: Final = 37
MOST: Final = 2
ALLOWED: Final = 2.9
PHASE: Final = 0.37


def through_the_table(entry: Term, facts: Facts) -> Term | None:
    """The stable form of a term with derivatives by numbers, by the chain rule; None where there is none."""
    found = _Chain(facts)
    try:
        term = rewrite(unfold(entry), found.derivative)
    except DerivativeError:
        return None
    if any(isinstance(t, Binder) for t in subterms(term)):
        return None
    stable = stabilise(term, facts)
    while any(s in stable.symbols for s in found.rows):
        stable = replace(stable, {s: found.stable(s) for s in found.rows})
    return stable


@dataclass(slots=True)
class _Chain:
    """``rows`` holds what the symbols stand for: a row, its argument, and whether it is the slope."""

    facts: Facts
    rows: dict[Symbol, tuple[Stable, Term, bool]] = field(default_factory=dict)

    def derivative(self, term: Term) -> Term | None:
        """The derivative that a term is."""
        if not (isinstance(term, Binder) and term.kind == "derivative"):
            return None
        at, *indices = term.parameters
        if indices or shape_of(term) or not isinstance(at, Symbol):
            return None
        variable, body = opened(term)
        body = rewrite(scalarize(body), self.derivative)
        if variable is not at or any(isinstance(t, Binder) for t in subterms(body)):
            return None
        return self._slope(resolve(body), variable)

    def stable(self, symbol: Symbol) -> Term:
        """The stable form of what the symbol stands for."""
        row, u, is_slope = self.rows[symbol]
        form: Callable[[Term], Term] = row.slope if is_slope and row.slope else row.computed
        return form(stabilise(u, self.facts))

    def _slope(self, term: Term, variable: Symbol) -> Term:
        named = rewrite(term, self._named)
        terms = [differentiate(named, variable)] if variable in named.symbols else []
        for s in sorted(named.symbols & self.rows.keys(), key=lambda s: s.name):
            row, u, is_slope = self.rows[s]
            if is_slope:
                raise DerivativeError(term)
            inner = self._slope(u, variable)
            terms.append(multiply(differentiate(named, s), self._symbol(row, u, is_slope=True), inner))
        return add(*terms)

    def _named(self, part: Term) -> Term | None:
        """A part that is a multiple of a row with a slope, with a symbol for the function."""
        found = row_of(part, self.facts) if isinstance(part, Apply) else None
        if found is None or found[0].slope is None or found[1] is part:
            return None
        row, u, factor = found
        return scaled(factor, self._symbol(row, u, is_slope=False))

    def _symbol(self, row: Stable, u: Term, *, is_slope: bool) -> Symbol:
        known = next((s for s, r in self.rows.items() if r == (row, u, is_slope)), None)
        if known is None:
            known = Symbol(f"@r{len(self.rows)}", REAL)
            self.rows[known] = row, u, is_slope
        return known


Compiled = Callable[[Term, tuple[Symbol, ...]], Callable[..., Any]]


def better(first: Term, entry: Term, other: Callable[[], Term | None], compiled: Compiled) -> Term:
    """Of two forms of a function of numbers the one that is off at fewer places.

    The second form is made where the first is off at all.
    """
    symbols = tuple(sorted(first.symbols, key=lambda s: s.name))
    if not 0 < len(symbols) <= MOST or any(s.sort != REAL for s in symbols):
        return first
    if any(isinstance(t, Binder) for t in subterms(first)):
        return first
    columns = _columns(len(symbols))
    formula = resolve(scalarize(unfold(entry)))
    exact = [
        exact_value(formula, dict(zip(symbols, map(arb, row), strict=True)))
        for row in zip(*columns, strict=True)
    ]

    def score(term: Term) -> tuple[int, int]:
        """How often the form is off by far, and how often at all."""
        with np.errstate(all="ignore"):
            results = compiled(term, symbols)(*map(np.array, columns))
        found = np.broadcast_to(results, len(exact)).tolist()
        errors = [error_of(r, e)[0] for r, e in zip(found, exact, strict=True) if e is not None]
        return sum(e > FAR_OFF for e in errors), sum(e > ALLOWED for e in errors)

    wrong = score(first)
    second = other() if any(wrong) else None
    return second if second is not None and score(second) < wrong else first


@cache
def _columns(count: int) -> tuple[tuple[float, ...], ...]:
    if count > 1:
        return tuple(tuple(c[::STRIDE].tolist()) for c in inputs(count))
    between = [
        s * math.ldexp(1 + (n + PHASE) / 16, e) for s in (1, -1) for e in range(-3, 10) for n in range(16)
    ]
    return ((*places(), *between),)
