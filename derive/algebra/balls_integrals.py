"""Definite integrals, enclosed by analytic continuation of the integrand around the interval.

First the integrand is shown to have a value everywhere on the closed interval, by
evaluating it on pieces that cover it; so it is bounded there. Then flint integrates,
with an integrand that gives nan where it cannot be shown to be analytic. Where that
fails, or an end is infinite, the interval is cut where the integrand has kinks or
poles, and the ends at which it is unbounded are looked at by its growth.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import flint
from flint import arb, fmpq

from derive.algebra.balls_integrals_continuation import continuation, integrated
from derive.algebra.balls_integrals_ends import defined_between, is_defined_between, towards
from derive.algebra.balls_integrals_nested import nested
from derive.algebra.balls_integrals_outlook import VARIABLE, End, Outlook, code_of, value_at
from derive.algebra.balls_integrals_pieces import Cut, critical, cuts, elementary, smooth
from derive.algebra.balls_integrals_scales import Beyond
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Code, Compiler, Scope
from derive.algebra.iterated import separated
from derive.core.term import INFINITY, Binder, Term, negative, subterms

_INFINITE: Final = {INFINITY: 1, negative(INFINITY): -1}
COST_OF_CUTTING: Final = 100
_WINDOWS: Final = (4, 16, 64, 1024)


def integral(compiler: Compiler, binder: Binder) -> Code:
    """The code of a definite integral that must be finite."""
    code = extended(compiler, binder)

    def run(scope: Scope) -> Any:
        value = code(scope)
        if type(value) is arb and not value.is_finite():
            raise Undefined
        return value

    return run


def extended(compiler: Compiler, binder: Binder) -> Code:
    """The code of a definite integral that may be infinite."""
    if not binder.symbols:
        return lambda _: _closed(binder, flint.ctx.prec)
    return _code(compiler, binder)


def _closed(binder: Binder, precision: int) -> Any:
    """The value of an integral without free symbols, worked out once."""
    value, error = _once(binder, precision)
    if error is not None:
        raise error
    return value


@lru_cache(maxsize=1 << 9)
def _once(binder: Binder, precision: int) -> tuple[Any, type[Exception] | None]:
    before, flint.ctx.prec = flint.ctx.prec, precision
    try:
        return _code(Compiler(binder), binder)(Scope({})), None
    except (Undefined, Indeterminate) as error:
        return None, type(error)
    finally:
        flint.ctx.prec = before


def _code(compiler: Compiler, binder: Binder) -> Code:
    product = separated(binder)
    if product is not None:
        return compiler.value(product)
    quick = None if _is_improper(binder) else _quick(compiler, binder)
    body = elementary(binder.open(VARIABLE))
    in_steps = nested(compiler, binder)

    def run(scope: Scope) -> Any:
        try:
            if quick is not None:
                return quick(scope)
        except (Indeterminate, Undefined):
            pass
        if in_steps is not None:
            return in_steps(scope)
        return _enclosed(body, binder.parameters, scope)

    return run


def _is_improper(binder: Binder) -> bool:
    return any(p in _INFINITE for p in binder.parameters)


def _quick(compiler: Compiler, binder: Binder) -> Code | None:
    """The code where nothing has to be cut: an analytic integrand that is defined on the whole interval."""
    if critical(binder.open(VARIABLE)):
        return None
    continued = continuation(compiler, binder.body, binder.variable)
    if continued is None:
        return None
    low, high = (compiler.value(p) for p in binder.parameters)
    body, size = compiler.value(binder.body), sum(1 for _ in subterms(binder.body))

    def run(scope: Scope) -> Any:
        first, last = low(scope), high(scope)

        def at(piece: arb) -> Any:
            inner = scope.inside()
            inner[binder.variable] = piece
            value = body(inner)
            if not (type(value) is fmpq or (type(value) is arb and value.is_finite())):
                raise Indeterminate

        defined_between(at, arb(first), arb(last))
        if first == last:
            return fmpq(0)
        bits = flint.ctx.prec
        return integrated(lambda z, analytic: continued(scope, z, analytic), first, last, bits, size, scope)

    return run


def _enclosed(body: Term, parameters: tuple[Term, ...], scope: Scope) -> Any:
    """The integral with its interval cut; turned round where the bounds are."""
    scope.charge(COST_OF_CUTTING * sum(1 for _ in subterms(body)))
    low, high = ends_of(parameters, scope)
    order = order_of(low, high)
    if order == 0:
        return fmpq(0)
    return _between(body, low, high, scope) if order > 0 else -_between(body, high, low, scope)


def ends_of(parameters: tuple[Term, ...], scope: Scope) -> list[End]:
    """The bounds of an integral as ends."""
    return [
        End(None, None, _INFINITE[p]) if p in _INFINITE else End(p, code_of(p)(scope), 0) for p in parameters
    ]


def order_of(low: End, high: End) -> int:
    """1, 0 or -1 as the bounds ascend, are equal, or descend.

    Raises:
        Indeterminate: the balls do not tell.
    """
    if low.value is None or high.value is None:
        if low.value is None and high.value is None:
            return (high.side > low.side) - (high.side < low.side)
        return high.side if high.value is None else -low.side
    if low.value == high.value:
        return 0
    if low.value < high.value:
        return 1
    if high.value < low.value:
        return -1
    raise Indeterminate


def _between(body: Term, low: End, high: End, scope: Scope) -> Any:
    window = window_of(body, low, high, scope)
    found = cuts(body, (low, high), window, scope)
    marks = _marks(low, high, window, found)
    parts = [_within(body, c, scope) for c in marks if c.term is None and c.low is not c.high]
    for left, right in pairwise(marks):
        parts += _piece(body, left, right, scope)
    for end, place in ((low, window[0]), (high, window[1])):
        if end.value is None:
            branch = smooth(body, place + end.side, scope)
            parts.append(towards(branch, end, abs(place), scope))
    return _summed(parts)


def _summed(parts: list[Any]) -> Any:
    infinite = [p for p in parts if not p.is_finite()]
    if not infinite:
        return sum(parts, arb(0))
    if all(p > 0 for p in infinite) or all(p < 0 for p in infinite):
        return infinite[0]
    raise Undefined


def window_of(body: Term, low: End, high: End, scope: Scope) -> tuple[arb, arb]:
    """A finite interval with all kinks and poles in it.

    Raises:
        Indeterminate: none was found.
    """
    if low.value is not None and high.value is not None:
        return arb(low.value), arb(high.value)
    for size in _WINDOWS:
        reach = [_reach(e, size) for e in (low, high)]
        if reach[0] < reach[1] and all(
            e.value is not None or _is_clear(body, e, abs(r), scope)
            for e, r in zip((low, high), reach, strict=True)
        ):
            return reach[0], reach[1]
    raise Indeterminate


def _reach(end: End, size: int) -> arb:
    return arb(size * end.side) if end.value is None else arb(end.value)


def _is_clear(body: Term, end: End, start: arb, scope: Scope) -> bool:
    """Whether no critical part vanishes beyond a place."""
    view = Outlook(end, scope, Beyond(start))
    try:
        return all(view.of(part).sign for part, _ in critical(body))
    except (Indeterminate, Undefined):
        return False


def _marks(low: End, high: End, window: tuple[arb, arb], found: list[Cut]) -> list[Cut]:
    """The cuts, with the ends of the window before and after them."""
    marks = list(found)
    for end, place, at in ((low, window[0], 0), (high, window[1], -1)):
        value = place if end.value is None else end.value
        if not marks or not arb(marks[at].low).union(arb(marks[at].high)).overlaps(arb(value)):
            marks.insert(0 if at == 0 else len(marks), Cut(value, value, end.term))
    return marks


def _within(body: Term, cut: Cut, scope: Scope) -> arb:
    """The integral over a small interval in which there is a kink."""
    around = arb(cut.low).union(arb(cut.high))
    return arb(value_at(body, around, scope)) * (arb(cut.high) - arb(cut.low))


def _piece(body: Term, left: Cut, right: Cut, scope: Scope) -> list[arb]:
    """The integral between two cuts, towards which the integrand may be singular."""
    first, last = arb(left.high), arb(right.low)
    middle = ((first + last) / 2).mid()
    branch = smooth(body, middle, scope)
    _require_defined(branch, middle.union((first + 3 * last) / 4), scope)
    parts = []
    for cut, side in ((left, 1), (right, -1)):
        place = first if side == 1 else last
        if not _is_singular(branch, cut, scope):
            continue
        if cut.term is None:
            raise Indeterminate
        reach = abs(middle - place).lower() / 2
        start = (1 / reach).upper() if reach < 0.25 else arb(4)
        value = cut.high if side == 1 else cut.low
        parts.append(towards(branch, End(cut.term, value, side), start, scope))
        if side == 1:
            first = arb(value) + 1 / start
        else:
            last = arb(value) - 1 / start
    parts.append(_regular(branch, first, last, scope))
    return parts


def _require_defined(branch: Term, places: arb, scope: Scope) -> None:
    """Make sure that the integrand is not undefined on a whole interval.

    Raises:
        Undefined: it is.
    """
    try:
        value_at(branch, places, scope)
    except Indeterminate:
        return


def _is_singular(branch: Term, cut: Cut, scope: Scope) -> bool:
    """Whether the integrand is not shown to be bounded at a cut, or has a branch point there."""
    if cut.singular:
        return True
    return not is_defined_between(lambda p: value_at(branch, p, scope), arb(cut.low), arb(cut.high))


def _regular(branch: Term, first: arb, last: arb, scope: Scope) -> arb:
    continued: Callable[..., Any] | None = continuation(Compiler(branch), branch, VARIABLE)
    if continued is None:
        raise Indeterminate
    size = sum(1 for _ in subterms(branch))
    defined_between(lambda p: value_at(branch, p, scope), first, last)
    bits = flint.ctx.prec
    return integrated(lambda z, analytic: continued(scope, z, analytic), first, last, bits, size, scope)
