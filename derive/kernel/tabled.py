"""The error function, the normal distribution function and its logarithm from tables of local polynomials.

The tables are made from the polynomials of :mod:`derive.kernel.tails`, in twice the precision, when they are
needed first.
"""

from typing import Any

import numpy as np

from derive.kernel.restored import _product
from derive.kernel.runtime import _FLOAT
from derive.kernel.tails import _CLOSE, _E, _ERF, _M, _fallen, _horner

_SOME = 8192  # numbers at a time: beyond 10000, BLAS takes threads for a scalar product
_ROUNDS = 6755399441055744.0  # adding 1.5 * 2^52 rounds to an integer, which is in the last bits then
_SMALL_SQUARES = 1e20  # numbers whose squares add up to no more keep their integer parts in these bits
_DENSITY = 0.3989422804014327
_BELL = 1.1283791670955126
_SPANS = {
    "erf": (-6.0, 6.0, 4096.0),
    "erfc": (-6.0, 28.0, 2048.0),
    "normal": (-39.0, 8.5, 2048.0),
    "log_normal": (-40.0, 39.0, 2048.0),
}
_MADE = dict.fromkeys(_SPANS)
_ROOMS: list[Any] = []
_INTEGER = np.dtype(np.int64)
_sum_of_products = getattr(np.vdot, "_implementation", np.vdot)


def _exact_fallen(x: Any, table: Any, k: float) -> Any:
    """E or M for multiples of 1/4096 that are not negative, as two numbers."""
    t = (x - k) / (x + k)
    product, lost = _product(t, x + k)
    rest = ((x - k) - product - lost) / (x + k)
    numbers = table.ravel().tolist()
    total, low = _horner(t, numbers[9:]), np.zeros_like(x)
    for number in numbers[8::-1]:
        product, lost = _product(total, t)
        low = lost + low * t + total * rest
        total = product + number
        v = total - product
        low += (product - (total - v)) + (number - v)
    found = (total + low) / (x + 1.0)
    product, lost = _product(found, x + 1.0)
    return found, ((total - product) - lost + low) / (x + 1.0)


def _curved(slope: Any, x: Any, c: float) -> Any:
    """Of the logarithm of f with slope s = (log f)' and f'' = -c x f': its second and third derivative."""
    second = -slope * (c * x + slope)
    return second, -(second * (c * x + slope) + slope * (c + second))


def _rows_of_erf(x: Any) -> Any:
    """Values and Taylor coefficients up to the cubic one."""
    size = np.abs(x)
    scaled, lost = _exact_fallen(size, _E, 4.0)
    bell = np.exp(-size * size)
    values = 1.0 - (scaled * bell + lost * bell)
    near = size < _CLOSE
    values = np.where(near, size * _horner(np.minimum(size * size, 0.3), _ERF), values)
    values = np.where(x == 0.0, -0.0, np.copysign(values, x))
    slopes = _BELL * bell
    return [values, slopes, -x * slopes, (2.0 * x * x - 1.0) / 3.0 * slopes]


def _rows_of_tail(x: Any, table: Any, k: float, c: float, front: float) -> Any:
    """Values of a tail, and the first three derivatives of its logarithm."""
    size = np.abs(x)
    scaled, lost = _exact_fallen(size, table, k)
    bell = np.exp(-0.5 * c * (size * size).astype(np.longdouble))
    values = (scaled + lost.astype(np.longdouble)) * bell
    rest = (2.0 if c == 2.0 else 1.0) - values
    slopes = -front * np.where(x < 0.0, (bell / rest).astype(float), 1.0 / scaled)
    return np.where(x < 0.0, rest, values).astype(float), slopes, *_curved(slopes, x, c)


def _rows_of_log_normal(x: Any) -> Any:
    """Values of g = log f, and the first three derivatives of log(-g), where f'' = -x f'."""
    scaled, lost = _exact_fallen(np.abs(x), _M, 5.5)
    bell = np.exp(-0.5 * (x * x))
    tail = scaled * bell + lost * bell
    upper = np.log1p(-tail)
    values = np.where(x < 0.0, np.log(scaled) + (lost / scaled - 0.5 * (x * x)), upper)
    slopes = _DENSITY * np.where(x < 0.0, 1.0 / scaled, bell / (1.0 - tail))
    of_upper = np.where(tail < 1e-17, -1.0, upper / np.maximum(tail, 1e-300)) * (1.0 - tail) * scaled
    first = np.where(x < 0.0, slopes / values, _DENSITY / of_upper)
    sum_ = x + slopes
    bent = -first * sum_
    second = bent - first * first
    third = -(bent * sum_ + first * (1.0 - slopes * sum_)) - first * bent - 2.0 * first * second
    return values, first, second, third


