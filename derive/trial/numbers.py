"""Numbers of an evaluation: exact rationals, balls, and both with infinitesimal parts.

``Dual(tag, value, slope)`` is ``value + slope e`` with ``e^2 = 0``; nested ones, told apart by their tags,
give derivatives of any order, functions being expanded by the ball series of FLINT. Inside integrals
values are complex balls.
"""

from collections.abc import Callable
from math import isqrt
from typing import Any, Final

from flint import acb, acb_series, arb, arb_series, ctx, fmpq, fmpz

from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.germ_functions import at_germ, power_of, rounded
from derive.trial.germs import Germ

Number = Any
MOST_BITS: Final = 200_000
ZERO, ONE, HALF = fmpq(0), fmpq(1), fmpq(1, 2)


class Analytic:
    """Whether an integral asks for functions that are analytic on the whole ball."""

    on = False


class Dual:
    """A number with its rate of change along one direction."""

    __slots__ = ("slope", "tag", "value")

    def __init__(self, tag: int, value: Number, slope: Number) -> None:
        """``tag`` names the direction."""
        self.tag, self.value, self.slope = tag, value, slope


def parts(value: Number, tag: int) -> tuple[Number, Number]:
    """Value and rate of change along a direction."""
    return (value.value, value.slope) if type(value) is Dual and value.tag == tag else (value, ZERO)


def outermost(a: Number, b: Number) -> int:
    """The outermost direction along which one of two numbers changes; 0 if none does."""
    return max(v.tag if type(v) is Dual else 0 for v in (a, b))


def base(value: Number) -> Number:
    """The number without its rates of change."""
    while type(value) is Dual:
        value = value.value
    return value


def is_real(value: Number) -> bool:
    """Whether the number is no complex ball."""
    return type(base(value)) is not acb


def ball(value: Number) -> Number:
    """The number as a ball, real or complex."""
    return arb(value) if type(value) is fmpq else value


def plus(a: Number, b: Number) -> Number:
    """The sum."""
    tag = outermost(a, b)
    if tag:
        (x, dx), (y, dy) = parts(a, tag), parts(b, tag)
        return Dual(tag, plus(x, y), plus(dx, dy))
    if type(a) is type(b) or isinstance(a, Germ) or isinstance(b, Germ):
        return a + b
    return ball(a) + ball(b)


def times(a: Number, b: Number) -> Number:
    """The product; 0 times anything is 0."""
    tag = outermost(a, b)
    if tag:
        (x, dx), (y, dy) = parts(a, tag), parts(b, tag)
        return Dual(tag, times(x, y), plus(times(x, dy), times(dx, y)))
    if type(a) is type(b) or isinstance(a, Germ) or isinstance(b, Germ):
        return a * b
    return ZERO if any(type(v) is fmpq and v == 0 for v in (a, b)) else ball(a) * ball(b)


def minus(a: Number) -> Number:
    """The negative."""
    return times(fmpq(-1), a)


def inverse(a: Number) -> Number:
    """The reciprocal."""
    if type(a) is Dual:
        found = inverse(a.value)
        return Dual(a.tag, found, minus(times(a.slope, times(found, found))))
    if a == 0:
        raise UndefinedError
    if type(a) is arb and a.contains(0):
        raise UnknownError
    return 1 / a


def apply(name: str, *arguments: Number) -> Number:
    """A function of the tables on numbers."""
    if name in PIECEWISE:
        return PIECEWISE[name](*arguments)
    (a,) = arguments
    low, high, exact = SERIES[name]
    point = base(a)
    outside = (
        (low is not None and point < low) or (high is not None and point > high) if is_real(a) else False
    )
    if outside:
        raise UndefinedError
    if type(a) is not Dual and type(a) is fmpq and a in exact:
        return exact[a]
    return expanded(METHODS.get(name, name), a)


def expanded(method: str, a: Number) -> Number:
    """A function by its ball series at the number without its rates of change, put into these."""
    if isinstance(a, Germ):
        return at_germ(method, a)
    point, order = ball(base(a)), 0
    if isinstance(point, Germ):
        raise UnknownError
    rest: Number = a
    while type(rest) is Dual:
        order, rest = order + 1, rest.value
    if not order:
        given = (Analytic.on,) if type(point) is acb and method in {"log", "sqrt"} else ()
        return finite(getattr(point, method)(*given))
    if type(point) is acb and Analytic.on and method in {"log", "sqrt"} and not point.real > 0:
        raise UnknownError
    kind = acb_series if type(point) is acb else arb_series
    series = getattr(kind([point, 1], prec=order + 1), method)()
    step, total = plus(a, minus(base(a))), finite(series[order])
    for k in range(order - 1, -1, -1):
        total = plus(finite(series[k]), times(step, total))
    return total


def finite(value: Number) -> Number:
    """The number, which must be finite."""
    if not value.is_finite():
        raise UnknownError
    return value


def power(a: Number, b: Number, *, whole: bool, literal: bool) -> Number:
    """``a^b``; ``whole`` says that the exponent is an integer as written, ``literal`` that ``0^0`` is 1."""
    if isinstance(b, Germ) or (isinstance(a, Germ) and type(b) is fmpq and b != 0):
        return power_of(a, b)
    if type(b) is Dual or not whole:
        return _real_power(a, b, literal)
    if type(b) is not fmpq or b.q != 1:
        raise UnknownError
    number = int(b.p)
    if type(a) is Dual and number:
        lower = power(a.value, b - 1, whole=True, literal=True)
        return Dual(a.tag, power(a.value, b, whole=True, literal=literal), times(b, times(lower, a.slope)))
    if number == 0:
        if not literal and base(a) == 0:
            raise UndefinedError
        return ONE
    if number < 0:
        return power(inverse(a), -b, whole=True, literal=literal)
    if type(a) is fmpq and number * max(a.p.bit_length(), a.q.bit_length()) < MOST_BITS:
        return a**number
    return finite(ball(a) ** fmpz(number))


