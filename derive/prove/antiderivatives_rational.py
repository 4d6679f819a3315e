"""Antiderivatives of rational functions, by partial fractions, and of roots of quadratic terms."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from flint import fmpq, fmpq_poly, fmpz_poly

from derive.algebra.facts import Facts
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
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
from derive.prove.antiderivatives_forms import Canonical, Polynomial, polynomial, term_of

MOST_DEGREE: Final = 16
FOUR: Final = Number(4)


def rational(parts: list[Term], variable: Symbol, canonical: Canonical) -> Term | None:
    """An antiderivative of a quotient of polynomials."""
    split = _quotient(parts, variable)
    if split is None:
        return None
    above, below = split
    numbers = (_numbers(above, canonical), _numbers(below, canonical))
    if numbers[0] is not None and numbers[1] is not None and numbers[1].degree() > 0:
        return _partial_fractions(numbers[0], numbers[1], variable)
    if max(below) == 2 and max(above) <= 1:
        return _over_quadratic(above, below, variable, canonical)
    return None


def _quotient(parts: list[Term], variable: Symbol) -> tuple[Polynomial, Polynomial] | None:
    above: list[Term] = [ONE]
    below: list[Term] = [ONE]
    for part in parts:
        inverted = isinstance(part, Apply) and part.head == "power" and _is_negative(part.children[1])
        if inverted and isinstance(part, Apply) and isinstance(part.children[1], Number):
            below.append(Apply("power", part.children[0], Number(-part.children[1].value)))
        else:
            above.append(part)
    found = [polynomial(multiply(*side), variable) for side in (above, below)]
    if found[0] is None or found[1] is None or max(found[1]) == 0:
        return None
    return found[0], found[1]


def _is_negative(exponent: Term) -> bool:
    return isinstance(exponent, Number) and exponent.value < 0 and exponent.value.denominator == 1


def _numbers(known: Polynomial, canonical: Canonical) -> fmpq_poly | None:
    """The polynomial with numbers as coefficients, if they are that."""
    found = [fmpq(0)] * (max(known) + 1)
    if len(found) > MOST_DEGREE:
        return None
    for n, c in known.items():
        value = canonical(c)
        if not isinstance(value, Number):
            return None
        found[n] = fmpq(value.value.numerator, value.value.denominator)
    return fmpq_poly(found)


def _partial_fractions(above: fmpq_poly, below: fmpq_poly, variable: Symbol) -> Term | None:
    whole, rest = divmod(above, below)
    common = rest.gcd(below)
    rest, below = rest // common, below // common
    found = [_polynomial(whole.integral(), variable)] if whole != 0 else []
    if rest != 0:
        unit, factored = fmpz_poly((below * below.denom()).numer()).factor()
        scale = fmpq(unit) / below.denom()
        for factor, times in factored:
            part = _of_factor(rest / scale, fmpq_poly(factor), times, factored, variable)
            if part is None:
                return None
            found += part
    return add(*found) if found else ZERO


def _of_factor(
    rest: fmpq_poly, factor: fmpq_poly, times: int, factored: list[tuple[fmpz_poly, int]], variable: Symbol
) -> list[Term] | None:
    """The part of the partial fractions over the powers of one factor, integrated."""
    others = fmpq_poly([1])
    for other, n in factored:
        if fmpq_poly(other) != factor:
            others *= fmpq_poly(other) ** n
    modulus = factor**times
    _, inverse, _ = others.xgcd(modulus)
    remainder = (rest * inverse) % modulus
    digits = []
    for _ in range(times):
        remainder, digit = divmod(remainder, factor)
        digits.append(digit)
    found = []
    for i, digit in enumerate(digits):
        if digit != 0:
            part = _over_power(digit, factor, times - i, variable)
            if part is None:
                return None
            found.append(part)
    return found


def _over_power(digit: fmpq_poly, factor: fmpq_poly, times: int, variable: Symbol) -> Term | None:
    base = _polynomial(factor, variable)
    if factor.degree() == 1:
        coefficient = _number(digit[0] / factor[1])
        if times == 1:
            return multiply(coefficient, Apply("log", Apply("abs", base)))
        return multiply(coefficient, divide(power(base, 1 - times), Number(1 - times)))
    if factor.degree() != 2:
        return None
    return add(*_over_quadratic_power(digit, factor, times, base, variable))


def _over_quadratic_power(
    digit: fmpq_poly, factor: fmpq_poly, times: int, base: Term, variable: Symbol
) -> Iterator[Term]:
    """``(B t + C) / q^n``: the derivative of q, and a constant over the power."""
    c, b, a = factor[0], factor[1], factor[2]
    slope = digit[1] / (2 * a)
    constant = digit[0] - slope * b
    if slope != 0 and times == 1:
        yield multiply(_number(slope), Apply("log", Apply("abs", base)))
    elif slope != 0:
        yield multiply(_number(slope / (1 - times)), power(base, 1 - times))
    gap = 4 * a * c - b * b
    inner = _polynomial(fmpq_poly([b, 2 * a]), variable)
    while constant != 0 and times > 1:
        yield multiply(_number(constant / ((times - 1) * gap)), inner, power(base, 1 - times))
        constant = constant * 2 * a * (2 * times - 3) / ((times - 1) * gap)
        times -= 1
    if constant != 0:
        yield multiply(_number(constant), _inverse_quadratic(inner, _number(gap)))


def _inverse_quadratic(inner: Term, gap: Term) -> Term:
    """An antiderivative of ``1/q``, with q' and ``4 a c - b^2``, a number."""
    if isinstance(gap, Number) and gap.value < 0:
        root = Apply("power", Number(-gap.value), HALF)
        quotient = divide(subtract(inner, root), add(inner, root))
        return divide(Apply("log", Apply("abs", quotient)), root)
    root = Apply("power", gap, HALF)
    return multiply(TWO, Apply("atan", divide(inner, root)), power(root, -1))


