"""Functions of germs: power series where they stay finite, expansions at infinity, and exponential scales."""

from collections.abc import Callable
from typing import Any, Final

from flint import arb, arb_series, fmpq

from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.germs import (
    NONE,
    ONE,
    Germ,
    Powers,
    Scale,
    added,
    lifted,
    limit_of,
    monomial,
    order_of,
    product,
    times_power,
    way,
)

ORDER: Final = 12
BERNOULLI: Final = tuple(fmpq.bernoulli(k) for k in range(2, 2 * ORDER + 1, 2))


def split(value: Germ) -> tuple[Germ, Any, Germ]:
    """What grows, the constant, and what goes to 0.

    Raises:
        UnknownError: the constant is not known.
    """
    if value.rest is not None and order_of(value.rest, NONE) >= 0:
        raise UnknownError
    parts: dict[int, tuple[Any, ...]] = {1: (), 0: (), -1: ()}
    for m, c in value.terms:
        size = order_of(m, NONE)
        parts[size] = (*parts[size], (m, c))
    constant = parts[0][0][1] if parts[0] else fmpq(0)
    return Germ(parts[1], None), constant, Germ(parts[-1], value.rest)


def series(coefficients: list[Any], small: Any) -> Any:
    """The power series with these coefficients at something that goes to 0."""
    germ = lifted(small)
    lead = germ.terms[0][0] if germ.terms else germ.rest
    if lead is None:
        return coefficients[0]
    total: Any = coefficients[-1]
    for c in reversed(coefficients[:-1]):
        total = germ * total + c
    cut: Powers = NONE
    for _ in coefficients:
        cut = times_power(cut, lead)
    return lifted(total) + Germ((), cut)


def expansion(method: str, at: Any) -> list[Any]:
    """The power series of a function at a number."""
    try:
        found = getattr(arb_series([arb(at), 1], prec=ORDER), method)()
    except (AttributeError, ValueError) as error:
        raise UnknownError from error
    coefficients = [found[k] for k in range(ORDER)]
    if not all(c.is_finite() for c in coefficients):
        raise UnknownError
    return coefficients


def at_germ(method: str, value: Germ) -> Any:
    """A function at a germ.

    Raises:
        UndefinedError: there is no value in the end.
        UnknownError: it cannot be told.
    """
    if method in ("exp", "log"):
        return (exponential if method == "exp" else logarithm)(value)
    bounded = value.rest is not None and order_of(value.rest, NONE) == 0 and not value.terms
    if bounded and method in BOUNDED:
        return Germ((), NONE)
    if not arb(limit_of(value)).is_finite():
        if method not in AT_INFINITY:
            raise UnknownError
        return AT_INFINITY[method](value)
    if method in BY_OTHERS:
        return BY_OTHERS[method](value)
    _, constant, small = split(value)
    return series(expansion(method, constant), small)


def exponential(value: Germ) -> Any:
    """The exponential; what grows becomes powers of scales, of a new one if need be."""
    rest, constant, small = split(value)
    powers: Powers = NONE
    while isinstance(rest, Germ) and rest.terms and order_of(rest.terms[0][0], NONE) > 0:
        lead, factor = rest.terms[0]
        scale = _like(lead)
        if scale is None:
            rest, _, less = split(rest)
            small = small + less
            sign = fmpq(way(factor))
            scale = Scale(lifted(rest * sign), lead[0][0].all)
            return _assembled(times_power(powers, ((scale, sign),)), constant, small)
        log = scale.logarithm or monomial(NONE)
        exponent = product(factor, ONE / log.terms[0][1])
        powers = times_power(powers, ((scale, exponent),))
        rest = rest - log * exponent
    left = lifted(rest)
    _, more, less = split(left)
    return _assembled(powers, added(constant, more), small + less)


def _assembled(powers: Powers, constant: Any, small: Any) -> Any:
    first = ONE if type(constant) is fmpq and constant == 0 else arb(constant).exp()
    return monomial(powers, first) * series(expansion("exp", fmpq(0)), small)


def _like(lead: Powers) -> Scale | None:
    """The scale whose logarithm is of this size."""
    for scale in lead[0][0].all:
        if scale.logarithm is not None and order_of(scale.logarithm.terms[0][0], lead) == 0:
            return scale
    return None


def _leading(value: Germ) -> tuple[Powers, Any, Any]:
    """The largest monomial, its coefficient, and what the germ divided by both is beyond 1."""
    if not value.terms:
        raise UnknownError
    lead, factor = value.terms[0]
    turned = monomial(times_power(NONE, lead, fmpq(-1)), ONE / factor)
    return lead, factor, value * turned - ONE


def logarithm(value: Germ) -> Any:
    """The logarithm of what is positive in the end."""
    lead, factor, small = _leading(value)
    if way(factor) < 0:
        raise UndefinedError
    total: Any = fmpq(0) if type(factor) is fmpq and factor == 1 else arb(factor).log()
    for scale, exponent in lead:
        if scale.logarithm is None:
            raise UnknownError
        total = scale.logarithm * exponent + total
    return series(expansion("log", ONE), small) + total


