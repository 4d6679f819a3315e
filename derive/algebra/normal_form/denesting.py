"""Square roots of ``a + b sqrt(c)`` with numbers a, b and c that are sums of two square roots."""

from fractions import Fraction
from math import isqrt

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.ring import Quotient
from derive.core.term import HALF, Number, power


def denested(engine: Engine, inside: Quotient) -> Quotient | None:
    """``sqrt(a + t) = sqrt((a + d)/2) +- sqrt((a - d)/2)``, where a^2 - t^2 = d^2 and t has the sign taken.

    Both sides are the non-negative number whose square is a + t, as a >= d >= 0.
    """
    if inside.denominator is not None or len(inside.numerator) != 2:
        return None
    terms = dict(engine.monomials(inside.numerator))
    a = terms.pop((), None)
    if a is None or a <= 0:
        return None
    ((monomial, b),) = terms.items()
    if any(engine.generators[i].kind != "root" or engine.generators[i].degree != 2 for i, _ in monomial):
        return None
    square = engine.reduce(engine.ring.power(engine.monomial(monomial), 2)).constant
    d = None if square is None else _root(a * a - b * b * square)
    if d is None:
        return None
    parts = [engine.again(power(Number((a + s * d) / 2), HALF)) for s in (1, -1)]
    return engine.ring.add(parts[0], parts[1]) if b > 0 else engine.ring.subtract(parts[0], parts[1])


def _root(value: Fraction) -> Fraction | None:
    """The square root of a fraction, if it is one."""
    if value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    exact = top * top == value.numerator and bottom * bottom == value.denominator
    return Fraction(top, bottom) if exact else None
