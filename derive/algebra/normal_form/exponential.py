"""Exponentials, logarithms, absolute values and powers.

Everything multiplicative goes through log|f| of irreducible f: log(xy) = log|x| + log|y| wherever
the left side is defined, and b^e = exp(e log|b|) for b >= 0. exp of a sum is a product of powers of
exp(m/q), one generator for each monomial m, with q the least common denominator of its coefficients;
exp(log|f| / q) is a root with its relation.
"""

from fractions import Fraction

import flint

from derive.algebra.normal_form.denesting import denested
from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.generators import NEG, POS, ZERO, Factors, Generator, Monomial
from derive.algebra.normal_form.restore import exponential_term, polynomial_term, term_of
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.algebra.normal_form.signs import sign
from derive.core.term import Apply, Number, Term, divide, power

_FACTOR_BITS = 90


# --- absolute values


def absolute(engine: Engine, factors: Factors) -> Quotient:
    """The absolute value of a product, factor by factor."""
    ring = engine.ring
    result = ring.constant(abs(factors.constant))
    for f, e in factors.items:
        result = ring.multiply(result, ring.power(absolute_of_factor(engine, f), e))
    return engine.reduce(result)


def absolute_of_factor(engine: Engine, factor: Polynomial) -> Quotient:
    """``|f|``: plus or minus f where the sign is known, else a generator whose square is that of f."""
    mask = sign(engine, factor)
    if not mask & NEG:
        return Quotient(factor)
    if not mask & POS:
        return Quotient(-factor)
    g = engine.generator_of(factor)
    if g is not None and g.kind in ("parity", "product"):
        return engine.ring.one
    name = str(factor)
    engine.unresolved.add(name)
    linked = engine.links.get(name)
    if linked is not None:
        product = engine.ring.scale(Quotient(factor * linked[0]), linked[1])
        return engine.ring.divide(product, absolute_of_factor(engine, linked[0]))
    found, new = engine.generator("abs", name, lambda: _absolute_term(engine, factor))
    if new:
        found.argument = Quotient(factor)
        found.sign = POS | ZERO
        variable = engine.ring.variables[found.index]
        engine.related(found, variable**2 - factor**2, 2)
    _tie(engine, name, found)
    return engine.ring.variable(found.index)


def _tie(engine: Engine, name: str, found: Generator) -> None:
    """``|f||g|`` is plus or minus ``fg`` where a root of ``fg`` is taken."""
    other, product = engine.alike.get(name, (None, None))
    partner = engine.names.get(("abs", str(other))) if other is not None else None
    if partner is None or product is None or not engine.tied.isdisjoint((name, str(other))):
        return
    engine.tied.update((name, str(other)))
    variables = engine.ring.variables
    identity = variables[found.index] * variables[partner] - product
    engine.identities.append((max(found.index, partner), identity))


def _absolute_term(engine: Engine, factor: Polynomial) -> Term:
    candidates = (polynomial_term(engine, factor), polynomial_term(engine, -factor))
    return Apply("abs", min(candidates, key=lambda t: (t.size, t.digest)))


# --- logarithms


def log_absolute(engine: Engine, factors: Factors) -> Quotient:
    """``log|v|`` as a sum over the factors of v."""
    ring = engine.ring
    parts = _log_number(engine, abs(factors.constant))
    parts += [ring.scale(_log_factor(engine, f), e) for f, e in factors.items]
    return ring.total(parts)


def _log_number(engine: Engine, value: Fraction) -> list[Quotient]:
    parts = []
    for n, outer in ((value.numerator, 1), (value.denominator, -1)):
        for prime, e in _primes(engine, n):
            parts.append(engine.ring.scale(_log_atom(engine, engine.ring.constant(prime)), outer * e))
    return parts


def _primes(engine: Engine, n: int) -> list[tuple[int, int]]:
    if n == 1:
        return []
    bits = n.bit_length()
    if bits > _FACTOR_BITS:
        raise DeclinedError
    engine.effort.charge(1 + (bits * bits * bits >> 8))
    return [(int(p), int(e)) for p, e in flint.fmpz(n).factor()]


