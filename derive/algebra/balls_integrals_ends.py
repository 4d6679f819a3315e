"""Integrals up to an end that is infinite, or at which the integrand is singular.

With u = exp(s) for the variable of an outlook, the part up to a large u is integrated numerically;
the rest is bounded by the scale of the integrand, or shown to be infinite by it.
"""

from collections.abc import Callable
from typing import Any, Final

import flint
from flint import acb, arb, fmpq

from derive.algebra.balls_integrals_continuation import continuation, integrated
from derive.algebra.balls_integrals_outlook import VARIABLE, End, Outlook, canonical, code_of, value_at
from derive.algebra.balls_integrals_scales import Beyond, Scaled, times
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Compiler, Scope
from derive.core.term import Term, subterms

EXPONENTS: Final = (4, 6, 8, 12, 16, 24, 32, 48)
EXPONENT_AT_A_POINT: Final = 96
SPARE_BITS: Final = 128
MOST_PIECES: Final = 512


def towards(body: Term, end: End, start: arb, scope: Scope) -> arb:
    """The integral of a smooth body from ``u = start`` to the end, possibly plus or minus infinity.

    Raises:
        Indeterminate: it was not found.
    """
    bits = flint.ctx.prec
    flint.ctx.prec = bits + SPARE_BITS
    try:
        if end.term is not None:
            end = End(end.term, code_of(end.term)(scope), end.side)
        exponent, rest = _remainder(body, end, start, scope)
        if exponent is None:
            return rest
        return _up_to(body, end, start, arb(2) ** exponent, scope, bits) + rest
    finally:
        flint.ctx.prec = bits


def _remainder(body: Term, end: End, start: arb, scope: Scope) -> tuple[int | None, arb]:
    """A power of 2 from which on the rest is small, and that rest; or None and infinity."""
    best: tuple[int | None, arb] | None = None
    small = arb(2) ** -flint.ctx.prec
    for exponent in (*EXPONENTS, *(() if end.value is None else (EXPONENT_AT_A_POINT,))):
        beyond = Beyond(arb(2) ** exponent)
        if not beyond.start > start:
            continue
        try:
            scale = scale_of(body, end, beyond, scope)
        except Indeterminate:
            continue
        sign = beyond.diverges(scale)
        if sign:
            return None, arb.pos_inf() if sign > 0 else arb.neg_inf()
        rest = _rest(body, scale, end, beyond, scope)
        if rest is None:
            continue
        best = exponent, rest
        if rest.abs_upper() < small:
            break
    if best is None:
        raise Indeterminate
    return best


def _rest(body: Term, scale: Scaled, end: End, beyond: Beyond, scope: Scope) -> arb | None:
    """A bound of the rest by the scale, or by that of the normal form, in which less may cancel."""
    try:
        return beyond.remainder(scale)
    except Indeterminate:
        pass
    simple = canonical(body)
    if simple is None or simple is body:
        return None
    try:
        return beyond.remainder(scale_of(simple, end, beyond, scope))
    except (Indeterminate, Undefined):
        return None


def scale_of(body: Term, end: End, beyond: Beyond, scope: Scope) -> Scaled:
    """The scale of the integrand in u, with what the change of variables brings."""
    scale = Outlook(end, scope, beyond).of(body)
    return scale if end.value is None else times(scale, Scaled(arb(1), fmpq(-2)))


def _up_to(body: Term, end: End, start: arb, stop: arb, scope: Scope, bits: int) -> arb:
    continued = continuation(Compiler(body), body, VARIABLE)
    if continued is None:
        raise Indeterminate
    size = sum(1 for _ in subterms(body))
    first, last = start.log(), stop.log()
    defined_between(lambda s: value_at(body, _place(end, s), scope), first, last)

    def run(z: Any, analytic: bool) -> Any:
        growing = (z if end.value is None else -z).exp()
        place = end.side * growing if end.value is None else end.value + end.side * growing
        return continued(scope, acb(place), analytic) * growing

    return integrated(run, first, last, bits, size, scope)


def _place(end: End, s: arb) -> arb:
    return end.side * s.exp() if end.value is None else end.value + end.side * (-s).exp()


def defined_between(value: Callable[[arb], Any], first: arb, last: arb) -> None:
    """Evaluate on pieces that cover the interval; what is undefined on a whole piece is undefined."""
    pieces = [(first, last)]
    allowed = MOST_PIECES
    while pieces:
        low, high = pieces.pop()
        allowed -= 1
        try:
            value(low.union(high))
        except Indeterminate:
            if allowed < len(pieces):
                raise
            middle = ((low + high) / 2).mid()
            pieces += [(low, middle), (middle, high)]


def is_defined_between(value: Callable[[arb], Any], first: arb, last: arb) -> bool:
    """Whether there is shown to be a value everywhere."""
    try:
        defined_between(value, first, last)
    except (Undefined, Indeterminate):
        return False
    return True
