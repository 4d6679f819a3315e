"""Relations of one variable between two numbers, shown by balls."""

from fractions import Fraction
from typing import Final

from flint import arb, fmpq

from derive.core.term import Apply, Symbol, subtract
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.evaluate import Evaluation
from derive.trial.numbers import Dual, base, parts

_TAG: Final = 1_000_000


def holds_between(goal: Apply, variable: Symbol, low: Fraction, high: Fraction, times: int) -> bool:
    """Whether the relation holds between two numbers, taken in pieces if need be."""
    if _is_shown(goal, variable, low, high):
        return True
    middle = (low + high) / 2
    halves = ((low, middle), (middle, high))
    return times > 0 and all(holds_between(goal, variable, *h, times - 1) for h in halves)


def _is_shown(goal: Apply, variable: Symbol, low: Fraction, high: Fraction) -> bool:
    """Whether balls around the sides, or around their difference by its slope, show the relation."""
    ends = [fmpq(c.numerator, c.denominator) for c in (low, high)]
    around, middle = arb(ends[0]).union(arb(ends[1])), (ends[0] + ends[1]) / 2
    if Evaluation({variable: around}).truth(goal) is True:
        return True
    gap = subtract(*reversed(goal.children))
    try:
        moving = Evaluation({variable: Dual(_TAG, around, fmpq(1))}).of(gap)
        centre = Evaluation({variable: middle}).of(gap)
    except (UndefinedError, UnknownError):
        return False
    value = centre + arb(1) * base(parts(moving, _TAG)[1]) * (around - arb(middle))
    return bool({"lt": value > 0, "le": value >= 0, "ne": value != 0}[goal.head])
