"""What a function of one variable looks like: where to look, where it turns, names for places.

Nothing here is trusted; it only says which proofs and counterexamples are worth trying.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import exp, isfinite, log, pi
from typing import Final

from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.core.effort import Effort
from derive.core.term import PI, Apply, Number, Symbol, Term, multiply, negative, power

STEPS: Final = (1e-6, 1e-3, 0.01, 0.1, 0.3, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 20.0, 60.0, 400.0)
PARTS: Final = (1e-6, 1e-3, 0.02, 0.06, 0.12, 0.2, 0.29, 0.38, 0.46, 0.54, 0.62, 0.71, 0.8, 0.88, 0.94, 0.98)
LARGEST_DENOMINATOR: Final = 60
TOLERANCE: Final = 1e-9
BISECTIONS: Final = 40


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends, which are closed terms; None where there is no end."""

    low: Term | None
    high: Term | None
    low_number: float | None
    high_number: float | None

    @property
    def is_compact(self) -> bool:
        """Whether there are two ends."""
        return self.low is not None and self.high is not None


def samples(interval: Interval) -> list[float]:
    """Ascending numbers inside the interval: spread over it, and close to its ends."""
    low, high = interval.low_number, interval.high_number
    if low is not None and high is not None:
        width = high - low
        return [low + width * p for p in PARTS] + [high - width * p for p in (1e-3, 1e-6)]
    if low is not None:
        return [low + s for s in STEPS]
    if high is not None:
        return [high - s for s in reversed(STEPS)]
    return [-s for s in reversed(STEPS)] + [0.0, *STEPS]


def values(term: Term, variable: Symbol, places: Sequence[float], effort: Effort) -> list[float | None]:
    """The values at the places; None where there is none or it is not known to be accurate."""
    return [value(term, variable, place, effort) for place in places]


def value(term: Term, variable: Symbol, place: float, effort: Effort) -> float | None:
    """The value at a place; 0 where the sign is not clear, None where there is none."""
    for precision in (64, 320):
        effort.charge((6 + term.size // 3) * (1 + precision // 256))
        try:
            found = evaluate(term, {variable: arb(place)}, precision)
        except Undefined:
            return None
        except Indeterminate:
            continue
        if not found.contains(0):
            number = float(found.mid())
            return number if isfinite(number) else (1e300 if found > 0 else -1e300)
    return 0.0


def turns(
    term: Term, variable: Symbol, places: Sequence[float], effort: Effort
) -> Iterator[tuple[float, int]]:
    """Where the sign changes between neighbouring places, found by bisection; 1 where it goes upwards."""
    found = [(p, v) for p, v in zip(places, values(term, variable, places, effort), strict=True) if v]
    for (a, first), (b, second) in pairwise(found):
        if (first > 0) != (second > 0):
            yield (
                bisected(lambda x: value(term, variable, x, effort), a, b, first > 0),
                1 if second > 0 else -1,
            )


def bisected(function: Callable[[float], float | None], low: float, high: float, falling: bool) -> float:
    """Where the sign of the function changes between two numbers."""
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        found = function(middle)
        if not found:
            return middle
        if (found > 0) == falling:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def named(place: float, tolerance: float = TOLERANCE) -> Iterator[Term]:
    """Simple closed terms that are close to the place, simplest first."""
    for scale, build in NAMES:
        try:
            inner = scale(place)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        simple = Fraction(inner).limit_denominator(LARGEST_DENOMINATOR)
        if abs(simple) < 10**6 and abs(float(simple) - inner) <= tolerance * max(1.0, abs(inner)):
            found = build(simple)
            if found is not None:
                yield found


def _power_of_e(value: Fraction) -> Term | None:
    return Apply("exp", Number(value)) if value and value.denominator <= 4 and abs(value) <= 8 else None


def _logarithm(value: Fraction) -> Term | None:
    return Apply("log", Number(value)) if value > 0 and value != 1 else None


def _root(value: Fraction) -> Term | None:
    return power(Number(value), Number(Fraction(1, 2))) if value > 0 else None


def _minus_root(value: Fraction) -> Term | None:
    return negative(power(Number(-value), Number(Fraction(1, 2)))) if value < 0 else None


def _times_pi(value: Fraction) -> Term | None:
    return multiply(Number(value), PI) if value and value.denominator <= 12 else None


NAMES: Final[tuple[tuple[Callable[[float], float], Callable[[Fraction], Term | None]], ...]] = (
    (lambda x: x, Number),
    (lambda x: x / pi, _times_pi),
    (lambda x: x * x if x > 0 else 0.0, _root),
    (lambda x: -x * x if x < 0 else 0.0, _minus_root),
    (exp, _logarithm),
    (log, _power_of_e),
)


def rational_near(place: float, low: float | None, high: float | None) -> Fraction:
    """The simplest rational that is close to a place compared with its distance from the ends."""
    room = min(abs(place - e) for e in (low, high, place - 1.0) if e is not None)
    for denominator in (1, 2, 4, 10, 100, 10**4, 10**8):
        found = Fraction(place).limit_denominator(denominator)
        if abs(float(found) - place) < room / 3:
            return found
    return Fraction(place)