def _real_power(a: Number, b: Number, literal: bool) -> Number:
    """A power with an exponent that need not be whole: of a positive base, or of 0 to a positive number."""
    if literal and type(b) is fmpq and b > 0 and base(a) == 0:
        if type(a) is Dual:
            raise UndefinedError
        return ZERO
    if type(a) is fmpq and type(b) is fmpq and b.q == 2 and a > 0:
        above, below = isqrt(int(a.p)), isqrt(int(a.q))
        if above * above == a.p and below * below == a.q:
            return power(fmpq(above, below), fmpq(b.p), whole=True, literal=True)
    if type(base(a)) is not acb and not base(a) > 0:
        raise UndefinedError if base(a) <= 0 else UnknownError
    return apply("exp", times(b, apply("log", a)))


def sign(a: Number) -> Number:
    """1, 0 or -1; without a rate of change where there is a step."""
    point = base(a)
    if type(point) is acb:
        return point.real_sgn(Analytic.on)
    if not (point > 0 or point < 0 or point == 0):
        raise UnknownError
    if type(a) is Dual and point == 0:
        raise UndefinedError
    return fmpq((point > 0) - (point < 0))


def _absolute(a: Number) -> Number:
    point = base(a)
    if type(a) is not Dual and type(point) is acb:
        return point.real_abs(Analytic.on)
    if type(a) is Dual or type(point) is fmpq or point > 0 or point < 0:
        return times(sign(a), a)
    return point.union(-point).nonnegative_part()


def _rounded(method: str) -> Callable[[Number], Number]:
    def run(a: Number) -> Number:
        point = base(a)
        if isinstance(a, Germ):
            return rounded(method, a)
        if type(point) is fmpq:
            if type(a) is Dual and point.q == 1:
                raise UndefinedError
            return fmpq(getattr(point, method)())
        found = getattr(point, method)().unique_fmpz() if type(point) is arb else None
        if found is None:
            raise UnknownError
        return fmpq(found)

    return run


def _gamma(a: Number) -> Number:
    if type(a) is fmpq and a.q == 1 and a < 500:
        if a <= 0:
            raise UndefinedError
        return fmpq(fmpz.fac_ui(int(a.p) - 1))
    return expanded("gamma", a)


def _polygamma(n: Number, a: Number) -> Number:
    """Also digamma; from complex balls, which have a method for it, by derivatives of its orders."""
    if type(a) is Dual:
        slope = times(_polygamma(plus(n, ONE), a.value), a.slope)
        return Dual(a.tag, _polygamma(n, a.value), slope)
    if type(n) is not fmpq or type(ball(a)) is not arb or not a > 0:
        raise UnknownError
    return finite(acb(ball(a)).polygamma(acb(ball(n))).real)


def _angle(y: Number, x: Number) -> Number:
    if type(x) is Dual or type(y) is Dual or (x == 0 and y == 0):
        raise UnknownError
    return finite(arb.atan2(ball(y), ball(x)))


def exactly(bits: int, run: Callable[[], Any]) -> Any:
    """The result of ``run`` with balls of so many bits."""
    before, ctx.prec = ctx.prec, bits
    try:
        return run()
    finally:
        ctx.prec = before


PIECEWISE: Final[dict[str, Callable[..., Number]]] = {
    "abs": _absolute,
    "sign": sign,
    "floor": _rounded("floor"),
    "ceil": _rounded("ceil"),
    "gamma": _gamma,
    "digamma": lambda a: _polygamma(ZERO, a),
    "polygamma": _polygamma,
    "atan2": _angle,
}
METHODS: Final = {
    "lngamma": "lgamma",
    "sine_integral": "si",
    "cosine_integral": "ci",
    "exponential_integral": "ei",
    "logarithmic_integral": "li",
    "lambert_w": "lambertw",
}
# The closed interval outside of which there is no value, and values that are known exactly.
SERIES: Final[dict[str, tuple[int | None, int | None, dict[Number, Number]]]] = {
    "exp": (None, None, {ZERO: ONE}),
    "log": (0, None, {ONE: ZERO}),
    "sin": (None, None, {ZERO: ZERO}),
    "cos": (None, None, {ZERO: ONE}),
    "tan": (None, None, {ZERO: ZERO}),
    "asin": (-1, 1, {ZERO: ZERO}),
    "acos": (-1, 1, {ONE: ZERO}),
    "atan": (None, None, {ZERO: ZERO}),
    "erf": (None, None, {ZERO: ZERO}),
    "erfc": (None, None, {ZERO: ONE}),
    "erfi": (None, None, {ZERO: ZERO}),
    "lngamma": (0, None, {ONE: ZERO, fmpq(2): ZERO}),
    "zeta": (None, None, {}),
    "sine_integral": (None, None, {ZERO: ZERO}),
    "cosine_integral": (0, None, {}),
    "exponential_integral": (None, None, {}),
    "logarithmic_integral": (0, None, {ZERO: ZERO}),
    "lambert_w": (None, None, {ZERO: ZERO}),
}
