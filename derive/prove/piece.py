"""A function of one variable on an interval, as seen in numbers: which way it goes and where it turns."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flint import fmpq

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.facts_hypotheses import stated
from derive.core.effort import Effort
from derive.core.term import Apply, Number, Symbol, Term
from derive.core.verdict import Sequent
from derive.prove.calculus.constant import is_bound_of
from derive.prove.calculus.growth import holds_between
from derive.prove.indefinite import derivative
from derive.prove.landscape import Interval, rational_near, samples, turns, values
from derive.prove.tables import Tables

MOST_PARTS: Final = 40
MOST_HALVINGS: Final = 9


@dataclass(frozen=True, slots=True)
class Piece:
    """A goal ``0 R f(x)`` with the interval of x, its bounds, the slope of f, and what was seen."""

    sequent: Sequent
    variable: Symbol
    interval: Interval
    low_bounds: tuple[Term, ...]
    high_bounds: tuple[Term, ...]
    slope: Term
    places: tuple[float, ...]
    seen: tuple[float | None, ...]

    @property
    def function(self) -> Term:
        """The function that is to be positive."""
        return self.sequent.goal.children[1]

    @property
    def bounds(self) -> tuple[Term, ...]:
        """The bounds of the variable."""
        return (*self.low_bounds, *self.high_bounds)

    @property
    def rises(self) -> bool:
        """Whether the function is larger at the upper end of what was seen."""
        numbers = [v for v in self.seen if v is not None]
        return numbers[-1] > numbers[0] or (
            numbers[-1] == numbers[0] and numbers[-1] >= numbers[len(numbers) // 2]
        )

    def looks_true(self) -> bool:
        """Whether the function was defined and not negative wherever it was looked at."""
        return all(v is not None and v >= 0 for v in self.seen)

    def is_negative(self, factor: Term, effort: Effort) -> bool:
        """Whether a factor is negative in the middle of what was seen."""
        middle = self.places[len(self.places) // 2]
        return any(v < 0 for v in values(factor, self.variable, (middle,), effort) if v is not None)

    @property
    def middle(self) -> Fraction:
        """A simple number inside the interval, not far from an end."""
        low, high = self.interval.low_number, self.interval.high_number
        if low is not None and high is not None:
            return rational_near((low + high) / 2, low, high)
        if low is not None:
            return rational_near(low + 1, low, None)
        return rational_near(high - 1, None, high) if high is not None else Fraction(0)

    def turning(self, effort: Effort) -> list[tuple[float, int]]:
        """Where the slope changes its sign."""
        return list(turns(self.slope, self.variable, self.places, effort))

    def has_inside(self, place: Term) -> bool:
        """Whether a place lies between the ends."""
        number = number_of(place)
        low, high = self.interval.low_number, self.interval.high_number
        return number is not None and (low is None or low < number) and (high is None or number < high)

    def parts(self, tables: Tables) -> list[Fraction] | None:
        """Ascending numbers between which balls show the goal; None if they are not shown so."""
        around = tables.facts(self.sequent.hypotheses).range(self.variable)
        if around.low is None or around.high is None:
            return None
        low, high = (Fraction(int(e.p), int(e.q)) for e in (around.low, around.high))
        smallest = min((abs(v) for v in self.seen if v is not None), default=0.0)
        if smallest < 1e-5 * max(abs(v) for v in self.seen if v is not None):
            return None
        found = [low]
        waiting = [(low, high)]
        while waiting:
            a, b = waiting.pop()
            if holds_between(self.sequent.goal, self.variable, fraction(a), fraction(b), tables):
                found.append(b)
            elif len(found) + len(waiting) > MOST_PARTS or (b - a) * 4096 < high - low:
                return None
            else:
                waiting += [((a + b) / 2, b), (a, (a + b) / 2)]
        return found

    def bracket(self, place: float, tables: Tables) -> list[Fraction]:
        """Two rational numbers around a place, close enough for balls to show the goal between them."""
        low, high = self.interval.low_number, self.interval.high_number
        room = min(abs(place - e) for e in (low, high, place - 1.0) if e is not None) / 2
        for _ in range(MOST_HALVINGS):
            a = rational_near(place - room, low, place)
            b = rational_near(place + room, place, high)
            if a < b and holds_between(self.sequent.goal, self.variable, fraction(a), fraction(b), tables):
                return [a, b]
            room /= 2
        return []


def piece_of(sequent: Sequent, variable: Symbol, tables: Tables) -> Piece | None:
    """What is seen of ``0 R f(x)``; None where f has no derivative."""
    function = sequent.goal.children[1]
    try:
        slope = resolve(derivative(function, variable))
    except DerivativeError:
        return None
    interval, low, high = interval_of(sequent.hypotheses, variable, tables)
    places = samples(interval)
    seen = values(function, variable, places, tables.effort)
    return Piece(sequent, variable, interval, low, high, slope, tuple(places), tuple(seen))


def interval_of(
    hypotheses: tuple[Term, ...], variable: Symbol, tables: Tables
) -> tuple[Interval, tuple[Term, ...], tuple[Term, ...]]:
    """The interval in which hypotheses leave the variable, and the bounds that say so."""
    lows: list[tuple[float, bool, Term, Term]] = []
    highs: list[tuple[float, bool, Term, Term]] = []
    for bound in _bounds(hypotheses, variable, tables):
        left, right = bound.children
        below = right is variable
        end = left if below else right
        number = number_of(end)
        if number is not None:
            (lows if below else highs).append((number, bound.head == "lt", bound, end))
    low = max(lows, key=lambda e: e[:2], default=None)
    high = min(highs, key=lambda e: (e[0], not e[1]), default=None)
    ends = Interval(low and low[3], high and high[3], low and low[0], high and high[0])
    return ends, (low[2],) if low else (), (high[2],) if high else ()


def _bounds(hypotheses: tuple[Term, ...], variable: Symbol, tables: Tables) -> list[Apply]:
    found = [r for h in hypotheses if variable in h.symbols for r in stated(h)]
    bounds = [
        r for r in found if isinstance(r, Apply) and r.head in {"lt", "le"} and is_bound_of(variable, r)
    ]
    around = tables.facts(hypotheses).range(variable)
    if around.low is not None:
        low = Number(Fraction(int(around.low.p), int(around.low.q)))
        bounds.append(Apply("le" if around.low_closed else "lt", low, variable))
    if around.high is not None:
        high = Number(Fraction(int(around.high.p), int(around.high.q)))
        bounds.append(Apply("le" if around.high_closed else "lt", variable, high))
    return bounds


def number_of(term: Term) -> float | None:
    """The value of a closed term."""
    if isinstance(term, Number):
        return float(term.value)
    if term.symbols:
        return None
    try:
        return float(evaluate(term, {}).mid())
    except (Undefined, Indeterminate):
        return None


def fraction(value: Fraction) -> fmpq:
    """The number for flint."""
    return fmpq(value.numerator, value.denominator)
