"""Integrals by rigorous quadrature, and limit processes followed numerically as far as they settle."""

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from flint import acb, arb, ctx, fmpq

from derive.core.term import INFINITY, Binder, Number
from derive.trial.numbers import (
    ZERO,
    Analytic,
    Dual,
    UndefinedError,
    UnknownError,
    ball,
    base,
    parts,
    plus,
    times,
)

if TYPE_CHECKING:
    from derive.trial.evaluate import Env, Evaluation

INTEGRAL_BITS: Final = 256
ROUGH_BITS: Final = 64
MOST_CALLS: Final = 2500
FIRST, LAST = 2, 10
FINE: Final = arb(2) ** -200
COARSE: Final = arb(2) ** -10
LAST_SUM: Final = 9
Sample = Callable[[Any], Any]


def is_endless(term: Binder) -> bool:
    """Whether a sum or product goes on to infinity."""
    return term.parameters[1] is INFINITY


def followed(e: "Evaluation", at: Callable[[int], Any], last: int = LAST) -> Any:
    """Where the values at 2, 3 .. seem to go: a ball around it, or plus or minus infinity."""
    if not e.may_follow:
        raise UnknownError
    e.numeric = True
    seen: list[Any] = []
    for step in range(FIRST, last + 1):
        try:
            value = ball(base(at(step)))
        except UnknownError:
            break
        if not value.is_finite() or value.rad() > abs(value.mid()) * arb(2) ** -16 + arb(2) ** -30:
            break
        seen.append(value.mid())
    return _settled(seen)


def _settled(seen: list[Any]) -> Any:
    if len(seen) < 4:
        raise UnknownError
    steps = [abs(b - a) for a, b in pairwise(seen)]
    if steps[-1] <= arb(2) ** -30 or steps[-1] < steps[-2] * arb("0.95") < steps[-3]:
        return seen[-1] + arb(0, (steps[-1] * 4 + arb(2) ** -30).mid())
    if abs(seen[-1]) > 1000 and abs(seen[-1]) > abs(seen[-2]) > abs(seen[-3]):
        return arb.pos_inf() if seen[-1] > 0 else arb.neg_inf()
    raise UnknownError


def limit(e: "Evaluation", term: Binder, env: "Env") -> Any:
    """The limit of the body, followed from the sides it may come from."""
    point, direction = term.parameters
    target = base(e.value(point, env))
    way = int(direction.value) if isinstance(direction, Number) else 0

    def from_side(sign: int) -> Any:
        def at(step: int) -> Any:
            return e.value(term.body, {**env, term.variable: _near(target, sign, step)})

        return followed(e, at)

    if not ball(target).is_finite():
        return from_side(1 if target > 0 else -1)
    found = []
    for sign in (way,) if way else (1, -1):
        try:
            found.append(from_side(sign))
        except UndefinedError:
            continue
    if not found or not (found[0].overlaps(found[-1]) or found[0] == found[-1]):
        raise UndefinedError
    return found[0]


def _near(target: Any, sign: int, step: int) -> Any:
    if not ball(target).is_finite():
        return fmpq(sign) * fmpq(2) ** (2**step)
    return plus(target, fmpq(sign) * fmpq(1, 2 ** (6 * step)))


def endless(
    e: "Evaluation", term: Binder, env: "Env", operation: Callable[[Any, Any], Any], empty: fmpq
) -> Any:
    """An infinite sum or product, followed term by term."""
    first = e.whole(term.parameters[0], env)
    partial: list[Any] = [empty]

    def at(step: int) -> Any:
        while len(partial) <= 2**step:
            value = e.value(term.body, {**env, term.variable: fmpq(first + len(partial) - 1)})
            partial.append(base(operation(partial[-1], ball(base(value)))))
        return partial[2**step]

    return followed(e, at, LAST_SUM)


def integral(e: "Evaluation", term: Binder, env: "Env") -> Any:
    """An integral between finite bounds, with its rates of change; else followed towards the bounds."""
    low, high = (e.value(p, env) for p in term.parameters)

    def body(z: Any) -> Any:
        return e.value(term.body, {**env, term.variable: z})

    total = _over(e, body, base(low), base(high))
    for bound, sign in ((high, 1), (low, -1)):
        if isinstance(bound, Dual):
            change = times(fmpq(sign), times(base(body(bound.value)), bound.slope))
            total = plus(total, Dual(bound.tag, ZERO, change))
    return total


def _over(e: "Evaluation", body: Sample, low: Any, high: Any) -> Any:
    rough = None
    if all(ball(b).is_finite() for b in (low, high)):
        with suppress(UnknownError):
            rough = _proper(body, low, high)
        if rough is not None and (isinstance(rough, Dual) or not e.may_follow or rough.rad() < FINE):
            return rough
        if rough is not None and rough.rad() < COARSE:
            e.numeric = True
            return rough
    return followed(e, lambda step: _proper(body, *_inside(low, high, step)), LAST - 3)


def _inside(low: Any, high: Any, step: int) -> tuple[Any, Any]:
    """Bounds a little inside of the given ones."""
    if not ball(low).is_finite():
        other = -fmpq(2**step) if not ball(high).is_finite() else high - fmpq(2**step)
        return other, _inside(ZERO, high, step)[1]
    if not ball(high).is_finite():
        return low + fmpq(1, 2 ** (4 * step)), low + fmpq(2**step)
    width = (high - low) * fmpq(1, 2 ** (4 * step))
    return low + width, high - width


def _proper(body: Sample, low: Any, high: Any) -> Any:
    """The integral and, of an integrand that changes, its rates of change."""
    middle = body((low + high) * fmpq(1, 2))
    if isinstance(middle, Dual):
        tag = middle.tag
        return Dual(
            tag,
            _proper(lambda z: parts(body(z), tag)[0], low, high),
            _proper(lambda z: parts(body(z), tag)[1], low, high),
        )
    return _quadrature(body, low, high)


def _quadrature(body: Sample, low: Any, high: Any) -> Any:
    def integrand(z: Any, analytic: bool) -> Any:
        Analytic.on = bool(analytic)
        try:
            return acb(ball(body(z)))
        except (UndefinedError, UnknownError, ValueError, TypeError, OverflowError, ZeroDivisionError):
            return acb("nan")
        finally:
            Analytic.on = False

    for bits, allowed in ((INTEGRAL_BITS, arb(2) ** -220), (ROUGH_BITS, arb(2) ** -24)):
        found = _integrated(integrand, acb(ball(low)), acb(ball(high)), bits, allowed)
        if found.is_finite() and found.imag.contains(0) and found.real.rad() < abs(found.real.mid()) / 8 + 1:
            return found.real
    raise UnknownError


def _integrated(integrand: Callable[..., Any], low: Any, high: Any, bits: int, allowed: Any) -> Any:
    before, ctx.prec = ctx.prec, bits
    try:
        return acb.integral(integrand, low, high, rel_tol=allowed, abs_tol=allowed, eval_limit=MOST_CALLS)
    finally:
        ctx.prec = before
