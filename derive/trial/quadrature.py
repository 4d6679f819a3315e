"""Rigorous quadrature: integrals of what is analytic on most of the way."""

from collections.abc import Callable
from typing import Any, Final

from flint import acb, arb, ctx, fmpq

from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.numbers import Analytic, Dual, ball, parts

Sample = Callable[[Any], Any]
Attempts = tuple[tuple[int, arb, int], ...]
# Bits, error and number of calls of each attempt; the second one is for kinks.
ATTEMPTS: Final = ((256, arb(2) ** -220, 2500), (160, arb(2) ** -110, 25_000), (64, arb(2) ** -24, 2500))


def proper(body: Sample, low: Any, high: Any, attempts: Attempts = ATTEMPTS) -> Any:
    """The integral and, of an integrand that changes, its rates of change."""
    middle = body((low + high) * fmpq(1, 2))
    if isinstance(middle, Dual):
        tag = middle.tag
        return Dual(
            tag,
            proper(lambda z: parts(body(z), tag)[0], low, high, attempts),
            proper(lambda z: parts(body(z), tag)[1], low, high, attempts),
        )
    return quadrature(body, low, high, attempts)


def quadrature(body: Sample, low: Any, high: Any, attempts: Attempts = ATTEMPTS) -> Any:
    """The integral of a body that is analytic enough; within another one also between complex numbers."""
    within, between = Analytic.on, any(type(ball(b)) is acb for b in (low, high))

    def integrand(z: Any, analytic: bool) -> Any:
        Analytic.on = bool(analytic) or within
        try:
            return acb(ball(body(z)))
        except (UndefinedError, UnknownError, ValueError, TypeError, OverflowError, ZeroDivisionError):
            return acb("nan")
        finally:
            Analytic.on = within

    for bits, allowed, most in attempts:
        found = _integrated(integrand, acb(ball(low)), acb(ball(high)), bits, allowed, most)
        if between and found.is_finite():
            return found
        if (
            found.is_finite()
            and found.imag.contains(0)
            and found.real.rad() < arb(2) ** -20 * (abs(found.real.mid()) + 1)
        ):
            return found.real
    raise UnknownError


def _integrated(
    integrand: Callable[..., Any], low: Any, high: Any, bits: int, allowed: Any, most: int
) -> Any:
    before, ctx.prec = ctx.prec, bits
    try:
        return acb.integral(integrand, low, high, rel_tol=allowed, abs_tol=allowed, eval_limit=most)
    finally:
        ctx.prec = before
