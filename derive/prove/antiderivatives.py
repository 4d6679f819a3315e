"""Candidates for antiderivatives; whoever uses one verifies it.

Rules by the form of the integrand, then substitution, then integration by parts; each part that is
left is integrated again, to a small depth.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    fresh,
    multiply,
    power,
    replace,
    rewrite,
    subterms,
    subtract,
)
from derive.prove.antiderivatives_factors import factors, is_numeric_power, joined
from derive.prove.antiderivatives_forms import (
    Polynomial,
    by_exponential,
    by_gaussian,
    exponential_times_circular,
    fourier,
    linear,
    polynomial,
    term_of,
)
from derive.prove.antiderivatives_rational import rational, root_of_quadratic
from derive.prove.antiderivatives_table import PRIMITIVES, SQUARES

MOST_DEPTH: Final = 3
MOST_SUBSTITUTIONS: Final = 12
COST: Final = 20


@dataclass(slots=True)
class Integration:
    """The integrals of one search, with what is known of the parameters."""

    variable: Symbol
    facts: Facts
    effort: Effort

    def canonical(self, term: Term) -> Term:
        """The normal form under what is known."""
        return canonical(term, self.facts, self.effort)

    def of(self, term: Term, depth: int = MOST_DEPTH) -> Term | None:
        """An antiderivative, as it is written or of the normal form."""
        self.effort.charge(COST * term.size)
        found = self.linearly(term, depth)
        if found is not None or depth < MOST_DEPTH:
            return found
        form = self.canonical(term)
        return None if form is term else self.linearly(form, depth)

    def linearly(self, term: Term, depth: int) -> Term | None:
        """Sums term by term, constant factors apart."""
        t = self.variable
        if t not in term.symbols:
            return multiply(term, t)
        if isinstance(term, Apply) and term.head == "add":
            parts = [self.linearly(c, depth) for c in term.children]
            found = [p for p in parts if p is not None]
            return add(*found) if len(found) == len(parts) else self._whole(term, depth)
        constants = [f for f in factors(term) if t not in f.symbols]
        others = joined([f for f in factors(term) if t in f.symbols])
        inner = self._product(others, depth)
        return None if inner is None else multiply(*constants, inner) if constants else inner

    def _whole(self, term: Term, depth: int) -> Term | None:
        return self._substituted(term, depth) if depth else None

    def _product(self, parts: list[Term], depth: int) -> Term | None:
        """An antiderivative of a product of factors with the variable."""
        for rule in RULES:
            found = rule(self, parts)
            if found is not None:
                return found
        if not depth:
            return None
        whole = multiply(*parts)
        return self._expanded(parts, depth) or self._substituted(whole, depth) or self._by_parts(parts, depth)

    def _expanded(self, parts: list[Term], depth: int) -> Term | None:
        """Products of sums multiplied out."""
        for i, part in enumerate(parts):
            total, times = _sum_and_power(part)
            if total is not None:
                rest = [*parts[:i], *parts[i + 1 :], *([power(total, times - 1)] if times > 1 else [])]
                terms = (multiply(*rest, c) if rest else c for c in total.children)
                return self.linearly(add(*terms), depth - 1)
        return None

    def _substituted(self, term: Term, depth: int) -> Term | None:
        """``f(u(t)) u'(t)``, for parts u of the term."""
        t = self.variable
        symbol = fresh("s", REAL, term, t)
        for inner in _inner(term, t):
            try:
                slope = differentiate(inner, t)
            except DerivativeError:
                continue
            whole = divide(term, slope)
            rest = self.canonical(rewrite(whole, {inner: symbol}.get))
            if t in rest.symbols:
                continue
            outer = Integration(symbol, self.facts, self.effort).of(rest, depth - 1)
            if outer is not None:
                return replace(outer, {symbol: inner})
        return None

    def _by_parts(self, parts: list[Term], depth: int) -> Term | None:
        """``R g = (Q g)' - Q g'`` where Q' = R, and g is simpler once it is differentiated."""
        for i, part in enumerate(parts):
            base = part.children[0] if is_numeric_power(part) else part
            if not (isinstance(base, Apply) and base.head in DIFFERENTIATED):
                continue
            rest = [*parts[:i], *parts[i + 1 :]]
            first = self.linearly(multiply(*rest) if rest else ONE, depth - 1)
            if first is None:
                continue
            remaining = self.canonical(multiply(first, differentiate(part, self.variable)))
            second = self.linearly(remaining, depth - 1)
            if second is not None:
                return subtract(multiply(first, part), second)
        return None


