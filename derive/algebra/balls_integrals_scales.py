"""Enclosures for all large values of a variable u: a ball times a scale of growth.

A scale is ``u^power * log(u)^logs * exp(sum of c u^q)`` with q > 0. A term that is written so for all
``u >= start`` is bounded there from above, and where the ball excludes 0 also from below.
"""

from functools import cmp_to_key
from typing import Any, Final, NamedTuple

from flint import arb, fmpq

from derive.algebra.balls_numbers import Indeterminate, integer_power, is_zero, rational_power

_NOUGHT: Final = fmpq(0)
Rates = tuple[tuple[fmpq, Any], ...]


class Scaled(NamedTuple):
    """``factor`` encloses the quotient of a term and its scale; ``rates`` are pairs of q and c, q falling."""

    factor: Any
    power: fmpq = _NOUGHT
    logs: fmpq = _NOUGHT
    rates: Rates = ()

    @property
    def is_bounded(self) -> bool:
        """Whether the scale is 1."""
        return not self.rates and self.power == 0 and self.logs == 0

    @property
    def sign(self) -> int:
        """The sign for all u, or 0 where the ball does not tell."""
        return int(self.factor > 0) - int(self.factor < 0)


def constant(value: Any) -> Scaled:
    """A term that lies in a ball for all u."""
    return Scaled(arb(value))


def times(first: Scaled, second: Scaled) -> Scaled:
    """The product."""
    rates = _merged(first.rates, second.rates, 1)
    return Scaled(first.factor * second.factor, first.power + second.power, first.logs + second.logs, rates)


def _merged(first: Rates, second: Rates, sign: int) -> Rates:
    """The sum of exponents, or their difference."""
    found: dict[Any, Any] = dict(first)
    for q, c in second:
        found[q] = found.get(q, fmpq(0)) + sign * c
    return tuple((q, found[q]) for q in sorted(found, reverse=True) if not is_zero(found[q]))


def raised(base: Scaled, exponent: fmpq) -> Scaled:
    """The power with a number as exponent."""
    power = integer_power(base.factor, int(exponent.p)) if exponent.q == 1 else _root(base.factor, exponent)
    rates = tuple((q, c * exponent) for q, c in base.rates)
    return Scaled(arb(power), base.power * exponent, base.logs * exponent, rates)


def _root(factor: Any, exponent: fmpq) -> Any:
    if not factor >= 0:
        raise Indeterminate
    return rational_power(factor, exponent)


