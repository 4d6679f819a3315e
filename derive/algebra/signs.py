"""Ranges: intervals with open and closed ends that enclose the values of a term, and their signs.

A range says something about a term wherever it is defined. The operations
enclose: what they give contains every value that the arguments can lead to.
"""

from typing import Any, Final, NamedTuple

from flint import arb, fmpq

NEGATIVE: Final = 1
ZERO: Final = 2
POSITIVE: Final = 4
ANY: Final = NEGATIVE | ZERO | POSITIVE
NONZERO: Final = NEGATIVE | POSITIVE
NONNEGATIVE: Final = ZERO | POSITIVE
NONPOSITIVE: Final = ZERO | NEGATIVE

Sign = int
MOST_BITS: Final = 2048
_NOUGHT: Final = fmpq(0)


class Range(NamedTuple):
    """All numbers between ``low`` and ``high``, where None is no bound.

    ``nonzero`` takes out 0, and ``whole`` leaves only the integers.
    """

    low: fmpq | None = None
    low_closed: bool = False
    high: fmpq | None = None
    high_closed: bool = False
    nonzero: bool = False
    whole: bool = False

    @property
    def sign(self) -> Sign:
        """The possible signs."""
        sign = ANY
        if self.low is not None and self.low >= _NOUGHT:
            sign &= NONNEGATIVE
            if self.low > _NOUGHT or not self.low_closed:
                sign &= ~ZERO
        if self.high is not None and self.high <= _NOUGHT:
            sign &= NONPOSITIVE
            if self.high < _NOUGHT or not self.high_closed:
                sign &= ~ZERO
        return sign & ~ZERO if self.nonzero else sign

    @property
    def is_point(self) -> bool:
        """Whether there is at most one number in it."""
        return self.low is not None and self.low == self.high

    @property
    def is_empty(self) -> bool:
        """Whether there is no number in it."""
        if self.low is None or self.high is None:
            return False
        return bool(self.low > self.high) or (
            bool(self.low == self.high) and not (self.low_closed and self.high_closed)
        )


EVERYTHING: Final = Range()
POSITIVES: Final = Range(_NOUGHT)
NONNEGATIVES: Final = Range(_NOUGHT, True)
NEGATIVES: Final = Range(None, False, _NOUGHT)
NONPOSITIVES: Final = Range(None, False, _NOUGHT, True)
NONZEROS: Final = Range(nonzero=True)
WHOLE: Final = Range(whole=True)
BIT: Final = Range(_NOUGHT, True, fmpq(1), True, whole=True)


UNIT: Final = Range(fmpq(1), True, fmpq(1), True, True, True)
NOTHING: Final = Range(_NOUGHT, True, _NOUGHT, True, False, True)


def point(value: fmpq) -> Range:
    """The range of one number."""
    return Range(value, True, value, True, bool(value != 0), bool(value.q == 1))


def scaled(found: Range, factor: fmpq) -> Range:
    """Around a multiple."""
    if factor < 0:
        return negated(scaled(found, -factor))
    if factor == 1:
        return found
    low, low_closed, high, high_closed, nonzero, whole = found
    return Range(
        None if low is None else low * factor,
        low_closed,
        None if high is None else high * factor,
        high_closed,
        nonzero,
        bool(whole and factor.q == 1),
    )


def opposite(sign: Sign) -> Sign:
    """The signs of the negative."""
    return sign & ZERO | (sign & NEGATIVE and POSITIVE) | (sign & POSITIVE and NEGATIVE)


def of_sign(sign: Sign) -> Range:
    """The smallest range with these signs."""
    return _OF_SIGN[sign]


_OF_SIGN: Final = {
    NEGATIVE: NEGATIVES,
    POSITIVE: POSITIVES,
    NONZERO: NONZEROS,
    NONNEGATIVE: NONNEGATIVES,
    NONPOSITIVE: NONPOSITIVES,
    ANY: EVERYTHING,
    ZERO: point(_NOUGHT),
}