def _log_factor(engine: Engine, factor: Polynomial) -> Quotient:
    g = engine.generator_of(factor)
    if g is not None:
        if g.kind == "exp" and g.argument is not None:
            return g.argument
        if g.kind in ("root", "abs") and g.argument is not None:
            inner = log_absolute(engine, engine.factors(g.argument))
            return engine.ring.scale(inner, Fraction(1, g.degree if g.kind == "root" else 1))
        if g.kind in ("parity", "product"):
            return engine.ring.zero
        return _log_atom(engine, Quotient(factor))
    return _log_unit(engine, factor)


def _log_unit(engine: Engine, factor: Polynomial) -> Quotient:
    """``log|f|``, where of f and a conjugate whose product is a number only one is named."""
    surd = engine.surd(factor)
    if surd is not None:
        other = engine.conjugate(factor, surd)
        norm = engine.remainder(factor * other)
        if norm.is_constant() and not norm.is_zero():
            constant, items = engine.factors(Quotient(other)).constant, engine.factors(Quotient(other)).items
            if len(items) == 1 and str(items[0][0]) < str(factor):
                total = abs(Fraction(str(norm.leading_coefficient())) / constant)
                parts = _log_number(engine, total)
                return engine.ring.subtract(
                    engine.ring.total(parts), _log_atom(engine, Quotient(items[0][0]))
                )
    return _log_atom(engine, Quotient(factor))


def _log_atom(engine: Engine, inside: Quotient) -> Quotient:
    found, new = engine.generator("log", str(inside.numerator), lambda: _log_term(engine, inside))
    if new:
        found.argument = inside
    return engine.ring.variable(found.index)


def _log_term(engine: Engine, inside: Quotient) -> Term:
    mask = POS if inside.constant is not None else sign(engine, inside.numerator)
    if not mask & NEG:
        return Apply("log", term_of(engine, inside))
    if not mask & POS:
        return Apply("log", term_of(engine, engine.ring.negative(inside)))
    return Apply("log", _absolute_term(engine, inside.numerator))


# --- exponentials


def exponential(engine: Engine, value: Quotient) -> Quotient:
    """``exp(v)`` as a product over the monomials of v."""
    ring = engine.ring
    result = ring.one
    for coefficient, monomial, bottom in addends(engine, value):
        engine.effort.charge(2)
        factor = _exponential_of(engine, coefficient, monomial, bottom)
        result = factor if result is ring.one else ring.multiply(result, factor)
    return engine.reduce(result)


def addends(engine: Engine, value: Quotient) -> list[tuple[Fraction, Monomial, Polynomial | None]]:
    """The value as rational multiples of monomials, and of proper fractions with monomials above."""
    value = engine.normal(value)
    top, bottom = value.numerator, value.denominator
    if bottom is None:
        return [(c, m, None) for m, c in engine.monomials(top)]
    whole, rest = divmod(top, bottom)
    parts: list[tuple[Fraction, Monomial, Polynomial | None]] = [
        (c, m, None) for m, c in engine.monomials(whole)
    ]
    for m, c in engine.monomials(rest):
        single = engine.ring.quotient(engine.monomial(m).numerator, bottom)
        ((above, scale),) = engine.monomials(single.numerator)
        parts.append((c * scale, above, single.denominator))
    return parts


