"""What grows by no power of anything: bounded parts become parameters of a compact box.

A part that stays in a closed interval is replaced by a new symbol with that
interval as hypothesis. All decisions about growth are strict and continuous in
the new symbols, so on the box they hold uniformly; a limit that is free of the new
symbols is therefore the limit of the term. The sum over an index of exponentials,

    sum_j c_j exp(a_j t + b_j) = exp(t max_j a_j) B   with B > 0 in a closed interval,

because the summands with the largest a_j alone bound B from below by a constant, and
K max_j c_j exp(b_j) bounds it from above.
"""

from collections.abc import Callable
from math import ceil, floor
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.limits import processes
from derive.algebra.limits.expand import NEGATIVE_INFINITY, Growth
from derive.algebra.limits.setting import VARIABLE, Setting, UndeterminedError
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
    rewrite,
    subterms,
)

Bounds = tuple[Term, Term]
CIRCULAR: Final = frozenset(("sin", "cos"))


class Box:
    """The new symbols of one term, with the hypotheses that confine them."""

    def __init__(self, setting: Setting) -> None:
        """An empty box."""
        self.setting = setting
        self.hypotheses: list[Term] = []
        self.symbols: list[Symbol] = []
        self._of: dict[Term, Term] = {}

    def symbol(self, part: Term, low: Term | None, high: Term | None) -> Term:
        """The symbol for a bounded part; the same for each occurrence."""
        if part not in self._of:
            symbol = Symbol(f"\u03b2{len(self.symbols)}", REAL)
            self.symbols.append(symbol)
            self._of[part] = symbol
            self.hypotheses += [Apply("le", low, symbol)] if low is not None else [Apply("lt", ZERO, symbol)]
            self.hypotheses += [Apply("le", symbol, high)] if high is not None else []
            self._pair(part)
        return self._of[part]

    def _pair(self, part: Term) -> None:
        """What is known of the sine and the cosine of one angle together."""
        if not (isinstance(part, Apply) and part.head in CIRCULAR):
            return
        both = [self._of.get(Apply(head, part.children[0])) for head in sorted(CIRCULAR)]
        if None not in both:
            first, second = (s for s in both if s is not None)
            mixed, sizes = multiply(first, second), add(Apply("abs", first), Apply("abs", second))
            self.hypotheses += [
                Apply("le", negative(HALF), mixed),
                Apply("le", mixed, HALF),
                Apply("le", ONE, sizes),
            ]

    def angles(self) -> tuple[Term, ...]:
        """What the sines and cosines among the bounded parts are of, each once."""
        heads = (p for p in self._of if isinstance(p, Apply) and p.head in CIRCULAR)
        return tuple(dict.fromkeys(p.children[0] for p in heads))

    def held_at(self, angle: Term, values: tuple[Term, Term]) -> dict[Term, Term]:
        """The symbols of the sine and cosine of an angle, with their values."""
        pairs = ((self._of.get(Apply(h, angle)), v) for h, v in zip(("sin", "cos"), values, strict=True))
        return {symbol: value for symbol, value in pairs if symbol is not None}

    def without_integrals(self, term: Term) -> Term:
        """The term with integrals replaced whose end is near: that they exist is seen on the way."""

        def step(part: Term) -> Term | None:
            if not isinstance(part, Binder) or part.kind != "integral" or VARIABLE not in part.symbols:
                return None
            try:
                return processes.integral(self, part)
            except UndeterminedError:
                return None

        return rewrite(term, step)

    def confine(self, term: Term) -> Term:
        """The term with its bounded parts replaced, innermost last."""
        return rewrite(term, self._part)

    def _part(self, term: Term) -> Term | None:
        if VARIABLE not in term.symbols:
            return term
        if isinstance(term, Binder):
            return self._binder(term)
        if isinstance(term, Apply) and term.head in _PARTS:
            return _PARTS[term.head](self, term)
        return None

    def _binder(self, term: Binder) -> Term | None:
        if term.kind == "integral":
            return processes.integral(self, term)
        lower, upper = term.parameters[:2] if len(term.parameters) > 1 else (ONE, ONE)
        if term.kind != "sum" or VARIABLE in lower.symbols | upper.symbols:
            raise UndeterminedError("binder", term)
        index = fresh("j", term.variable.sort, term)
        within = (Apply("le", lower, index), Apply("le", index, upper))
        close = self._close(term, index)
        if close is not None:
            return close
        coefficient, slope = self._exponential(term.open(index), (*within,))
        largest = bind("maximum", index, slope, lower, upper)
        high = None
        if coefficient is ONE:
            high = add(upper, ONE, negative(lower))
            return multiply(Apply("exp", multiply(VARIABLE, largest)), self.symbol(term, ONE, high))
        return multiply(Apply("exp", multiply(VARIABLE, largest)), self.symbol(term, None, high))

    def _close(self, term: Binder, index: Symbol) -> Term | None:
        """``sum_j c_j exp(a_j/t)``, to the second power of ``1/t``; None for other sums."""
        small = Symbol("w\u21920", REAL)
        body = rewrite(term.open(index), lambda t: power(small, MINUS_ONE) if t is VARIABLE else None)
        factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
        moving = [f for f in factors if small in f.symbols]
        if not moving or not all(isinstance(f, Apply) and f.head == "exp" for f in moving):
            return None
        exponent = self.setting.canonical(add(ZERO, *(f.children[0] for f in moving)))
        try:
            slope = self.setting.canonical(differentiate(exponent, small))
        except DerivativeError:
            return None
        rest = self.setting.canonical(add(exponent, multiply(MINUS_ONE, slope, small)))
        if small in slope.symbols | rest.symbols:
            return None
        scale = multiply(*(f for f in factors if small not in f.symbols), Apply("exp", rest))
        total = [bind("sum", index, multiply(scale, *[slope] * k), *term.parameters) for k in range(3)]
        if any(small in t.symbols for t in total):
            return None
        inverse = power(VARIABLE, MINUS_ONE)
        error = multiply(self.unsigned(term), power(inverse, 3))
        return add(total[0], multiply(total[1], inverse), multiply(HALF, total[2], power(inverse, 2)), error)

    def unsigned(self, part: Term) -> Term:
        """The symbol for a part of which only some bound is known to exist."""
        if part not in self._of:
            self._of[part] = Symbol(f"\u03b2{len(self.symbols)}", REAL)
            self.symbols.append(self._of[part])  # type: ignore[arg-type]  # a symbol
        return self._of[part]

    def _exponential(self, body: Term, within: tuple[Term, ...]) -> tuple[Term, Term]:
        """Coefficient and slope of a summand ``c exp(a t + b)``: c times exp(b), shown positive, and a."""
        factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
        moving = [f for f in factors if VARIABLE in f.symbols]
        resting = [f for f in factors if VARIABLE not in f.symbols]
        if not all(isinstance(f, Apply) and f.head == "exp" for f in moving):
            raise UndeterminedError("binder", body)
        exponent = add(ZERO, *(f.children[0] for f in moving))
        try:
            slope = self.setting.canonical(differentiate(exponent, VARIABLE))
        except DerivativeError as error:
            raise UndeterminedError("binder", body) from error
        rest = self.setting.canonical(add(exponent, multiply(MINUS_ONE, slope, VARIABLE)))
        if VARIABLE in slope.symbols | rest.symbols:
            raise UndeterminedError("binder", body)
        if not all(self.setting.within(within).facts.proves(Apply("lt", ZERO, f)) for f in resting):
            raise UndeterminedError("sign", body)
        scale = [Apply("exp", rest)] if rest is not ZERO else []
        return (multiply(*resting, *scale) if resting or scale else ONE), slope