DIFFERENTIATED: Final = frozenset(
    ("log", "atan", "asin", "acos", "arsinh", "arcosh", "artanh", "erf", "erfc", "acot")
)


def _sum_and_power(part: Term) -> tuple[Term | None, int]:
    if isinstance(part, Apply) and part.head == "add":
        return part, 1
    if isinstance(part, Apply) and is_numeric_power(part):
        base, exponent = part.children
        if isinstance(base, Apply) and base.head == "add" and isinstance(exponent, Number):
            n = exponent.value
            if n.denominator == 1 and 2 <= n <= 6:
                return base, int(n)
    return None, 0


def _inner(term: Term, variable: Symbol) -> list[Term]:
    """Parts that may be substituted for, larger ones first."""
    found = [
        t
        for t in subterms(term)
        if variable in t.symbols and t is not variable and t is not term and not isinstance(t, Binder)
    ]
    found = [t for t in found if isinstance(t, Apply) and t.head != "multiply"]
    found.sort(key=lambda t: (-t.size, t.digest))
    return found[:MOST_SUBSTITUTIONS]


def _monomial(work: Integration, parts: list[Term]) -> Term | None:
    """A power of a linear term."""
    if len(parts) != 1:
        return None
    (part,) = parts
    base, exponent = _base_and_exponent(part)
    slope = linear(base, work.variable)
    if slope is None or work.variable in exponent.symbols:
        return None
    if exponent is MINUS_ONE:
        return divide(Apply("log", Apply("abs", base)), slope)
    raised = Number(exponent.value + 1) if isinstance(exponent, Number) else add(exponent, ONE)
    return divide(power(base, raised), multiply(slope, raised))


def _base_and_exponent(part: Term) -> tuple[Term, Term]:
    if isinstance(part, Apply) and part.head == "power":
        return part.children[0], part.children[1]
    return part, ONE


def _elementary(work: Integration, parts: list[Term]) -> Term | None:
    """A function of a linear term."""
    if len(parts) != 1:
        return None
    (part,) = parts
    if isinstance(part, Apply) and part.head == "power":
        return _square(work, part) or _to_a_power(work, part)
    if not isinstance(part, Apply) or part.head not in PRIMITIVES or len(part.children) != 1:
        return None
    slope = linear(part.children[0], work.variable)
    return None if slope is None else divide(PRIMITIVES[part.head](part.children[0]), slope)


def _square(work: Integration, part: Apply) -> Term | None:
    base, exponent = part.children
    if not isinstance(exponent, Number) or not isinstance(base, Apply) or len(base.children) != 1:
        return None
    rule = SQUARES.get((base.head, int(exponent.value) if exponent.value.denominator == 1 else 0))
    slope = linear(base.children[0], work.variable)
    return None if rule is None or slope is None else divide(rule(base.children[0]), slope)


def _to_a_power(work: Integration, part: Apply) -> Term | None:
    """``a^(b t + c)``."""
    base, exponent = part.children
    slope = linear(exponent, work.variable)
    if slope is None or work.variable in base.symbols:
        return None
    return divide(part, multiply(slope, Apply("log", base)))


def _polynomial_factor(work: Integration, parts: list[Term]) -> tuple[Polynomial, list[Term]]:
    """The product of all polynomial factors, and the others."""
    found: Polynomial = {0: ONE}
    others: list[Term] = []
    for part in parts:
        known = polynomial(part, work.variable)
        if known is None:
            others.append(part)
        else:
            found = _times(found, known)
    return found, others


def _times(first: Polynomial, second: Polynomial) -> Polynomial:
    found: dict[int, list[Term]] = {}
    for i, a in first.items():
        for j, b in second.items():
            found.setdefault(i + j, []).append(multiply(a, b))
    return {n: add(*terms) for n, terms in found.items()}


def _polynomial(work: Integration, parts: list[Term]) -> Term | None:
    known, others = _polynomial_factor(work, parts)
    if others:
        return None
    raised = (multiply(c, power(work.variable, n + 1), power(Number(n + 1), -1)) for n, c in known.items())
    return add(*raised) if known else ZERO