def _exponential_of(
    engine: Engine, coefficient: Fraction, monomial: Monomial, bottom: Polynomial | None
) -> Quotient:
    generators = [engine.generators[i] for i, _ in monomial]
    if engine.complex:
        turned = _rotation(engine, coefficient, monomial, bottom, generators)
        if turned is not None:
            return turned
    if bottom is None and len(monomial) == 1 and monomial[0][1] == 1 and _is_complex_log(generators[0]):
        return engine.again(power(generators[0].term.children[0], Number(coefficient)))
    if bottom is None and len(monomial) == 1 and monomial[0][1] == 1 and generators[0].kind == "log":
        inner = generators[0].argument or engine.ring.one
        return _power_of_factor(engine, inner, coefficient)
    name = (monomial, None if bottom is None else str(bottom))
    unit = engine.unit("exp", name, coefficient.denominator)

    def argument() -> Quotient:
        inside = Quotient(engine.monomial(monomial).numerator, bottom)
        return inside if unit == 1 else engine.ring.scale(inside, Fraction(1, unit))

    found, new = engine.generator("exp", (name, unit), lambda: exponential_term(engine, argument()))
    if new:
        found.argument = argument()
        found.sign = POS | ZERO if any(g.kind == "log" for g in generators) else POS
        found.real = not any(not g.real for g in generators)
    whole = coefficient.numerator if unit == 1 else int(coefficient * unit)
    return engine.ring.power(engine.ring.variable(found.index), whole)


def _is_complex_log(g: Generator) -> bool:
    """Whether a generator is the principal logarithm of a number that need not be positive."""
    return g.kind == "opaque" and isinstance(g.term, Apply) and g.term.head == "log"


def _rotation(
    engine: Engine,
    coefficient: Fraction,
    monomial: Monomial,
    bottom: Polynomial | None,
    generators: list[Generator],
) -> Quotient | None:
    """``exp(i t) = cos t + i sin t``, if the monomial contains the imaginary unit."""
    turn = [(g, i) for g, (i, _) in zip(generators, monomial, strict=True) if g.kind == "imaginary"]
    if not turn:
        return None
    rest = tuple((i, e) for i, e in monomial if i != turn[0][1])
    angle = engine.ring.scale(Quotient(engine.monomial(rest).numerator, bottom), coefficient)
    inside = term_of(engine, angle)
    cosine, sine = engine.again(Apply("cos", inside)), engine.again(Apply("sin", inside))
    unit = engine.ring.variable(turn[0][1])
    return engine.ring.add(cosine, engine.ring.multiply(unit, sine))


def _power_of_factor(engine: Engine, factor: Quotient, exponent: Fraction) -> Quotient:
    """``|f|^c`` for a rational c: a whole power times a power of a root."""
    ring = engine.ring
    whole = exponent.numerator // exponent.denominator
    rest = exponent - whole
    base = factor if factor.constant is not None else absolute_of_factor(engine, factor.numerator)
    result = ring.power(base, whole)
    if not rest:
        return result
    if rest == Fraction(1, 2):
        plain = denested(engine, base)
        if plain is not None:
            return ring.multiply(result, plain)
    linked = engine.links.get(str(factor.numerator)) if base.denominator is not None else None
    if linked is not None:
        product = ring.scale(Quotient(factor.numerator * linked[0]), linked[1])
        other = _power_of_factor(engine, Quotient(linked[0]), rest)
        return ring.divide(ring.multiply(result, _root_to(engine, product, product, rest)), other)
    return ring.multiply(result, _root_to(engine, factor, base, rest))


def _root_to(engine: Engine, factor: Quotient, base: Quotient, exponent: Fraction) -> Quotient:
    """A power between 0 and 1 of a polynomial that is not negative, the absolute value of a factor."""
    if base.denominator is not None:
        raise DeclinedError
    name = str(factor.numerator)
    unit = engine.unit("root", name, exponent.denominator)
    return engine.ring.power(_root(engine, base, name, unit), int(exponent * unit))


def _root(engine: Engine, base: Quotient, name: str, degree: int) -> Quotient:
    found, new = engine.generator(
        "root",
        (name, degree, str(base.numerator)),
        lambda: power(term_of(engine, base), Number(Fraction(1, degree))),
    )
    if new:
        found.argument = base
        found.sign = POS | ZERO
        variable = engine.ring.variables[found.index]
        engine.related(found, variable**degree - base.numerator, degree)
    return engine.ring.variable(found.index)


# --- powers


def power_of(engine: Engine, base: Quotient, exponent: Quotient, factors: Factors) -> Quotient:
    """``b^e`` for b >= 0: exp(e log|b|)."""
    return exponential(engine, engine.ring.multiply(exponent, log_absolute(engine, factors)))