def _over_quadratic(above: Polynomial, below: Polynomial, variable: Symbol, canonical: Canonical) -> Term:
    """``(B t + C) / q`` with coefficients that are terms."""
    a, b, c = (below.get(n, ZERO) for n in (2, 1, 0))
    slope = divide(above.get(1, ZERO), multiply(TWO, a))
    constant = subtract(above.get(0, ZERO), multiply(slope, b))
    gap = canonical(subtract(multiply(FOUR, a, c), power(b, 2)))
    inner = add(multiply(TWO, a, variable), b)
    logarithm = multiply(slope, Apply("log", Apply("abs", term_of(below, variable))))
    return add(logarithm, multiply(constant, _inverse_quadratic(inner, gap)))


def _polynomial(known: fmpq_poly, variable: Symbol) -> Term:
    return term_of({n: _number(c) for n, c in enumerate(known.coeffs()) if c != 0}, variable)


def _number(value: fmpq) -> Number:
    return Number(Fraction(int(value.p), int(value.q)))


def root_of_quadratic(part: Term, variable: Symbol, facts: Facts, canonical: Canonical) -> Term | None:
    """Antiderivatives of ``q^(1/2)`` and ``q^(-1/2)``."""
    if not (isinstance(part, Apply) and part.head == "power" and isinstance(part.children[1], Number)):
        return None
    base, exponent = part.children
    known = polynomial(base, variable)
    if known is None or max(known) != 2 or abs(exponent.value) != Fraction(1, 2):  # type: ignore[attr-defined]  # a number
        return None
    a, b, c = (canonical(known.get(n, ZERO)) for n in (2, 1, 0))
    gap = canonical(subtract(multiply(FOUR, a, c), power(b, 2)))
    inner = add(multiply(TWO, a, variable), b)
    inverse = _inverse_root(base, a, gap, inner, facts)
    if inverse is None or exponent.value < 0:  # type: ignore[attr-defined]  # a number
        return inverse
    root = Apply("power", base, HALF)
    first = divide(multiply(inner, root), multiply(FOUR, a))
    return add(first, multiply(divide(gap, multiply(Number(8), a)), inverse))


def _inverse_root(base: Term, a: Term, gap: Term, inner: Term, facts: Facts) -> Term | None:
    if facts.proves(Apply("lt", a, ZERO)):
        root = Apply("power", negative(gap), HALF)
        scale = Apply("power", negative(a), HALF)
        return multiply(MINUS_ONE, Apply("asin", divide(inner, root)), power(scale, -1))
    if facts.proves(Apply("lt", ZERO, a)):
        scale = Apply("power", a, HALF)
        argument = add(multiply(TWO, scale, Apply("power", base, HALF)), inner)
        return divide(Apply("log", Apply("abs", argument)), scale)
    return None
