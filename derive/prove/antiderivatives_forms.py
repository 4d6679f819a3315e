"""Antiderivatives of polynomials times exponentials, of waves, and of bell curves."""

from collections.abc import Callable
from typing import Final

from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    subtract,
)

Polynomial = dict[int, Term]
Canonical = Callable[[Term], Term]
MOST_DEGREE: Final = 24
MOST_WAVES: Final = 64


def polynomial(term: Term, variable: Symbol) -> Polynomial | None:
    """The coefficients by degree of a polynomial in the variable; None for other terms."""
    if variable not in term.symbols:
        return {0: term}
    if term is variable:
        return {1: ONE}
    if not isinstance(term, Apply) or term.head not in {"add", "multiply", "power"}:
        return None
    if term.head == "power":
        return _raised(term, variable)
    parts = [polynomial(c, variable) for c in term.children]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    return total(known) if term.head == "add" else _product(known)


def _raised(term: Apply, variable: Symbol) -> Polynomial | None:
    base, exponent = term.children
    inner = polynomial(base, variable)
    if inner is None or not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return None
    if not 0 <= exponent.value * max(inner) <= MOST_DEGREE:
        return None
    if len(inner) == 1:
        ((degree, coefficient),) = inner.items()
        raised = coefficient if coefficient is ONE else Apply("power", coefficient, exponent)
        return {degree * int(exponent.value): raised}
    return _product([inner] * int(exponent.value))


def total(parts: list[Polynomial]) -> Polynomial:
    """The sum of polynomials."""
    found: dict[int, list[Term]] = {}
    for part in parts:
        for n, c in part.items():
            found.setdefault(n, []).append(c)
    return {n: add(*cs) for n, cs in found.items()}


def _product(parts: list[Polynomial]) -> Polynomial | None:
    result: Polynomial = {0: ONE}
    for part in parts:
        found: dict[int, list[Term]] = {}
        for i, a in result.items():
            for j, b in part.items():
                found.setdefault(i + j, []).append(b if a is ONE else a if b is ONE else multiply(a, b))
        result = {n: add(*cs) for n, cs in found.items()}
        if max(result, default=0) > MOST_DEGREE:
            return None
    return result


def term_of(known: Polynomial, variable: Symbol) -> Term:
    """The polynomial as a term."""
    if not known:
        return ZERO
    return add(*(c if n == 0 else multiply(c, power(variable, n)) for n, c in sorted(known.items())))


def linear(term: Term, variable: Symbol) -> Term | None:
    """The slope of a linear term, which depends on the variable; None for other terms."""
    known = polynomial(term, variable)
    return known[1] if known is not None and set(known) <= {0, 1} and 1 in known else None


_NEXT: Final[dict[str, tuple[str, int]]] = {
    "exp": ("exp", 1),
    "sin": ("cos", -1),
    "cos": ("sin", 1),
    "sinh": ("cosh", 1),
    "cosh": ("sinh", 1),
}
"""The antiderivative of each head, with its sign."""


def by_exponential(known: Polynomial, other: Term, slope: Term, variable: Symbol) -> Term | None:
    """``P f = (P F - P' F2 + P'' F3 - ..)'`` where F' = f, F2' = F, and so on."""
    if not isinstance(other, Apply):
        return None
    head, sign = other.head, 1
    found = []
    scale: Term = ONE
    while known:
        head, turn = _NEXT[head]
        sign *= turn
        scale = slope if scale is ONE else multiply(scale, slope)
        found.append(
            multiply(Number(sign), term_of(known, variable), power(scale, -1), Apply(head, other.children[0]))
        )
        known = {n - 1: multiply(Number(n), c) for n, c in known.items() if n}
        sign = -sign
    return add(*found)