def _turned_parity(engine: Engine, g: Generator, exponent: Quotient) -> Quotient:
    """The parity of m, to the power n: the parity of m n."""
    if g.argument is None or g.index not in engine.parities:
        raise DeclinedError
    return _signs(engine, engine.parities[g.index], engine.ring.multiply(exponent, g.argument))


def integer_power(engine: Engine, factors: Factors, exponent: Quotient) -> Quotient:
    """``b^n`` for an integer-valued n: |b|^n times the parity of n for each factor that may be negative."""
    ring = engine.ring
    result = exponential(engine, ring.multiply(exponent, log_absolute(engine, factors)))
    if factors.constant < 0:
        result = ring.multiply(result, _alternating(engine, exponent))
    for f, e in factors.items:
        mask = sign(engine, f)
        if e % 2 == 0 or not mask & NEG:
            continue
        g = engine.generator_of(f)
        if g is not None and g.kind == "parity":
            result = ring.multiply(result, _turned_parity(engine, g, exponent))
            continue
        flip = _alternating(engine, exponent) if not mask & POS else _parity(engine, f, exponent)
        result = ring.multiply(result, flip)
    return engine.reduce(result)


def complex_power(engine: Engine, factors: Factors, exponent: Quotient) -> Quotient:
    """``b^n`` for a complex b and an integer-valued n: factor by factor, a generator for each ``f^m``."""
    ring = engine.ring
    result = integer_power(engine, Factors(factors.constant, ()), exponent)
    for f, e in factors.items:
        for monomial, c in engine.monomials(exponent.numerator):
            part = _whole_power(engine, f, monomial) if monomial else Quotient(f)
            result = ring.multiply(result, ring.power(part, e * int(c)))
    return engine.reduce(result)


def _whole_power(engine: Engine, factor: Polynomial, exponent: Monomial) -> Quotient:
    found, new = engine.generator(
        "whole power",
        (str(factor), exponent),
        lambda: power(polynomial_term(engine, factor), term_of(engine, engine.monomial(exponent))),
    )
    if new:
        found.real = engine.is_real(Quotient(factor))
    return engine.ring.variable(found.index)


def _alternating(engine: Engine, exponent: Quotient) -> Quotient:
    return _signs(engine, None, exponent)


def _parity(engine: Engine, factor: Polynomial, exponent: Quotient) -> Quotient:
    return _signs(engine, factor, exponent)


def _signs(engine: Engine, factor: Polynomial | None, exponent: Quotient) -> Quotient:
    """``sign(f)^n`` (f is -1 if None): only odd coefficients count, and n^2 has the parity of n."""
    ring = engine.ring
    odd: dict[Monomial, int] = {}
    for monomial, c in engine.monomials(exponent.numerator):
        flat = tuple((i, 1) for i, _ in monomial)
        odd[flat] = (odd.get(flat, 0) + int(c)) % 2
    result = ring.one
    for flat in (m for m, c in odd.items() if c):
        if not flat:
            result = ring.multiply(result, _plain_sign(engine, factor))
        else:
            result = ring.multiply(result, _parity_generator(engine, factor, flat))
    return result


def _plain_sign(engine: Engine, factor: Polynomial | None) -> Quotient:
    if factor is None:
        return engine.ring.constant(-1)
    return engine.ring.divide(Quotient(factor), absolute_of_factor(engine, factor))


def _parity_generator(engine: Engine, factor: Polynomial | None, exponent: Monomial) -> Quotient:
    ring = engine.ring
    name = (str(factor), exponent)

    def build() -> Term:
        index = term_of(engine, engine.monomial(exponent))
        if factor is None:
            return power(Number(-1), index)
        base = polynomial_term(engine, factor)
        return power(divide(base, Apply("abs", base)), index)

    found, new = engine.generator("parity", name, build)
    if new:
        found.integer, found.sign = True, POS | NEG
        found.argument = engine.monomial(exponent)
        engine.parities[found.index] = factor
        engine.related(found, ring.variables[found.index] ** 2 - 1, 2)
    return ring.variable(found.index)