def enclosing(value: Any) -> Range:
    """A range with rational ends around a number or a ball."""
    if type(value) is fmpq:
        return point(value)
    low, high = _rational(value.lower()), _rational(value.upper())
    return Range(low, low is not None, high, high is not None)


def _rational(value: arb) -> fmpq | None:
    mantissa, exponent = value.man_exp()
    if abs(int(exponent)) > MOST_BITS:
        return None
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def tightened(found: Range) -> Range:
    """The same numbers within smaller ends, where only integers count, or 0 is an end but not in it."""
    low, low_closed, high, high_closed, nonzero, whole = found
    if whole:
        low, low_closed = _up(low, low_closed)
        high, high_closed = _down(high, high_closed)
    if nonzero and low is not None and low == 0 and low_closed:
        low, low_closed = (fmpq(1), True) if whole else (low, False)
    if nonzero and high is not None and high == 0 and high_closed:
        high, high_closed = (fmpq(-1), True) if whole else (high, False)
    return Range(low, low_closed, high, high_closed, nonzero, whole)


def _up(low: fmpq | None, closed: bool) -> tuple[fmpq | None, bool]:
    if low is None:
        return None, False
    ceiling = fmpq(low.ceil())
    return (ceiling + 1 if ceiling == low and not closed else ceiling), True


def _down(high: fmpq | None, closed: bool) -> tuple[fmpq | None, bool]:
    if high is None:
        return None, False
    floor = fmpq(high.floor())
    return (floor - 1 if floor == high and not closed else floor), True


def intersection(first: Range, second: Range) -> Range:
    """What is in both."""
    if first in (EVERYTHING, second):
        return second
    low, low_closed = _higher(first.low, first.low_closed, second.low, second.low_closed)
    high, high_closed = _lower(first.high, first.high_closed, second.high, second.high_closed)
    nonzero, whole = first.nonzero or second.nonzero, first.whole or second.whole
    return tightened(Range(low, low_closed, high, high_closed, nonzero, whole))


def _higher(a: fmpq | None, a_closed: bool, b: fmpq | None, b_closed: bool) -> tuple[fmpq | None, bool]:
    if a is None or b is None:
        return (b, b_closed) if a is None else (a, a_closed)
    if a == b:
        return a, a_closed and b_closed
    return (a, a_closed) if a > b else (b, b_closed)


def _lower(a: fmpq | None, a_closed: bool, b: fmpq | None, b_closed: bool) -> tuple[fmpq | None, bool]:
    if a is None or b is None:
        return (b, b_closed) if a is None else (a, a_closed)
    if a == b:
        return a, a_closed and b_closed
    return (a, a_closed) if a < b else (b, b_closed)


def hull(first: Range, second: Range) -> Range:
    """The smallest range around both."""
    low: fmpq | None = None
    high: fmpq | None = None
    low_closed = high_closed = False
    if first.low is not None and second.low is not None:
        low = min(first.low, second.low)
        low_closed = any(r.low_closed for r in (first, second) if r.low == low)
    if first.high is not None and second.high is not None:
        high = max(first.high, second.high)
        high_closed = any(r.high_closed for r in (first, second) if r.high == high)
    nonzero = not (first.sign | second.sign) & ZERO
    return Range(low, low_closed, high, high_closed, nonzero, first.whole and second.whole)


def larger(first: Range, second: Range) -> Range:
    """Around the maximum of two numbers."""
    low, low_closed = _higher(first.low, first.low_closed, second.low, second.low_closed)
    if first.low is not None and first.low == second.low:
        low_closed = first.low_closed and second.low_closed
    around = hull(first, second)
    return around._replace(low=low, low_closed=low_closed)


def smaller(first: Range, second: Range) -> Range:
    """Around the minimum of two numbers."""
    return negated(larger(negated(first), negated(second)))


def negated(found: Range) -> Range:
    """Around the negative."""
    low, low_closed, high, high_closed, nonzero, whole = found
    return Range(
        None if high is None else -high,
        high_closed,
        None if low is None else -low,
        low_closed,
        nonzero,
        whole,
    )


