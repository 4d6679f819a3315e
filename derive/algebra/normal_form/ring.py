"""Quotients of polynomials over the rationals, in as many generators as turn up.

Generator ``k`` is the variable ``g<k>``; contexts have 8, 32, 128 ... variables, the newest
generator leading in the lexical order, so that what is written about old ones never changes. A
quotient is a pair of polynomials without common factor; wherever all parts of the term it came from
are defined, the denominator is not zero and the value is numerator over denominator.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache, partial, reduce
from math import comb
from operator import mul
from typing import Any, Final, NamedTuple

import flint

from derive.core.effort import Effort
from derive.core.term import Number

Polynomial = Any
SIZES: Final = (8, 32, 128, 512, 2048)
MOST_TERMS_OF_FACTORS: Final = 32
_BIG: Final = 1 << 60


class DeclinedError(Exception):
    """Raised when a term has no normal form here: a division by zero, or too many generators."""


class RestartError(Exception):
    """Raised when something was learnt that makes generators named before obsolete."""


class Quotient(NamedTuple):
    """``numerator / denominator``; a denominator of None is one."""

    numerator: Polynomial
    denominator: Polynomial | None = None

    @property
    def is_zero(self) -> bool:
        """Whether the numerator is the zero polynomial (relations not applied)."""
        return bool(self.numerator.is_zero())

    @property
    def constant(self) -> Fraction | None:
        """The value, if no generator occurs."""
        if self.denominator is not None or not self.numerator.is_constant():
            return None
        return rational(self.numerator.leading_coefficient())


def rational(value: Any) -> Fraction:
    """A flint rational as a fraction."""
    return _fraction(int(value.p), int(value.q))


_COPRIME: Final[Callable[[int, int], Fraction]] = getattr(
    Fraction, "_from_coprime_ints", partial(Fraction, _normalize=False)
)
"""Without looking for common factors, which takes long for long numbers; Python 3.12 renamed it."""


@lru_cache(maxsize=1 << 12)
def _fraction(top: int, bottom: int) -> Fraction:
    return _COPRIME(top, bottom)


def number(value: Fraction | int) -> Any:
    """A fraction as a flint rational."""
    return flint.fmpq(value.numerator, value.denominator)


@cache
def context_of(size: int) -> tuple[Any, tuple[Polynomial, ...], Quotient, Quotient]:
    """The context of so many variables, these with the oldest first, one and zero."""
    names = tuple(f"g{i}" for i in range(size - 1, -1, -1))
    context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.lex)
    one, zero = (Quotient(context.constant(flint.fmpq(v))) for v in (1, 0))
    return context, context.gens()[::-1], one, zero


@lru_cache(maxsize=1 << 10)
def number_value(size: int, term: Number) -> Quotient:
    """The value of a number in the context of so many variables."""
    return Quotient(context_of(size)[0].constant(number(term.value)))


class Ring:
    """Arithmetic of quotients; every operation is charged what it is expected to cost."""

    def __init__(self, effort: Effort, size: int = SIZES[0]) -> None:
        self.effort = effort
        self.resize(size)

    def resize(self, size: int) -> None:
        """Work with ``size`` variables from now on."""
        self.size = size
        self.weight = 1 + size // 64
        self.context, self.variables, self.one, self.zero = context_of(size)

    def project(self, polynomial: Polynomial) -> Polynomial:
        """A polynomial of a smaller context in the present one."""
        return polynomial.project_to_context(self.context)

    def constant(self, value: Fraction | int) -> Quotient:
        """A number."""
        return Quotient(self.context.constant(number(value)))

    def variable(self, index: int) -> Quotient:
        """A generator as a quotient."""
        return Quotient(self.variables[index])

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        """The sum, over the least common denominator."""
        p, q = a.denominator, b.denominator
        if p is None and q is None:
            return Quotient(a.numerator + b.numerator)
        if p is None or q is None:
            return self._shift(a, b) if p is None else self._shift(b, a)
        self._charge_product(p, q)
        if p == q:
            return self.quotient(a.numerator + b.numerator, p)
        common = p.gcd(q)
        left, right = (p, q) if common.is_one() else (p / common, q / common)
        self._charge_product(a.numerator, right)
        self._charge_product(b.numerator, left)
        return self.quotient(a.numerator * right + b.numerator * left, p * right, common)

    def _shift(self, whole: Quotient, part: Quotient) -> Quotient:
        self._charge_product(whole.numerator, part.denominator)
        return Quotient(whole.numerator * part.denominator + part.numerator, part.denominator)

    def quotient(
        self, numerator: Polynomial, denominator: Polynomial, suspect: Polynomial = None
    ) -> Quotient:
        """The quotient without its common factor, which divides ``suspect`` if that is given."""
        self._charge_product(numerator, denominator)
        if denominator.is_constant():
            c = denominator.leading_coefficient()
            return Quotient(numerator if c == 1 else numerator / c)
        if suspect is None or not suspect.is_constant():
            common = numerator.gcd(denominator if suspect is None else suspect)
            if not common.is_constant():
                numerator, denominator = numerator / common, denominator / common
        c = denominator.leading_coefficient()
        if c != 1:
            numerator, denominator = numerator / c, denominator / c
        return Quotient(numerator, None if denominator.is_one() else denominator)

    def negative(self, a: Quotient) -> Quotient:
        """Minus the quotient."""
        return Quotient(-a.numerator, a.denominator)

    def subtract(self, a: Quotient, b: Quotient) -> Quotient:
        """The difference."""
        return self.add(a, self.negative(b))

    def multiply(self, a: Quotient, b: Quotient) -> Quotient:
        """The product; what cancels crosswise is cancelled."""
        n, m, p, q = a.numerator, b.numerator, a.denominator, b.denominator
        self._charge_product(n, m)
        if p is None and q is None:
            return Quotient(n * m)
        if n.is_zero() or m.is_zero():
            return self.zero
        n, q = self._cancel(n, q)
        m, p = self._cancel(m, p)
        if p is not None and q is not None:
            self._charge_product(p, q)
            return Quotient(n * m, p * q)
        return Quotient(n * m, p if q is None else q)

    def _cancel(self, n: Polynomial, q: Polynomial | None) -> tuple[Polynomial, Polynomial | None]:
        if q is None or n.is_constant():
            return n, q
        self._charge_product(n, q)
        common = n.gcd(q)
        if common.is_constant():
            return n, q
        rest = q / common
        if not rest.is_constant():
            return n / common, rest
        return n / common / rest.leading_coefficient(), None

    def invert(self, a: Quotient) -> Quotient:
        """One over the quotient, whose numerator must not be zero."""
        if a.is_zero:
            raise DeclinedError
        c = a.numerator.leading_coefficient()
        top = self.one.numerator if a.denominator is None else a.denominator
        bottom = a.numerator
        if c != 1:
            top, bottom = top / c, bottom / c
        return Quotient(top, None if bottom.is_one() else bottom)

    def divide(self, a: Quotient, b: Quotient) -> Quotient:
        """The ratio."""
        return self.multiply(a, self.invert(b))

    def scale(self, a: Quotient, factor: Fraction | int) -> Quotient:
        """A rational multiple."""
        return Quotient(a.numerator * number(factor), a.denominator)

    def power(self, a: Quotient, exponent: int) -> Quotient:
        """An integer power."""
        if exponent < 0:
            return self.power(self.invert(a), -exponent)
        if exponent == 0:
            return self.one
        if exponent == 1:
            return a
        self._charge_power(a.numerator, exponent)
        if a.denominator is None:
            return Quotient(a.numerator**exponent)
        self._charge_power(a.denominator, exponent)
        return Quotient(a.numerator**exponent, a.denominator**exponent)

    def total(self, parts: list[Quotient]) -> Quotient:
        """The sum of many; neighbours first, so that intermediate results stay small."""
        if len(parts) == 2:
            return self.add(parts[0], parts[1])
        if not parts:
            return self.zero
        while len(parts) > 1:
            tail = parts[-1:] if len(parts) % 2 else []
            pairs = zip(parts[::2], parts[1::2], strict=False)
            parts = [self.add(a, b) for a, b in pairs] + tail
        return parts[0]

    def _charge_product(self, p: Polynomial, q: Polynomial) -> None:
        self.effort.charge(self.weight * (1 + len(p) * len(q) // 8))

    def _charge_power(self, p: Polynomial, exponent: int) -> None:
        terms = len(p)
        if terms <= 1:
            bits = height(p) * exponent
            self.effort.charge(min(_BIG, 1 + bits // 256))
            return
        if exponent > 1 << 20:
            self.effort.charge(_BIG)
        count = comb(terms + exponent - 1, terms - 1) if terms + exponent < 4000 else _BIG
        self.effort.charge(min(_BIG, 1 + count * (1 + height(p) * exponent // 512) // 8))


def height(p: Polynomial) -> int:
    """The number of bits in the largest coefficient (of the leading one, if there are many)."""
    coefficients = p.coeffs() if len(p) < 8 else [p.leading_coefficient()]
    return max(
        (int(c.numerator).bit_length() + int(c.denominator).bit_length() for c in coefficients), default=1
    )


def factors_of(polynomial: Polynomial) -> tuple[Fraction, list[tuple[Polynomial, int]]]:
    """The constant and the irreducible factors, with positive leading coefficients; few terms stay together.

    The work is done with the variables that occur only, which is much faster.
    """
    context = polynomial.context()
    names = context.names()
    degrees = polynomial.degrees()
    used = tuple(n for n, d in zip(names, degrees, strict=True) if d)
    small = flint.fmpq_mpoly_ctx.get(used, flint.Ordering.lex)
    constant, factors = polynomial.project_to_context(small).factor()
    found = [(f.project_to_context(context), int(e)) for f, e in factors]
    return rational(constant), _unless_blown_up(found, len(polynomial))


def common_powers_of(polynomial: Polynomial) -> tuple[Fraction, list[tuple[Polynomial, int]]]:
    """A constant, the powers that all terms have in common, and the rest as one factor, led by 1."""
    common = polynomial.term_content()
    rest = polynomial / common
    leading = rest.leading_coefficient()
    powers = [
        (variable, int(e))
        for variable, e in zip(polynomial.context().gens(), common.degrees(), strict=True)
        if e
    ]
    return rational(leading), [*powers, (rest / leading, 1)]


def _unless_blown_up(items: list[tuple[Polynomial, int]], terms: int) -> list[tuple[Polynomial, int]]:
    """The factors; those that stand once stay together where they have far more terms than the whole.

    ``x^43 + 1`` may be divided by ``x + 1``, but nobody writes what remains.
    """
    once = [f for f, e in items if e == 1 and len(f) > 1]
    if len(once) < 2 or sum(map(len, once)) <= MOST_TERMS_OF_FACTORS + 2 * terms:
        return items
    return [*((f, e) for f, e in items if e != 1 or len(f) == 1), (reduce(mul, once), 1)]
