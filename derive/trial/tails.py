"""What lies beyond a far number of an integral or a sum, by the expansion of what is integrated or summed up.

Powers ``t^p (log t)^q`` are integrated in closed form and summed by derivatives of Hurwitz's zeta function
(DLMF 25.11.1); what falls faster than every power must be as good as gone. The rest of an expansion
is taken to be at most some multiple of its first power, so the balls returned are
reliable, not proved.
"""

from collections.abc import Callable, Iterator
from math import factorial
from typing import Any, Final

from flint import acb, acb_series, arb, fmpq

from derive.trial.errors import UnknownError
from derive.trial.germs import Germ, Powers, lifted, order_of

NEGLIGIBLE: Final = arb(2) ** -220
GONE: Final = arb(2) ** -150
SPARE: Final = arb(2) ** 16
MOST_LOGARITHMS: Final = 6


def _powers(germ: Germ, t: Powers) -> Iterator[tuple[Any, int, Any]]:
    """The exponents of t and of its logarithm in each term, with the coefficient.

    Raises:
        UnknownError: there are other functions in a term that counts.
    """
    variable = t[0][0]
    below = variable.logarithm.terms[0][0][0][0] if variable.logarithm is not None else None
    for m, c in germ.terms:
        found = dict(m)
        if order_of(m, ((variable, fmpq(-60)),)) < 0:
            continue
        power, logs = found.pop(variable, fmpq(0)), found.pop(below, fmpq(0)) if below else fmpq(0)
        if found or type(logs) is not fmpq or logs.q != 1 or not 0 <= logs <= MOST_LOGARITHMS:
            raise UnknownError
        yield power, int(logs.p), c


def _beyond(value: Any, t: Germ, far: Any, last: Any, one: Callable[[Any, int], Any]) -> Any:
    germ, powers = lifted(value), t.terms[0][0]
    if germ.rest is not None and order_of(germ.rest, ((powers[0][0], fmpq(-2)),)) > 0:
        raise UnknownError
    total, largest = arb(0), arb(1)
    for power, logs, c in _powers(germ, powers):
        if not arb(power) < -1:
            return arb.pos_inf() if arb(c) > 0 else arb.neg_inf()
        total += arb(c) * one(power, logs)
        largest = largest.max(abs(arb(c)))
    if not germ.terms or order_of(germ.terms[0][0], ((powers[0][0], fmpq(-60)),)) < 0:
        if abs(arb(last)) > NEGLIGIBLE:
            raise UnknownError
        return total + arb(0, 1) * GONE
    if germ.rest is None:
        return total
    exponent = dict(germ.rest).get(powers[0][0], fmpq(0))
    size = arb(far) ** (arb(exponent) + 1) * largest * SPARE
    return total + arb(0, 1) * size.abs_upper()


def integral_beyond(value: Any, t: Germ, far: Any, last: Any) -> Any:
    """The integral of a germ from a far number to infinity, where it has the value ``last``; or infinite.

    Raises:
        UnknownError: it cannot be told.
    """

    def one(power: Any, logs: int) -> Any:
        p, at = arb(power) + 1, arb(far)
        whole = at**p / p
        found = -whole * at.log() ** logs
        return found - (one(power, logs - 1) * logs / p if logs else 0)

    return _beyond(value, t, far, last, one)


def sum_beyond(value: Any, t: Germ, first: int, last: Any) -> Any:
    """The sum of a germ over the integers from one on, where it has the value ``last``; or infinite.

    Raises:
        UnknownError: it cannot be told.
    """

    def one(power: Any, logs: int) -> Any:
        found = acb_series([acb(-arb(power)), 1], prec=logs + 1).zeta(acb(first))
        return found[logs].real * factorial(logs) * (-1) ** logs

    return _beyond(value, t, first, last, one)
