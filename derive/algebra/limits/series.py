"""Generalised power series in a small positive quantity, cut off after finitely many terms.

Exponents are terms without the variable, coefficients terms that vary more slowly
than any power of the small quantity. ``error`` is the exponent from which terms
are missing, None where none are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from derive.algebra.limits.setting import Setting, UndeterminedError
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Number, Term, add, divide, multiply, power


class NeedMoreTermsError(Exception):
    """Everything kept has cancelled; expand further."""


@dataclass(frozen=True, slots=True)
class Series:
    """``terms`` are pairs of exponent and coefficient with rising exponents and non-zero coefficients."""

    terms: tuple[tuple[Term, Term], ...]
    error: Term | None = None


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Operations on series; ``length`` bounds how many terms of an expansion are kept."""

    setting: Setting
    length: int

    def constant(self, coefficient: Term, exponent: Term = ZERO) -> Series:
        """One exact term."""
        kept = self.setting.canonical(coefficient)
        return Series(()) if kept is ZERO else Series(((exponent, kept),))

    def exponent(self, *parts: Term) -> Term:
        """The sum of exponents."""
        if all(isinstance(p, Number) for p in parts):
            return Number(sum((p.value for p in parts if isinstance(p, Number)), Fraction(0)))
        return self.setting.canonical(add(*parts))

    def times(self, exponent: Term, factor: Number) -> Term:
        """A multiple of an exponent."""
        if isinstance(exponent, Number):
            return Number(exponent.value * factor.value)
        return self.setting.canonical(multiply(factor, exponent))

    def collect(self, pairs: Iterable[tuple[Term, Term]], error: Term | None) -> Series:
        """Sort, merge equal exponents, drop what vanishes or lies beyond the error."""
        pairs = list(pairs)
        if all(isinstance(e, Number) for e, _ in pairs) and (error is None or isinstance(error, Number)):
            return self._collected(pairs, error)
        merged: list[tuple[Term, list[Term]]] = []
        for exponent, coefficient in pairs:
            if error is not None and self.setting.compare(exponent, error) >= 0:
                continue
            self._insert(merged, exponent, coefficient)
        kept = ((e, self.setting.canonical(add(*c))) for e, c in merged)
        return Series(tuple((e, c) for e, c in kept if c is not ZERO), error)

    def _collected(self, pairs: list[tuple[Term, Term]], error: Number | None) -> Series:
        """The same where all exponents are numbers."""
        merged: dict[Term, list[Term]] = {}
        for exponent, coefficient in pairs:
            if error is None or exponent.value < error.value:  # type: ignore[attr-defined]  # numbers
                merged.setdefault(exponent, []).append(coefficient)
        ordered = sorted(merged.items(), key=lambda item: item[0].value)  # type: ignore[attr-defined]  # numbers
        kept = ((e, self.setting.canonical(add(*c))) for e, c in ordered)
        return Series(tuple((e, c) for e, c in kept if c is not ZERO), error)

    def _insert(self, merged: list[tuple[Term, list[Term]]], exponent: Term, coefficient: Term) -> None:
        for position, (known, coefficients) in enumerate(merged):
            order = self.setting.compare(exponent, known)
            if order == 0:
                coefficients.append(coefficient)
                return
            if order < 0:
                merged.insert(position, (exponent, [coefficient]))
                return
        merged.append((exponent, [coefficient]))

    def lowest(self, *exponents: Term | None) -> Term | None:
        """The least of the exponents, None standing for infinity."""
        least: Term | None = None
        for e in exponents:
            if e is not None and (least is None or self.setting.compare(e, least) < 0):
                least = e
        return least

    def leading(self, series: Series) -> tuple[Term, Term]:
        """Exponent and coefficient of the leading term.

        Raises:
            NeedMoreTermsError: nothing is left of a series with an error.
        """
        if series.terms:
            return series.terms[0]
        if series.error is None:
            return ZERO, ZERO
        raise NeedMoreTermsError

    def add(self, *parts: Series) -> Series:
        """The sum."""
        return self.collect((t for p in parts for t in p.terms), self.lowest(*(p.error for p in parts)))

    def multiply(self, first: Series, second: Series) -> Series:
        """The product."""
        if not (first.terms or first.error) or not (second.terms or second.error):
            return Series(())
        error = self.lowest(self._reach(first, second), self._reach(second, first))
        pairs = (
            (self.exponent(e, f), c if d is ONE else d if c is ONE else multiply(c, d))
            for e, c in first.terms
            for f, d in second.terms
        )
        return self.collect(pairs, error)

    def _reach(self, exact: Series, cut: Series) -> Term | None:
        """Where the error of one factor arrives when multiplied by the leading term of the other."""
        if cut.error is None:
            return None
        lead = exact.terms[0][0] if exact.terms else exact.error
        return self.exponent(lead, cut.error) if lead is not None else None

    def scale(self, series: Series, coefficient: Term, exponent: Term = ZERO) -> Series:
        """The product with one exact term."""
        return self.multiply(series, self.constant(coefficient, exponent))

    def compose(self, small: Series, coefficient: Callable[[int], Term]) -> Series:
        """``sum_k coefficient(k) small^k`` for a series that tends to zero."""
        if not small.terms and small.error is None:
            return self.constant(coefficient(0))
        lead = small.terms[0][0] if small.terms else small.error
        if lead is None or self.setting.sign(lead) <= 0:
            raise UndeterminedError("expansion", lead or ZERO)
        total, term = self.constant(coefficient(0)), self.constant(ONE)
        for k in range(1, self.length):
            term = self.multiply(term, small)
            total = self.add(total, self.scale(term, coefficient(k)))
        rest = self.exponent(multiply(Number(self.length), lead)) if not isinstance(lead, Number) else None
        beyond = rest or Number(self.length * lead.value)  # type: ignore[attr-defined]  # a number then
        return Series(
            self.collect(total.terms, self.lowest(total.error, beyond)).terms,
            self.lowest(total.error, beyond),
        )

    def split(self, series: Series) -> tuple[Term, Term, Series]:
        """Exponent and coefficient of the leading term, and the rest divided by it, minus one."""
        exponent, coefficient = self.leading(series)
        if coefficient is ZERO:
            raise UndeterminedError("zero", ZERO)
        inverse = power(coefficient, MINUS_ONE) if coefficient is not ONE else ONE
        minus = self.times(exponent, MINUS_ONE)
        rest = Series(series.terms[1:], series.error)
        return exponent, coefficient, self.scale(rest, inverse, minus)

    def raise_to(self, series: Series, exponent: Term) -> Series:
        """A constant power; unless it is an integer, the leading coefficient must be positive."""
        e, c, rest = self.split(series)
        tail = self.compose(rest, lambda k: _binomial(exponent, k))
        moved = self.times(e, exponent) if isinstance(exponent, Number) else multiply(exponent, e)
        return self.scale(tail, power(c, exponent), self.exponent(moved))

    def exponential(self, series: Series) -> Series:
        """``exp`` of a series without negative exponents."""
        constants = [c for e, c in series.terms if self.setting.sign(e) == 0]
        rest = Series(tuple(t for t in series.terms if self.setting.sign(t[0]) != 0), series.error)
        tail = self.compose(rest, lambda k: Number(Fraction(1, factorial(k))))
        return self.scale(tail, Apply("exp", constants[0])) if constants else tail

    def logarithm(self, series: Series, log_small: Term) -> Series:
        """``log`` of a series with positive leading coefficient; ``log_small``: of the small quantity."""
        e, c, rest = self.split(series)
        tail = self.compose(rest, lambda k: Number(Fraction((-1) ** (k + 1), k)) if k else ZERO)
        return self.add(self.constant(add(Apply("log", c), multiply(e, log_small))), tail)


def _binomial(exponent: Term, k: int) -> Term:
    """The coefficient of ``x^k`` in ``(1 + x)^exponent``."""
    if not isinstance(exponent, Number):
        factors = (divide(add(exponent, Number(-i)), Number(i + 1)) for i in range(k))
        return multiply(*factors) if k else ONE
    result = Fraction(1)
    for i in range(k):
        result *= (exponent.value - i) / (i + 1)
    return Number(result)


def quotient(numerator: Term, denominator: Term) -> Term:
    """The quotient, without a denominator where that is one."""
    return numerator if denominator is ONE else divide(numerator, denominator)