class Beyond:
    """The arithmetic of scales for all ``u >= start``, a number of at least 4."""

    def __init__(self, start: arb) -> None:
        """The start is an exact ball."""
        self.start = start
        self.log = start.log()

    def size(self, scale: Scaled) -> arb:
        """The scale at the start."""
        exponent = self.log * arb(scale.power)
        for q, c in scale.rates:
            exponent += arb(c) * self._power(q)
        return exponent.exp() * (self.log.log() * arb(scale.logs)).exp()

    def _power(self, exponent: fmpq) -> arb:
        return (self.log * arb(exponent)).exp()

    def falls(self, scale: Scaled) -> bool:
        """Whether the scale decreases, at least weakly, from the start on."""
        if scale.is_bounded:
            return True
        slow = _positive(scale.logs) / self.log
        if not scale.rates:
            return bool(arb(scale.power) + slow <= 0)
        (fastest, coefficient), *others = scale.rates
        if not coefficient < 0:
            return False
        rest = (_positive(scale.power) + slow) * self._power(-fastest)
        for q, c in others:
            rest += _positive(c) * arb(q) * self._power(q - fastest)
        return bool(rest <= -arb(coefficient) * arb(fastest))

    def values(self, term: Scaled) -> arb:
        """A ball around all values of a bounded term."""
        if term.is_bounded:
            return arb(term.factor)
        if not self.falls(term):
            raise Indeterminate
        return term.factor * arb(0).union(self.size(term))

    def total(self, terms: list[Scaled]) -> Scaled:
        """The sum, on the largest of the scales whose factors do not cancel."""
        groups: list[Scaled] = []
        for term in terms:
            same = next((i for i, g in enumerate(groups) if compared(g, term) == 0), None)
            if same is None:
                groups.append(term)
            else:
                groups[same] = groups[same]._replace(factor=groups[same].factor + term.factor)
        kept = [g for g in groups if not is_zero(g.factor)]
        if not kept:
            return constant(0)
        kept.sort(key=cmp_to_key(compared))
        *smaller, largest = kept
        factor = largest.factor
        for term in smaller:
            factor = factor + self.values(_divided(term, largest))
        return largest._replace(factor=factor)

    def exponential(self, term: Scaled) -> Scaled:
        """``exp`` of a term that is bounded, or tends to minus infinity."""
        if self.falls(term):
            return constant(self.values(term).exp())
        if not term.factor < 0:
            raise Indeterminate
        at_most = term.factor.upper()
        if term == Scaled(term.factor, logs=fmpq(1)):
            return Scaled(arb(0).union(arb(1)), power=_above(at_most))
        if not term.rates and term.logs == 0:
            return Scaled(arb(0).union(arb(1)), rates=((term.power, at_most),))
        line = Scaled(arb(1), fmpq(1))
        if not self.falls(_divided(line, term)):
            raise Indeterminate
        # the quotient of the scales of the term and u grows from the start on
        rate = at_most * self.size(_divided(term, line))
        return Scaled(arb(0).union(arb(1)), rates=((fmpq(1), rate.upper()),))

    def logarithm(self, term: Scaled) -> Scaled:
        """``log`` of a positive term."""
        if not term.factor > 0:
            raise Indeterminate
        parts = [Scaled(arb(c), q) for q, c in term.rates]
        if term.power != 0:
            parts.append(Scaled(arb(term.power), logs=fmpq(1)))
        if term.logs != 0:
            # from log(4) > 1 on, log(log(u)) lies between 0 and log(u)
            parts.append(Scaled(arb(term.logs) * arb(0).union(arb(1)), logs=fmpq(1)))
        return self.total([*parts, constant(term.factor.log())])

    def remainder(self, term: Scaled) -> arb:
        """A ball around the integral of the term from the start to infinity.

        Raises:
            Indeterminate: no bound was found; it may be infinite.
        """
        if term.rates:
            shifted = term._replace(power=term.power + 2)
            gap, weight = shifted, 1 / self.start
        elif term.power == -1 and term.logs < -1:
            return term.factor * (self.log.log() * arb(term.logs + 1)).exp() / arb(-term.logs - 1)
        else:
            spare = -(term.power + 1)
            if spare <= 0:
                raise Indeterminate
            half = spare / 2 if term.logs > 0 else spare
            gap, weight = term._replace(power=term.power + 1 + half), self._power(-half) / arb(half)
        if not self.falls(gap):
            raise Indeterminate
        return term.factor * arb(0).union(self.size(gap) * weight)

    def diverges(self, term: Scaled) -> int:
        """The sign of infinity, where the integral to infinity is infinite; else 0."""
        if not term.sign:
            return 0
        if term.rates:
            return term.sign if term.rates[0][1] > 0 else 0
        slow = term.power == -1 and term.logs >= -1
        return term.sign if slow or term.power > -1 else 0


def _positive(value: Any) -> arb:
    ball = arb(value)
    return arb(0) if ball <= 0 else ball.abs_upper()


def _divided(first: Scaled, second: Scaled) -> Scaled:
    """The first on the scale of the quotient."""
    rates = _merged(first.rates, second.rates, -1)
    return Scaled(first.factor, first.power - second.power, first.logs - second.logs, rates)


def compared(first: Scaled, second: Scaled) -> int:
    """1, 0 or -1 as the first grows faster than, like, or slower than the second."""
    gap = _divided(first, second)
    for c in (*(c for _, c in gap.rates[:1]), gap.power, gap.logs):
        if c > 0:
            return 1
        if c < 0:
            return -1
        if not is_zero(c):
            raise Indeterminate
    return 0


def _above(value: arb) -> fmpq:
    """A rational number that is not below an exact ball, and close to it."""
    return fmpq((value * 1024).ceil().unique_fmpz(), 1024)
