"""Integrals by rigorous quadrature, and limit processes followed numerically as far as they settle."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from flint import acb, arb, ctx, fmpq

from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Binder, Number, heads_in
from derive.trial.errors import SwingingError, UndefinedError, UnknownError
from derive.trial.germs import Germ, lifted, limit_of, moving
from derive.trial.numbers import ZERO, Dual, ball, base, minus, plus, times
from derive.trial.poles import places_of_turns
from derive.trial.quadrature import ATTEMPTS, Attempts, proper, quadrature
from derive.trial.tails import NEGLIGIBLE, integral_beyond, sum_beyond

if TYPE_CHECKING:
    from derive.trial.evaluate import Env, Evaluation

FIRST, LAST = 2, 10
FINE: Final = arb(2) ** -100
FINER: Final = arb(2) ** -200
SUMMED: Final = 600
MOST_SUMMED: Final = 6000
WANING: Final = arb("0.999")
PIECES: Final = 12
PARTS: Final = 12
LAST_SUM: Final = 9
WIDE: Final = 6
BENT: Final = frozenset(
    ("abs", "sign", "max", "min", "floor", "ceil", "round", "cases", "indicator", "maximum")
) | {*("minimum", "heaviside", "norm", "mod")}
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
    radius = arb(0)
    for step in range(FIRST, last + 1):
        try:
            value = ball(base(at(step)))
        except UnknownError:
            break
        if isinstance(value, Germ):
            raise UnknownError
        if not value.is_finite() or value.rad() > abs(value.mid()) * arb(2) ** -16 + arb(2) ** -30:
            break
        seen.append(value.mid())
        radius = radius.max(arb(value.rad()))
    return _settled(seen) + arb(0, 1) * radius


def _settled(seen: list[Any]) -> Any:
    if len(seen) < 4:
        raise UnknownError
    steps = [abs(b - a) for a, b in pairwise(seen)]
    swinging = len(seen) > WIDE and max(steps[-4:]) > max(steps[:4]) / 2 and seen != sorted(seen)
    if swinging and max(steps[-4:]) > arb(2) ** -20:
        raise SwingingError
    if steps[-1] <= arb(2) ** -30 or steps[-1] < steps[-2] * arb("0.95") < steps[-3]:
        return seen[-1] + arb(0, (steps[-1] * 4 + arb(2) ** -30).mid())
    if abs(seen[-1]) > 1000 and abs(seen[-1]) > abs(seen[-2]) > abs(seen[-3]):
        return arb.pos_inf() if seen[-1] > 0 else arb.neg_inf()
    raise UnknownError


def limit(e: "Evaluation", term: Binder, env: "Env") -> Any:
    """The limit of the body, followed from the sides it may come from."""
    point, direction = term.parameters
    if e.is_complex:
        raise UnknownError
    if (endless_sum := _unending(term)) is not None:
        return e.value(endless_sum, env)
    target = base(e.value(point, env))
    way = int(direction.value) if isinstance(direction, Number) else 0
    whole = term.variable.sort == INTEGER

    def from_side(sign: int) -> Any:
        try:
            return _by_terms(e, term, env, target, sign)
        except UnknownError:
            return followed(
                e,
                lambda step: e.value(
                    term.body, {**env, term.variable: _near(target, sign, step, whole=whole)}
                ),
            )

    if not ball(target).is_finite():
        return from_side(1 if target > 0 else -1)
    found = []
    for sign in (way,) if way else (1, -1):
        try:
            found.append(from_side(sign))
        except SwingingError:
            raise
        except UndefinedError:
            continue
    first, last = (ball(v) for v in (found[0], found[-1])) if found else (None, None)
    if first is None or not (first.overlaps(last) or first == last):
        raise UndefinedError
    return found[0]


def _unending(term: Binder) -> Binder | None:
    """The infinite sum or product in the limit of its parts; None for other limits."""
    body = term.body
    if (
        term.parameters[0] is not INFINITY
        or not isinstance(body, Binder)
        or body.kind not in {"sum", "product"}
    ):
        return None
    start, end = body.parameters
    if end is not term.variable or term.variable in start.symbols | body.body.symbols:
        return None
    return Binder(body.kind, body.variable, body.body, start, INFINITY)


def _by_terms(e: "Evaluation", term: Binder, env: "Env", target: Any, sign: int) -> Any:
    """The limit from one side, by the largest terms of the body."""
    if any(isinstance(v, Germ) for v in env.values()):
        raise UnknownError
    t = moving()
    x = t * fmpq(sign) if not ball(target).is_finite() else fmpq(sign) / t + target
    found = limit_of(e.value(term.body, {**env, term.variable: x}))
    e.near = True
    return found


def _near(target: Any, sign: int, step: int, *, whole: bool = False) -> Any:
    if not ball(target).is_finite():
        return fmpq(sign) * fmpq(2) ** (2**step) + (step if whole else 0)
    return plus(target, fmpq(sign) * fmpq(1, 2 ** (6 * step)))


def endless(
    e: "Evaluation", term: Binder, env: "Env", operation: Callable[[Any, Any], Any], empty: fmpq
) -> Any:
    """An infinite sum by its first terms and the expansion of the others; else followed term by term."""
    if not e.may_follow or e.is_complex:
        raise UnknownError
    first = e.whole(term.parameters[0], env)
    rough = {s: _rough(v) for s, v in env.items()}

    def at(k: Any) -> Any:
        return e.value(term.body, {**rough, term.variable: k})

    if empty == 0:
        with suppress(UnknownError):
            return _summed(e, at, first)
    partial: list[Any] = [empty]

    def upto(step: int) -> Any:
        while len(partial) <= 2**step:
            value = ball(base(at(fmpq(first + len(partial) - 1))))
            partial.append(base(operation(partial[-1], value)))
        return partial[2**step]

    return followed(e, upto, LAST_SUM)


def _rough(value: Any) -> Any:
    """A long number as a ball, which is faster to calculate with."""
    return arb(value) if type(value) is fmpq and value.q != 1 else value


def _summed(e: "Evaluation", at: Sample, first: int) -> Any:
    """A sum to infinity; by pairs of terms if their signs alternate."""
    t = moving()
    by = 1 if _is_expanded(at, t) else 2
    if by == 2 and abs(ball(base(at(fmpq(2**16))))) > abs(ball(base(at(fmpq(2**6))))) / 2:
        raise SwingingError
    general = reduce(plus, (at(t * by + k) for k in range(by)))
    total, last, beyond = ZERO, first, arb(1)
    while last < first + SUMMED * by or (
        last - first < MOST_SUMMED and NEGLIGIBLE < abs(beyond) < WANING**last
    ):
        values = [ball(base(at(fmpq(k)))) for k in range(last, last + by + last % by)]
        total, last, beyond = reduce(plus, values, total), last + len(values), reduce(plus, values)
    e.rough = e.near = True
    return plus(total, sum_beyond(general, t, last // by, beyond))


def _is_expanded(at: Sample, t: Germ) -> bool:
    """Whether the general term has an expansion."""
    try:
        found = at(t)
    except UnknownError:
        return False
    return not isinstance(found, Germ) or bool(found.terms)


def integral(e: "Evaluation", term: Binder, env: "Env") -> Any:
    """An integral between finite bounds, with its rates of change; else followed towards the bounds."""
    low, high = (e.value(p, env) for p in term.parameters)
    if e.is_complex:
        raise UnknownError

    def body(z: Any) -> Any:
        return e.value(term.body, {**env, term.variable: z})

    bent = not BENT.isdisjoint(heads_in(term.body))
    total = _over(e, body, base(low), base(high), places_of_turns(e, term, env), bent=bent)
    for bound, sign in ((high, 1), (low, -1)):
        if isinstance(bound, Dual):
            change = times(fmpq(sign), times(base(body(bound.value)), bound.slope))
            total = plus(total, Dual(bound.tag, ZERO, change))
    return total


def _over(
    e: "Evaluation", body: Sample, low: Any, high: Any, poles: Callable[[Any, Any], list[Any]], *, bent: bool
) -> Any:
    finite, real = (all(ask(ball(b)) for b in (low, high)) for ask in (lambda n: n.is_finite(), _is_real))
    if finite:
        with suppress(UnknownError):
            return _at_once(e, body, low, high, ATTEMPTS[:1] if e.may_follow or bent else ATTEMPTS)
    if finite and real and bent:
        with suppress(UnknownError):
            return _between_kinks(e, body, low, high, poles)
    if finite and bent and not e.may_follow:
        return _at_once(e, body, low, high, ATTEMPTS)
    if not e.may_follow or not real:
        raise UnknownError
    if base(low) == base(high):
        return ZERO
    if base(low) > base(high):
        return minus(_over(e, body, high, low, poles, bent=bent))
    with suppress(UnknownError):
        return _in_parts(e, body, low, high, poles, bent=bent and finite)
    if finite:
        with suppress(UnknownError):
            return _at_once(e, body, low, high, ATTEMPTS)
    return followed(e, lambda step: proper(body, *_inside(low, high, step)), LAST - 3)


def _is_real(value: Any) -> bool:
    return type(value) is arb


def _between_kinks(
    e: "Evaluation", body: Sample, low: Any, high: Any, poles: Callable[[Any, Any], list[Any]]
) -> Any:
    """The integral as a sum of integrals between places near which there are kinks."""
    inside = [z for z in poles(low, high) if min(low, high) < z < max(low, high)]
    ends = (low, *sorted(inside, reverse=bool(base(low) > base(high))), high)
    found = reduce(plus, (quadrature(body, a, b) for a, b in pairwise(ends))) if inside else None
    if found is None or not found.rad() < FINE:
        raise UnknownError
    e.rough |= bool(found.rad() > FINER)
    return found


def _in_parts(
    e: "Evaluation", body: Sample, low: Any, high: Any, poles: Callable[[Any, Any], list[Any]], *, bent: bool
) -> Any:
    """The integral as a sum, near poles by expansions."""
    attempts = ATTEMPTS[:1] if bent else ATTEMPTS
    for ends in _breaks(low, high, poles):
        with suppress(UnknownError):
            found = reduce(plus, (_between(body, a, b, attempts) for a, b in pairwise(ends)))
            if found.is_nan():
                raise UndefinedError
            if not found.is_finite() or found.rad() < FINE:
                e.rough = e.near = True
                return found
    raise UnknownError


def _at_once(e: "Evaluation", body: Sample, low: Any, high: Any, attempts: Attempts) -> Any:
    """The integral by quadrature of the whole, if that is close enough."""
    rough = proper(body, low, high, attempts)
    if isinstance(rough, Dual) or type(rough) is acb:
        return rough
    if not e.may_follow or rough.rad() < FINE:
        e.rough |= bool(rough.rad() > FINER)
        return rough
    raise UnknownError


def _breaks(low: Any, high: Any, poles: Callable[[Any, Any], list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Where an integrand may be singular: at the bounds, at poles, at 0, and at simple parts of the way."""
    finite = ball(low).is_finite() and ball(high).is_finite()
    if finite and (inside := poles(low, high)):
        yield (low, *sorted(inside), high)
    yield (low, ZERO, high) if base(low) < 0 < base(high) else (low, high)
    if finite:
        way = plus(high, minus(low))
        yield tuple(plus(low, times(way, fmpq(k, PARTS))) for k in range(PARTS + 1))