def _polynomial_times(work: Integration, parts: list[Term]) -> Term | None:
    """A polynomial times an exponential, a sine or cosine, or a bell curve."""
    known, others = _polynomial_factor(work, parts)
    other = others[0] if len(others) == 1 else None
    if not isinstance(other, Apply) or len(other.children) != 1:
        return None
    slope = linear(other.children[0], work.variable)
    if slope is not None and other.head in {"exp", "sin", "cos", "sinh", "cosh"}:
        return by_exponential(known, other, slope, work.variable)
    if other.head == "exp" and slope is None:
        return by_gaussian(known, other, work.variable, work.canonical)
    return None


def _circular(work: Integration, parts: list[Term]) -> Term | None:
    """Products of powers of sines and cosines, times a polynomial or an exponential."""
    known, others = _polynomial_factor(work, parts)
    waves = [p for p in others if _is_wave(p)]
    rest = [p for p in others if not _is_wave(p)]
    if not waves or len(rest) > 1:
        return None
    terms = fourier(waves, work.variable, work.canonical)
    if terms is None:
        return None
    found = []
    for coefficient, wave in terms:
        part = _wave(work, known, wave, rest)
        if part is None:
            return None
        found.append(multiply(coefficient, part))
    return add(*found) if found else ZERO


def _wave(work: Integration, known: Polynomial, wave: Term, rest: list[Term]) -> Term | None:
    if rest:
        if len(known) > 1 or 0 not in known:
            return None
        found = exponential_times_circular(rest[0], wave, work.variable)
        return None if found is None else multiply(known[0], found)
    if wave is ONE:
        return _polynomial(work, [term_of(known, work.variable)])
    slope = linear(wave.children[0], work.variable)
    return None if slope is None else by_exponential(known, wave, slope, work.variable)


def _is_wave(part: Term) -> bool:
    if isinstance(part, Apply) and is_numeric_power(part):
        exponent = part.children[1]
        whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and 1 < exponent.value <= 8
        return whole and _is_wave(part.children[0])
    return isinstance(part, Apply) and part.head in {"sin", "cos"}


def _powers_and_logarithms(work: Integration, parts: list[Term]) -> Term | None:
    """``t^n log(t)^m``."""
    t = work.variable
    exponents: list[Term] = []
    times = 0
    for part in parts:
        base, exponent = _base_and_exponent(part)
        if base is t and t not in exponent.symbols:
            exponents.append(exponent)
        elif base is Apply("log", t) and isinstance(exponent, Number) and exponent.value in {1, 2, 3, 4}:
            times += int(exponent.value)
        else:
            return None
    if not times:
        return None
    raised = work.canonical(add(*exponents, ONE)) if exponents else ONE
    logarithm = Apply("log", t)
    if raised is ZERO:
        return divide(power(logarithm, times + 1), Number(times + 1))
    found: list[Term] = []
    coefficient: Term = ONE
    for m in range(times, -1, -1):
        found.append(multiply(coefficient, divide(power(t, raised), raised), power(logarithm, m)))
        coefficient = multiply(coefficient, Number(-m), power(raised, -1))
    return add(*found)


def _rational(work: Integration, parts: list[Term]) -> Term | None:
    return rational(parts, work.variable, work.canonical)


def _quadratic_root(work: Integration, parts: list[Term]) -> Term | None:
    if len(parts) != 1:
        return None
    return root_of_quadratic(parts[0], work.variable, work.facts, work.canonical)


def _derivative(self: Integration, parts: list[Term]) -> Term | None:
    """``f'(t)`` and ``f'(a t + b)``: the function itself, and that over a."""
    (part,) = parts if len(parts) == 1 else (ZERO,)
    if not isinstance(part, Binder) or part.kind != "derivative" or len(part.parameters) != 1:
        return None
    slope = linear(part.parameters[0], self.variable)
    if slope is None or self.variable in part.body.symbols:
        return None
    return divide(part.open(part.parameters[0]), slope)


Rule = Callable[[Integration, list[Term]], Term | None]
RULES: Final[tuple[Rule, ...]] = (
    _derivative,
    _monomial,
    _elementary,
    _polynomial,
    _polynomial_times,
    _powers_and_logarithms,
    _circular,
    _rational,
    _quadratic_root,
)


def antiderivative(term: Term, variable: Symbol, facts: Facts, effort: Effort) -> Term | None:
    """An antiderivative, if one is found; None for other terms."""
    try:
        return Integration(variable, facts, effort).of(term)
    except DerivativeError:
        return None