def _circular(box: Box, term: Apply) -> Term | None:
    """``sin`` and ``cos`` of what grows beyond all bounds, or of which the limit is not known."""
    inner = box.confine(term.children[0])
    try:
        limit = Growth(box.setting.within(tuple(box.hypotheses))).limit(inner)
    except UndeterminedError:
        limit = INFINITY
    return box.symbol(term, MINUS_ONE, ONE) if limit in {INFINITY, NEGATIVE_INFINITY} else None


def _floor(box: Box, term: Apply) -> Term:
    """``floor(x) = x - b`` with b in [0, 1]; near a number, what it is on that side of it."""
    inner = box.confine(term.children[0])
    near = _steps_near(box, inner)
    return add(inner, negative(box.symbol(term, ZERO, ONE))) if near is None else near[0]


def _ceil(box: Box, term: Apply) -> Term:
    inner = box.confine(term.children[0])
    near = _steps_near(box, inner)
    return add(inner, box.symbol(term, ZERO, ONE)) if near is None else near[1]


def _steps_near(box: Box, inner: Term) -> tuple[Number, Number] | None:
    """The integers at most and at least as large as a term that tends to a number; None for others."""
    growth = Growth(box.setting.within(tuple(box.hypotheses)))
    try:
        limit = box.setting.canonical(growth.limit(box.setting.canonical(inner)))
        if not isinstance(limit, Number):
            return None
        rest = box.setting.canonical(add(inner, Number(-limit.value)))
        side = 0 if rest is ZERO else growth.sign(rest)
    except UndeterminedError:
        return None
    below, above = floor(limit.value), ceil(limit.value)
    if below == above:
        below, above = (below - 1, above) if side < 0 else (below, above + 1) if side > 0 else (below, above)
    return Number(below), Number(above)


def _erf(box: Box, term: Apply) -> Term | None:
    """``erf(x) = 1 - b exp(-x^2)`` for x >= 0 with b in [0, 1]; odd.

    Of a sum, whose square would mix parameters of unknown sign with the variable: ``1 - b exp(-x)``, since
    ``exp(-x^2) <= exp(-x)`` once x >= 1.
    """
    inner = box.confine(term.children[0])
    limit = Growth(box.setting.within(tuple(box.hypotheses))).limit(inner)
    if limit not in {INFINITY, NEGATIVE_INFINITY}:
        return None
    sign = ONE if limit is INFINITY else MINUS_ONE
    mixed = any(isinstance(t, Apply) and t.head == "add" for t in subterms(inner)) and len(inner.symbols) > 1
    rate = multiply(MINUS_ONE, sign, inner) if mixed else negative(power(inner, 2))
    tail = multiply(box.symbol(term, ZERO, ONE), Apply("exp", rate))
    return multiply(sign, add(ONE, negative(tail)))


_PARTS: Final[dict[str, Callable[[Box, Apply], Term | None]]] = {
    "sin": _circular,
    "cos": _circular,
    "floor": _floor,
    "ceil": _ceil,
    "erf": _erf,
}