def _middle(low: Any, high: Any) -> Any:
    if ball(low).is_finite() and ball(high).is_finite():
        return times(plus(low, high), fmpq(1, 2))
    if ball(low).is_finite():
        return plus(low, fmpq(1))
    return plus(high, fmpq(-1)) if ball(high).is_finite() else ZERO


def _between(body: Sample, low: Any, high: Any, attempts: Attempts) -> Any:
    """The integral of what may have singularities at the bounds, and kinks elsewhere."""
    if all(ball(b).is_finite() for b in (low, high)):
        with suppress(UnknownError):
            found = quadrature(body, low, high, ATTEMPTS[:1])
            if found.rad() < FINE:
                return found
    middle = _middle(low, high)
    return _toward(body, middle, high, 1, attempts) + _toward(body, middle, low, -1, attempts)


def _toward(body: Sample, start: Any, end: Any, sign: int, attempts: Attempts) -> Any:
    """The integral between a number and a bound above it, or below for sign -1.

    Most of it by quadrature, what is near the bound by an expansion.
    """
    t, way = moving(), fmpq(sign)
    finite = ball(end).is_finite()

    def place(far: Any) -> Any:
        return plus(end, -way / far) if finite else times(way, far)

    def density(far: Any) -> Any:
        found = body(place(far))
        return found / (far * far) if finite else found

    far = 1 / abs(ball(plus(end, minus(start)))) if finite else 1 + abs(ball(start))
    total, at = arb(0), start
    for _ in range(PIECES):
        far = fmpq(int(ball(far).upper().ceil().unique_fmpz()) * 4)
        beyond = place(far)
        total += times(way, quadrature(body, at, beyond, attempts))
        at = beyond
        if abs(ball(density(far))) < arb(2) ** -ctx.prec:
            break
    general = lifted(density(t))
    return total + integral_beyond(general, t, far, ball(density(far)))


def _inside(low: Any, high: Any, step: int) -> tuple[Any, Any]:
    """Bounds a little inside of the given ones."""
    if not ball(low).is_finite():
        other = -fmpq(2**step) if not ball(high).is_finite() else high - fmpq(2**step)
        return other, _inside(ZERO, high, step)[1]
    if not ball(high).is_finite():
        return low + fmpq(1, 2 ** (4 * step)), low + fmpq(2**step)
    width = (high - low) * fmpq(1, 2 ** (4 * step))
    return low + width, high - width