def plus(first: Range, second: Range) -> Range:
    """Around the sum."""
    low = None if first.low is None or second.low is None else first.low + second.low
    high = None if first.high is None or second.high is None else first.high + second.high
    return Range(
        low,
        low is not None and first.low_closed and second.low_closed,
        high,
        high is not None and first.high_closed and second.high_closed,
        False,
        first.whole and second.whole,
    )


_End = tuple[int, fmpq, bool]
_FAR: Final[dict[int, _End]] = {-1: (-1, _NOUGHT, False), 0: (0, _NOUGHT, False), 1: (1, _NOUGHT, False)}


def times(first: Range, second: Range) -> Range:
    """Around the product."""
    ends = [_end_product(a, b) for a in _ends(first) for b in _ends(second)]
    low, high = min(e[:2] for e in ends), max(e[:2] for e in ends)
    return Range(
        None if low[0] else low[1],
        low[0] == 0 and any(e[2] for e in ends if e[:2] == low),
        None if high[0] else high[1],
        high[0] == 0 and any(e[2] for e in ends if e[:2] == high),
        not (first.sign | second.sign) & ZERO,
        first.whole and second.whole,
    )


def _ends(found: Range) -> tuple[_End, _End]:
    """The ends, each as the sign of an infinity, the value of a finite one, and whether it belongs."""
    low = _FAR[-1] if found.low is None else (0, found.low, found.low_closed)
    high = _FAR[1] if found.high is None else (0, found.high, found.high_closed)
    return low, high


def _end_product(a: _End, b: _End) -> _End:
    nought_a, nought_b = not a[0] and a[1] == 0, not b[0] and b[1] == 0
    if nought_a or nought_b:
        return 0, _NOUGHT, (nought_a and a[2]) or (nought_b and b[2])
    if a[0] or b[0]:
        return _FAR[_sign_of(a) * _sign_of(b)]
    return 0, a[1] * b[1], a[2] and b[2]


def _sign_of(end: _End) -> int:
    return end[0] or (1 if end[1] > 0 else -1)


def inverted(found: Range) -> Range:
    """Around the reciprocal, which is there for numbers other than 0."""
    sign = found.sign & NONZERO
    if sign == NONZERO:
        return NONZEROS
    if sign == NEGATIVE:
        return negated(inverted(negated(found)))
    if sign != POSITIVE:
        return NONZEROS
    low = _NOUGHT if found.high is None else 1 / found.high
    high = None if found.low is None or found.low <= 0 else 1 / found.low
    return Range(
        low, found.high is not None and found.high_closed, high, high is not None and found.low_closed
    )


def raised(found: Range, exponent: int) -> Range:
    """Around the power with an integer exponent."""
    if exponent < 0:
        return inverted(raised(found, -exponent))
    if exponent == 0:
        return point(fmpq(1))
    if exponent % 2 == 0:
        found = magnitude(found)
    low = _bounded_power(found.low, exponent)
    high = _bounded_power(found.high, exponent)
    if low is None and found.low is not None and found.low >= 0:
        low = _NOUGHT
    return Range(
        low,
        low is not None and found.low_closed,
        high,
        high is not None and found.high_closed,
        not found.sign & ZERO,
        found.whole,
    )


def _bounded_power(end: fmpq | None, exponent: int) -> fmpq | None:
    if end is None or int(end.height_bits()) * exponent > MOST_BITS:
        return None
    return end**exponent


def magnitude(found: Range) -> Range:
    """Around the absolute value."""
    if not found.sign & NEGATIVE:
        return found
    opposite = negated(found)
    if not found.sign & POSITIVE:
        return opposite
    high, high_closed = None, False
    if found.high is not None and opposite.high is not None:
        around = hull(found, opposite)
        high, high_closed = around.high, around.high_closed
    return Range(_NOUGHT, not found.nonzero, high, high_closed, found.nonzero, found.whole)
