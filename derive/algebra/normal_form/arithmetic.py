"""Sums, products, powers, roots, exp, log, absolute value and sign of terms."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.exponential import (
    absolute,
    absolute_of_factor,
    complex_power,
    exponential,
    integer_power,
    log_absolute,
    power_of,
)
from derive.algebra.normal_form.generators import NEG, POS, ZERO, Factors
from derive.algebra.normal_form.opaque import opaque, opaque_value
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.algebra.normal_form.signs import presume_positive, sign, sign_of
from derive.core.term import Apply, Number, Term, power

GUARDS: Final = frozenset(("delta", "indicator"))


def _add(engine: Engine, term: Term) -> Quotient:
    return engine.ring.total([engine.value(c) for c in term.children])


def _multiply(engine: Engine, term: Term) -> Quotient:
    """The product; beside a delta or an indicator that may be 0 a factor need not be defined."""
    guards = [c for c in term.children if isinstance(c, Apply) and c.head in GUARDS]
    result = engine.ring.one
    if not guards:
        return _times(engine, result, term.children)
    for c in guards:
        result = engine.ring.multiply(result, engine.value(c))
    others = [c for c in term.children if c not in guards]
    if result.constant is not None:
        return _times(engine, result, others)
    with engine.lazily():
        return _times(engine, result, others)


def _times(engine: Engine, result: Quotient, factors: Iterable[Term]) -> Quotient:
    one = engine.ring.one
    for c in factors:
        value = engine.value(c)
        result = value if result is one else engine.ring.multiply(result, value)
    return engine.reduce(result) if engine.algebraic else result


def _power(engine: Engine, term: Term) -> Quotient:
    base, exponent = term.children
    constant = exponent.value if isinstance(exponent, Number) else engine.value(exponent).constant
    if constant is None:
        return _symbolic_power(engine, term)
    if constant.denominator == 1:
        if constant < 0:
            _presume_under_root(engine, base)
        return _whole_power(engine, engine.value(base), int(constant))
    return _rational_power(engine, term, engine.value(base), constant)


def _whole_power(engine: Engine, base: Quotient, exponent: int) -> Quotient:
    if exponent < 0:
        base = engine.reduce(base)
        if not engine.lazy and len(engine.scopes) == 1:
            engine.nonzero.append(base.numerator)
    return engine.reduce(engine.ring.power(base, exponent))


def _presume_under_root(engine: Engine, base: Term) -> None:
    """What stands under a root that is divided by is positive."""
    if not isinstance(base, Apply) or base.head != "power" or engine.complex:
        return
    below, exponent = base.children
    if isinstance(exponent, Number) and exponent.value.denominator != 1:
        inside = engine.value(below)
        if inside.constant is None:
            presume_positive(engine, engine.factors(inside), strict=True)


def _rational_power(engine: Engine, term: Term, base: Quotient, exponent: Fraction) -> Quotient:
    if engine.is_zero(base):
        if exponent > 0:
            return engine.ring.zero
        raise DeclinedError
    if engine.complex and sign_of(engine, base) & NEG:
        return _principal_power(engine, term, base, exponent)
    factors = engine.factors(base)
    presume_positive(engine, factors, strict=exponent < 0)
    return power_of(engine, base, engine.ring.constant(exponent), factors)


def _principal_power(engine: Engine, term: Term, base: Quotient, exponent: Fraction) -> Quotient:
    """``b^(p/q)`` on the principal branch: the p-th power of a root whose q-th power is b."""
    base = engine.normal(base)
    if base.denominator is not None:
        return opaque(engine, term)
    degree = exponent.denominator
    inside = term_of(engine, base)
    name = (degree, inside)
    found, new = engine.generator("branch", name, lambda: power(inside, Number(Fraction(1, degree))))
    variable = engine.ring.variables[found.index]
    if new:
        found.real = False
        engine.related(found, variable**degree - base.numerator, degree)
    return engine.reduce(engine.ring.power(Quotient(variable), exponent.numerator))


def _symbolic_power(engine: Engine, term: Term) -> Quotient:
    base, exponent = (engine.value(c) for c in term.children)
    if engine.is_zero(base):
        return engine.ring.zero if sign_of(engine, exponent) == POS else opaque(engine, term)
    below = term.children[0]
    if engine.complex and isinstance(below, Apply) and below.head == "exp" and engine.is_integer(exponent):
        return exponential(engine, engine.ring.multiply(exponent, engine.value(below.children[0])))
    factors = engine.factors(base)
    if not sign_of(engine, base) & NEG:
        return power_of(engine, base, exponent, factors)
    if engine.is_integer(exponent):
        power_to = integer_power if engine.is_real(base) else complex_power
        return power_to(engine, factors, exponent)
    return opaque(engine, term)


def _root(engine: Engine, term: Term) -> Quotient:
    """A literal odd root, defined on all reals: sign(x) |x|^(1/n)."""
    inside, degree = term.children
    base = engine.value(inside)
    if not isinstance(degree, Number) or degree.value.denominator != 1 or degree.value < 1:
        return opaque(engine, term)
    if degree.value.numerator % 2 == 0:
        return _rational_power(engine, power(inside, Number(1 / degree.value)), base, 1 / degree.value)
    if engine.is_zero(base):
        return engine.ring.zero
    if not engine.is_real(base):
        return opaque(engine, term)
    factors = engine.factors(base)
    result = power_of(engine, base, engine.ring.constant(1 / degree.value), factors)
    return engine.reduce(engine.ring.multiply(result, _odd_sign(engine, factors.constant, factors.items)))


def _odd_sign(engine: Engine, constant: Fraction, items: tuple[tuple[Polynomial, int], ...]) -> Quotient:
    """The product of the signs of the odd factors."""
    ring = engine.ring
    result = ring.constant(1 if constant > 0 else -1)
    for f, e in items:
        if e % 2:
            result = ring.multiply(result, sign_of_factor(engine, f))
    return result


def _exp(engine: Engine, term: Term) -> Quotient:
    return exponential(engine, engine.value(term.children[0]))


def _log(engine: Engine, term: Term) -> Quotient:
    inside = engine.value(term.children[0])
    if engine.is_zero(inside):
        raise DeclinedError
    factors = engine.factors(inside)
    if engine.complex and sign_of(engine, inside) & (NEG | ZERO):
        return _principal_log(engine, term, factors)
    presume_positive(engine, factors, strict=True)
    return log_absolute(engine, factors)


def _principal_log(engine: Engine, term: Term, factors: Factors) -> Quotient:
    """``log(c z) = log c + log z`` for c > 0: what is known to be positive stands apart."""
    positive = tuple((f, e) for f, e in factors.items if sign(engine, f) == POS)
    apart = Factors(abs(factors.constant), positive)
    if apart.constant == 1 and not positive:
        return opaque(engine, term)
    rest = engine.ring.constant(1 if factors.constant > 0 else -1)
    for f, e in factors.items:
        if (f, e) not in positive:
            rest = engine.ring.multiply(rest, engine.ring.power(Quotient(f), e))
    inner = opaque_value(engine, "log", engine.normal(rest))
    return engine.ring.add(log_absolute(engine, apart), inner)


def _abs(engine: Engine, term: Term) -> Quotient:
    return absolute_value(engine, engine.value(term.children[0]))


def absolute_value(engine: Engine, inside: Quotient) -> Quotient:
    """``|v|``, resolved as far as the facts allow."""
    if engine.is_zero(inside):
        return engine.ring.zero
    if not engine.is_real(inside):
        return opaque_value(engine, "abs", inside)
    mask = sign_of(engine, inside)
    if not mask & NEG:
        return inside
    if not mask & POS:
        return engine.ring.negative(inside)
    return absolute(engine, engine.factors(inside))


def _sign(engine: Engine, term: Term) -> Quotient:
    inside = engine.value(term.children[0])
    if engine.is_zero(inside):
        return engine.ring.zero
    if not engine.is_real(inside):
        return opaque(engine, term)
    factors = engine.factors(inside)
    ring = engine.ring
    result = ring.constant(1 if factors.constant > 0 else -1)
    for f, e in factors.items:
        result = ring.multiply(result, ring.power(sign_of_factor(engine, f), 1 if e % 2 else 2))
    return engine.reduce(result)


def sign_of_factor(engine: Engine, factor: Polynomial) -> Quotient:
    """The sign of an irreducible polynomial: a number, f/|f|, or a generator whose cube is itself."""
    mask = sign(engine, factor)
    ring = engine.ring
    if mask in (NEG, ZERO, POS):
        return ring.constant({NEG: -1, ZERO: 0, POS: 1}[mask])
    if not mask & ZERO:
        return ring.divide(Quotient(factor), absolute_of_factor(engine, factor))
    name = str(factor)
    engine.unresolved.add(name)
    size = absolute_of_factor(engine, factor)
    found, new = engine.generator("sign", name, lambda: _sign_term(engine, factor))
    if new:
        found.integer = True
        variable = ring.variables[found.index]
        engine.related(found, variable**3 - variable, 3)
        if size.denominator is None:
            engine.identities.append((found.index, size.numerator * variable - factor))
            engine.identities.append((found.index, factor * variable - size.numerator))
    return ring.variable(found.index)


def _sign_term(engine: Engine, factor: Polynomial) -> Term:
    return Apply("sign", term_of(engine, Quotient(factor)))


def _pi(engine: Engine, term: Term) -> Quotient:
    return engine.atom("pi", term, sign=POS)


def _imaginary(engine: Engine, term: Term) -> Quotient:
    if not engine.complex:
        engine.become_complex()
    found, new = engine.generator("imaginary", "i", lambda: term)
    if new:
        found.real = False
        engine.related(found, engine.ring.variables[found.index] ** 2 + 1, 2)
    return engine.ring.variable(found.index)


HANDLERS: dict[str, Handler] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "exp": _exp,
    "log": _log,
    "abs": _abs,
    "sign": _sign,
    "pi": _pi,
    "imaginary": _imaginary,
}
