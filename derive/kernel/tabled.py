"""The error function and the normal distribution function from tables of themselves and of their slopes.

The tables are made from the polynomials of :mod:`derive.kernel.tails`, in twice the precision, when they are
needed first.
"""

from typing import Any

import numpy as np

from derive.kernel.restored import _product
from derive.kernel.tails import _CLOSE, _E, _ERF, _M, _fallen, _horner, _piecewise

_SOME = 16384  # numbers at a time where there is no matrix product
_STEP = 1024.0
_ROUNDS = 6755399441055744.0  # adding 1.5 * 2^52 rounds to an integer, which is in the last bits then
_BITS = 0x4338000000000000
_VANISHED = -37.4  # below it, the distribution function has not all its digits
_MADE = dict[str, object]()
_RANGES = {
    "erf": (-6.0, 6.0, 1.0, -1.1283791670955126),
    "erfc": (-6.0, 28.0, 1.0, 1.1283791670955126),
    "normal": (-8.5, 39.0, 0.5, 0.3989422804014327),
}


def _two_product(a: Any, b: Any, low: Any) -> Any:
    """(a + low) b as two numbers."""
    product, lost = _product(a, b)
    return product, lost + low * b


def _exact_fallen(x: Any, table: Any, k: float) -> Any:
    """E or M for multiples of 1/1024 that are not negative, as two numbers."""
    t = (x - k) / (x + k)
    product, lost = _product(t, x + k)
    rest = ((x - k) - product - lost) / (x + k)
    total, low = np.zeros_like(x), np.zeros_like(x)
    for number in table.ravel()[::-1].tolist():
        high, more = _two_product(total, t, low)
        more += total * rest
        total = high + number
        v = total - high
        low = more + ((high - (total - v)) + (number - v))
    found = (total + low) / (x + 1.0)
    product, lost = _product(found, x + 1.0)
    return found, ((total - product) - lost + low) / (x + 1.0)


def _tables(name: str) -> Any:
    """Values and slopes at multiples of 1/1024, made when they are needed first."""
    found = _MADE.get(name)
    if found is None:
        low, high, scale, factor = _RANGES[name]
        x = np.arange(low * _STEP, high * _STEP + 1) / _STEP
        size = np.abs(x)
        values, lost = _exact_fallen(size, _M if name == "normal" else _E, 5.5 if name == "normal" else 4.0)
        with np.errstate(under="ignore"):
            bell = np.exp(-scale * (size * size))
            values = values * bell + lost * bell
            slopes = factor * bell
        values = np.where(x < 0.0, (1.0 if name == "normal" else 2.0) - values, values)
        if name == "erf":
            near = size < _CLOSE
            values = np.where(near, x * _horner(np.minimum(size * size, 0.3), _ERF), 1.0 - values)
            values[size == 0.0] = -0.0
        found = _MADE[name] = values, slopes
    return found


def _tabled(x: Any, name: str, sign: float, out: Any) -> Any:
    """f(r + d) = f(r) - f'(r) d s with s the mean of exp(-2 c r d t - c d^2 t^2) over 0 < t < 1.

    r is the nearest multiple of 1/1024, f'(r) and f(r) come from tables (Arm Optimized Routines, erfc).
    With z = 2 c r d and v = c d^2, s = (1 - e^-z)/z (1 - v (1/3 - z/12 + z^2/360)) up to 2^-58.
    """
    values, slopes = _tables(name)
    low, high, scale, _ = _RANGES[name]
    d = np.maximum(x, low) if sign > 0 else np.maximum(-x, low)
    np.minimum(d, high, out=d)
    z = d * _STEP
    z += _ROUNDS
    place = z.view(np.int64) - (_BITS - int(-low * _STEP))
    z -= _ROUNDS
    z *= 1.0 / _STEP
    d -= z
    z *= d
    v = d * d
    if scale == 1.0:
        z += z
    else:
        v *= scale
    s = z * (1 / 360) if name != "erf" else v * -0.1
    if name != "erf":
        s -= 1 / 12
        s *= z
    else:
        s -= z * (1 / 12)
    s += 1 / 3
    s *= v
    np.subtract(1.0, s, s)
    mean = z * (1 / 5040)
    for number in (-1 / 720, 1 / 120, -1 / 24, 1 / 6, -0.5):
        mean += number
        mean *= z
    mean += 1.0
    mean *= s
    mean *= d
    mean *= slopes.take(place, mode="clip", out=s)
    return np.subtract(values.take(place, mode="clip", out=s), mean, out)


def _in_chunks(name: str, sign: float, x: Any, out: Any) -> Any:
    """A tabled function, so few numbers at a time that they stay in the cache."""
    x = np.asarray(x)
    found = np.empty(x.shape, x.dtype) if out is None else out
    flat, target = x.reshape(-1), found.reshape(-1)
    for start in range(0, flat.size, _SOME):
        y = flat[start : start + _SOME].astype(float, copy=False)
        part = target[start : start + _SOME]
        if part.dtype == y.dtype:
            _tabled(y, name, sign, part)
        else:
            part[...] = _tabled(y, name, sign, None)
    if not np.may_share_memory(target, found):
        found[...] = target.reshape(found.shape)
    return found


def _log_normal_cdf_of(y: Any, size: Any) -> Any:
    tail = _tabled(size, "normal", 1.0, None)
    above = y > 0.0
    if above.all():
        return np.log1p(-tail)
    below = np.log(tail)
    far = np.flatnonzero(y < _VANISHED)
    if far.size:
        t = size[far]
        below[far] = np.log(_fallen(t.copy(), _M, 5.5)) - (0.5 * t) * t
    return np.where(above, np.log1p(-tail), below) if above.any() else below


def _erfc(x: Any, out: Any) -> Any:
    """1 - erf(x), also where that is tiny."""
    return _in_chunks("erfc", 1.0, x, out)


def _erf(x: Any, out: Any) -> Any:
    """The error function."""
    return _in_chunks("erf", 1.0, x, out)


def _normal_cdf(x: Any, out: Any) -> Any:
    """The standard normal distribution function."""
    return _in_chunks("normal", -1.0, x, out)


def _log_normal_cdf(x: Any, out: Any) -> Any:
    """Its logarithm."""
    return _piecewise(_log_normal_cdf_of, x, out)