def raised(value: Germ, exponent: Any) -> Any:
    """A power; of what is negative only a whole one."""
    if isinstance(exponent, Germ):
        return _to_germ(value, exponent)
    lead, factor, small = _leading(value)
    if way(factor) < 0:
        if type(exponent) is not fmpq or exponent.q != 1:
            raise UndefinedError
        found = raised(-value, exponent)
        return -found if int(exponent.p) % 2 else found
    binomial: list[Any] = [ONE]
    for k in range(1, ORDER):
        binomial.append(product(binomial[-1], product(added(exponent, fmpq(1 - k)), fmpq(1, k))))
    if type(factor) is fmpq and type(exponent) is fmpq and exponent.q == 1:
        first: Any = factor ** int(exponent.p)
    else:
        first = arb(factor) ** arb(exponent)
    return monomial(times_power(NONE, lead, exponent), first) * series(binomial, small)


def _to_germ(value: Any, exponent: Germ) -> Any:
    """A power whose exponent moves; of a negative number, with the sign of an exponent of known parity."""
    if isinstance(value, Germ) or value > 0:
        found = logarithm(value) if isinstance(value, Germ) else arb(value).log()
        return exponential(lifted(exponent * found))
    if value == 0 and limit_of(exponent) > 0:
        return fmpq(0)
    if not value < 0:
        raise UnknownError
    size = ONE if value == -1 else _to_germ(-value, exponent)
    if exponent.rest is not None or any(type(c) is not fmpq or c.q != 1 for _, c in exponent.terms):
        raise UnknownError
    odd = [m for m, c in exponent.terms if int(c.p) % 2]
    if any(odd):
        return lifted(size) * Germ((), NONE)
    return size * fmpq(-1) if odd else size


def power_of(value: Any, exponent: Any) -> Any:
    """A power of which a part moves."""
    return raised(value, exponent) if isinstance(value, Germ) else _to_germ(value, exponent)


def rounded(method: str, value: Germ) -> Any:
    """The floor or ceiling: a number if the limit is none of its steps, or is come to from one side."""
    at = limit_of(value)
    if not arb(at).is_finite():
        return value + Germ((), NONE)
    if type(at) is fmpq and at.q == 1:
        above = value > at
        return at + (0 if above else -1) if method == "floor" else at + (1 if above else 0)
    found = getattr(arb(at), method)().unique_fmpz()
    if found is None:
        raise UnknownError
    return fmpq(found)


def _arctangent(value: Germ) -> Any:
    quarter = arb.pi() / 2 * way(value.terms[0][1])
    return at_germ("atan", lifted(ONE / value)) * fmpq(-1) + quarter


def _error(value: Germ) -> Any:
    sign = fmpq(way(value.terms[0][1]))
    return (_error_complement(lifted(value * sign)) * fmpq(-1) + ONE) * sign


def _error_complement(value: Germ) -> Any:
    """``exp(-g^2)/(g sqrt pi)`` times ``1 - 1/(2 g^2) + 3/(2 g^2)^2 - ..`` (DLMF 7.12.1)."""
    if way(value.terms[0][1]) < 0:
        return lifted(_error_complement(-value)) * fmpq(-1) + fmpq(2)
    coefficients = [ONE]
    for k in range(1, ORDER):
        coefficients.append(coefficients[-1] * fmpq(1 - 2 * k, 2))
    tail = series(coefficients, ONE / (value * value))
    return exponential(lifted(-(value * value))) * tail / value / arb.pi().sqrt()


def _log_gamma(value: Germ) -> Any:
    """Stirling's series (DLMF 5.11.1)."""
    if way(value.terms[0][1]) < 0:
        raise UnknownError
    turned = ONE / value
    coefficients = [b / (2 * k * (2 * k - 1)) for k, b in enumerate(BERNOULLI[:ORDER], 1)]
    tail = lifted(turned) * series(coefficients, lifted(turned) * turned)
    return (value - fmpq(1, 2)) * logarithm(value) - value + (arb.pi() * 2).log() / 2 + tail


def _arcsine(value: Germ) -> Any:
    return at_germ("atan", lifted(value / raised(lifted((value * value) * fmpq(-1) + ONE), fmpq(1, 2))))


def _never(_: Germ) -> Any:
    raise UndefinedError


BY_OTHERS: Final[dict[str, Callable[[Germ], Any]]] = {
    "tan": lambda value: at_germ("sin", value) / lifted(at_germ("cos", value)),
    "asin": _arcsine,
    "acos": lambda value: lifted(_arcsine(value)) * fmpq(-1) + arb.pi() / 2,
}
BOUNDED: Final = frozenset(("sin", "cos", "atan", "erf"))
AT_INFINITY: Final[dict[str, Callable[[Germ], Any]]] = {
    "sin": lambda _: Germ((), NONE),
    "cos": lambda _: Germ((), NONE),
    "atan": _arctangent,
    "erf": _error,
    "erfc": _error_complement,
    "lgamma": _log_gamma,
    "gamma": lambda value: exponential(lifted(_log_gamma(value))),
    "asin": _never,
    "acos": _never,
}