def _made(name: str) -> Any:
    """Rows (value, three coefficients) at equal steps, and the numbers that find the row of a number."""
    low, high, steps = _SPANS[name]
    x = np.arange(low * steps, high * steps + 1) / steps
    with np.errstate(divide="ignore", under="ignore", invalid="ignore"):
        if name == "erf":
            columns = _rows_of_erf(x)
        elif name == "log_normal":
            columns = _rows_of_log_normal(x)
        elif name == "erfc":
            columns = _rows_of_tail(x, _E, 4.0, 2.0, _BELL)
        else:
            columns = _rows_of_tail(-x, _M, 5.5, 1.0, _DENSITY)
    rows = np.stack(columns, axis=-1)
    if name == "normal":
        rows[:, 1::2] *= -1.0
    if name != "erf":
        rows *= (1.0, 1.0, 1 / 2, 1 / 6)
    # what the cubic leaves out, c d^4, is close to c h^2 d^2 for |d| <= h (Chebyshev)
    rows[:, 2] += np.gradient(rows[:, 3], 1.0 / steps) / (16.0 * steps * steps)
    rows[[0, -1], 1:] = 0.0
    shift = np.array(_ROUNDS / steps)
    found = _MADE[name] = rows, shift, shift.view(np.int64) + int(low * steps)
    return found


def _tabled(x: Any, name: str, out: Any) -> Any:
    """A tabled function of an array."""
    if _is_row_of_some(x) and out is None:
        return _at_steps(x, name)
    return _in_chunks(_at_steps, name, x, out)


def _log_tabled(x: Any, name: str, out: Any) -> Any:
    """The same for one that goes on below its table."""
    if _is_row_of_some(x) and out is None:
        return _log_at_steps(x, name)
    return _in_chunks(_log_at_steps, name, x, out)


def _is_row_of_some(x: Any) -> bool:
    return type(x) is np.ndarray and x.dtype is _FLOAT and x.ndim == 1 and x.size <= _SOME


def _room(size: int) -> Any:
    """Arrays for so many numbers: their distances from the steps, bits, rows, columns of those."""
    d, found = np.empty(size), np.empty((size, 4))
    return d, d.view(_INTEGER), np.empty(size, _INTEGER), found, *found.T


def _at_steps(x: Any, name: str) -> Any:
    """f(r + d) = f(r) exp(a d + b d^2 + c d^3), for erf f(r) + a d + b d^2 + c d^3, r among equal steps.

    Few calls, since these are what a thousand numbers cost: arrays of no dimension are faster than numbers,
    a row of four is taken as fast as a number, and the sum of squares shows that nothing is far out
    (vdot, since dot warns of an overflow; without its look at the types, which takes a third of the time).
    Whoever takes arrays out of the list has them for himself.
    """
    rows, shift, first = _MADE[name] or _made(name)
    if not _sum_of_products(x, x) < _SMALL_SQUARES:
        x = x.clip(*_SPANS[name][:2])
    try:
        kept = _ROOMS.pop()
    except IndexError:
        kept = _room(x.size)
    if kept[0].size != x.size:
        kept = _room(x.size)
    d, bits, place, found, value, first_slope, second, third = kept
    np.add(x, shift, d)
    np.subtract(bits, first, place)
    rows.take(place, 0, found, "clip")
    d -= shift
    np.subtract(x, d, d)
    total = third * d
    total += second
    total *= d
    total += first_slope
    total *= d
    if name == "erf":
        total += value
    else:
        np.exp(total, total)
        total *= value
    _ROOMS.append(kept)
    return total


def _log_at_steps(x: Any, name: str) -> Any:
    """The same, and what is below the table."""
    low = _SPANS[name][0]
    found = _at_steps(x, name)
    if x.size and not x[x.argmin()] >= low:
        far = x < low
        t = -x[far]
        with np.errstate(divide="ignore", over="ignore"):
            found[far] = np.log(_fallen(t.copy(), _M, 5.5)) - (0.5 * t) * t
    return found


def _in_chunks(function: Any, name: str, x: Any, out: Any) -> Any:
    """A tabled function, so few numbers at a time that they stay in the cache."""
    x = np.asarray(x)
    found = np.empty(x.shape, x.dtype) if out is None else out
    flat, target = x.reshape(-1), found.reshape(-1)
    for start in range(0, flat.size, _SOME):
        part = np.asarray(flat[start : start + _SOME], float)
        target[start : start + _SOME] = function(part, name)
    if not np.may_share_memory(target, found):
        found[...] = target.reshape(found.shape)
    return found


def _erfc(x: Any, out: Any) -> Any:
    """1 - erf(x), also where that is tiny."""
    return _tabled(x, "erfc", out)


def _erf(x: Any, out: Any) -> Any:
    """The error function."""
    return _tabled(x, "erf", out)


def _normal_cdf(x: Any, out: Any) -> Any:
    """The standard normal distribution function."""
    return _tabled(x, "normal", out)


def _log_normal_cdf(x: Any, out: Any) -> Any:
    """Its logarithm."""
    return _log_tabled(x, "log_normal", out)