def by_gaussian(known: Polynomial, bell: Apply, variable: Symbol, canonical: Canonical) -> Term | None:
    """A polynomial times ``exp(-a t^2 + b t + c)``, by the error function."""
    exponent = polynomial(bell.children[0], variable)
    if exponent is None or not set(exponent) <= {0, 1, 2} or 2 not in exponent:
        return None
    a, b, c = negative(exponent[2]), exponent.get(1, ZERO), exponent.get(0, ZERO)
    a, b = canonical(a), canonical(b)
    root = Apply("power", a, HALF)
    height = Apply("exp", add(c, divide(power(b, 2), multiply(Number(4), a))))
    place = subtract(multiply(root, variable), divide(b, multiply(Number(2), root)))
    first = multiply(HALF, Apply("power", divide(Apply("pi"), a), HALF), height, Apply("erf", place))
    moments: list[Term] = [first]
    for n in range(1, max(known) + 1):
        lower = [multiply(power(variable, n - 1), bell)]
        if n > 1:
            lower.append(multiply(Number(1 - n), moments[n - 2]))
        lower.append(multiply(MINUS_ONE, b, moments[n - 1]))
        moments.append(divide(negative(add(*lower)), multiply(Number(2), a)))
    return add(*(multiply(c, moments[n]) for n, c in known.items()))


Wave = tuple[Term, Term]


def fourier(waves: list[Term], variable: Symbol, canonical: Canonical) -> list[Wave] | None:
    """A product of powers of sines and cosines as a sum of single ones; 1 for what is constant."""
    result: list[Wave] = [(ONE, ONE)]
    for wave in waves:
        base, times = wave, 1
        if isinstance(wave, Apply) and wave.head == "power" and isinstance(wave.children[1], Number):
            base, times = wave.children[0], int(wave.children[1].value)
        for _ in range(times):
            result = [pair for c, w in result for pair in _multiplied(c, w, base, variable, canonical)]
            if len(result) > MOST_WAVES:
                return None
            result = _collected(result)
    return result


def _collected(waves: list[Wave]) -> list[Wave]:
    found: dict[Term, list[Term]] = {}
    for c, w in waves:
        found.setdefault(w, []).append(c)
    return [(add(*cs), w) for w, cs in found.items()]


def _multiplied(
    coefficient: Term, first: Term, second: Term, variable: Symbol, canonical: Canonical
) -> list[Wave]:
    if first is ONE:
        return [(coefficient, Apply(second.head, canonical(second.children[0])))]  # type: ignore[attr-defined]  # a wave
    a, b = first.children[0], second.children[0]
    minus, plus = canonical(subtract(a, b)), canonical(add(a, b))
    heads = (first.head, second.head)  # type: ignore[attr-defined]  # waves
    half = multiply(HALF, coefficient)
    opposite = negative(half)
    rows = {
        ("cos", "cos"): ((half, "cos", minus), (half, "cos", plus)),
        ("sin", "sin"): ((half, "cos", minus), (opposite, "cos", plus)),
        ("sin", "cos"): ((half, "sin", minus), (half, "sin", plus)),
        ("cos", "sin"): ((opposite, "sin", minus), (half, "sin", plus)),
    }
    found: list[Wave] = []
    for c, head, argument in rows[heads]:
        wave = Apply(head, argument)
        found.append((c, wave) if variable in argument.symbols else (multiply(c, wave), ONE))
    return found


def exponential_times_circular(growth: Term, wave: Term, variable: Symbol) -> Term | None:
    """``exp(a t + b) cos(c t + d)``, and with a sine."""
    if not (isinstance(growth, Apply) and growth.head == "exp"):
        return None
    a = linear(growth.children[0], variable)
    if a is None:
        return None
    if wave is ONE:
        return divide(growth, a)
    (argument,) = wave.children
    c = linear(argument, variable)
    if c is None or not isinstance(wave, Apply):
        return None
    sine, cosine = Apply("sin", argument), Apply("cos", argument)
    if wave.head == "cos":
        inner = add(multiply(a, cosine), multiply(c, sine))
    else:
        inner = subtract(multiply(a, sine), multiply(c, cosine))
    return divide(multiply(growth, inner), add(power(a, 2), power(c, 2)))
