"""The signs of sines and cosines, by the multiples of pi between which their arguments lie."""

from fractions import Fraction
from typing import Final

from flint import fmpq

from derive.algebra import signs
from derive.algebra.facts_known import Known
from derive.algebra.signs import NONNEGATIVES, POSITIVES, Range
from derive.core.term import PI, Apply, Number, Term, multiply

BELOW_PI: Final = fmpq(3141592653589793, 10**15)
ABOVE_PI: Final = fmpq(3141592653589794, 10**15)
MOST_HALF_TURNS: Final = 4
WHOLE: Final = Range(fmpq(-1), True, fmpq(1), True)


def sine(facts: Known, term: Term) -> Range:
    """Of one sign between neighbouring multiples of pi."""
    return _of_one_sign(facts, term.children[0], Fraction(0))


def cosine(facts: Known, term: Term) -> Range:
    """Of one sign between neighbouring odd multiples of pi/2."""
    return _of_one_sign(facts, term.children[0], Fraction(-1, 2))


def _of_one_sign(facts: Known, angle: Term, first: Fraction) -> Range:
    """Positive on (first, first + 1) times pi, negative on the next such interval, and so on."""
    inside = facts.range(angle)
    if inside.low is None or inside.high is None:
        return WHOLE
    middle = (inside.low + inside.high) / (2 * BELOW_PI)
    turns = int((middle - fmpq(first.numerator, first.denominator)).floor())
    if abs(turns) > MOST_HALF_TURNS:
        return WHOLE
    low, high = first + turns, first + turns + 1
    strict = _is_below(facts, low, angle, inside), _is_above(facts, high, angle, inside)
    if None in strict:
        return WHOLE
    found = POSITIVES if all(strict) else NONNEGATIVES
    return signs.intersection(WHOLE, signs.negated(found) if turns % 2 else found)


def _is_below(facts: Known, multiple: Fraction, angle: Term, inside: Range) -> bool | None:
    """Whether a multiple of pi is below the angle; False if it may be equal to it, None if it is not told."""
    bound = _bound(multiple, upwards=True)
    if inside.low is not None and (inside.low > bound or (inside.low == bound and not inside.low_closed)):
        return True
    return _ordered(facts, _multiple(multiple), angle)


def _is_above(facts: Known, multiple: Fraction, angle: Term, inside: Range) -> bool | None:
    bound = _bound(multiple, upwards=False)
    if inside.high is not None and (inside.high < bound or (inside.high == bound and not inside.high_closed)):
        return True
    return _ordered(facts, angle, _multiple(multiple))


def _ordered(facts: Known, first: Term, second: Term) -> bool | None:
    if facts.proves(Apply("lt", first, second)):
        return True
    return False if facts.proves(Apply("le", first, second)) else None


def _bound(multiple: Fraction, *, upwards: bool) -> fmpq:
    """A rational number beside a multiple of pi."""
    near = ABOVE_PI if upwards is (multiple >= 0) else BELOW_PI
    return fmpq(multiple.numerator, multiple.denominator) * near


def _multiple(multiple: Fraction) -> Term:
    if multiple == 0:
        return Number(0)
    return PI if multiple == 1 else multiply(Number(multiple), PI)
