"""Functions of the normal distribution for arrays, which generated modules carry with them.

For x >= 0, ``erfc(x) = e^(-x^2) E(x)``, and one minus the distribution function is ``e^(-x^2/2) M(x)``,
where E and M are smooth and fall like 1/x (Cody, Rational Chebyshev approximations for the error
function, 1969). ``(1 + x) E(x)`` and ``(1 + x) M(x)`` are polynomials in ``t = (x - k)/(x + k)``, which
maps x >= 0 to [-1, 1): with k = 4 and 5.5, the polynomials of degree 24 through the Chebyshev nodes are
right to 2^-56. ``erf(x)/x`` near 0 is one in x^2, of degree 9.
tests/test_kernel_tails.py makes them anew, by ball arithmetic.
"""

import math
from typing import Any

import numpy as np

from derive.kernel.restored import _LARGEST, _power_of, _product, _scaled

_E = np.array(
    (
        (
            0.6849972881253069,
            -0.199344582800367,
            0.11704966551044244,
            -0.04808038122131848,
            0.00396205568129377,
        ),
        (
            0.015312509679629287,
            -0.017515654646596667,
            0.012161784748331477,
            -0.006068735219331131,
            0.00211642162115978,
        ),
        (
            -0.00038976748430922,
            -6.0136955620917455e-05,
            6.403270692900713e-05,
            -1.3150549897245758e-05,
            -4.1383358309087905e-06,
        ),
        (
            2.6490399773817633e-06,
            3.902926078262734e-09,
            -3.6251386038087446e-07,
            5.144442274791843e-08,
            4.5525594245551566e-08,
        ),
        (
            -1.1483738260580701e-08,
            -5.187296046231376e-09,
            1.7174294260850357e-09,
            3.8754602562689754e-10,
            -1.4506607968251935e-10,
        ),
    )
)
_M = np.array(
    (
        (
            0.45722751116333127,
            -0.08833898904448781,
            0.03618652602924563,
            0.0022150251247763536,
            -0.021413634567731123,
        ),
        (
            0.024305078466741337,
            -0.018229966318691174,
            0.010221481356132604,
            -0.004252400937281442,
            0.00115871351060121,
        ),
        (
            -8.147073828586967e-05,
            -9.055982768998746e-05,
            3.8858315971931995e-05,
            -4.841099236048294e-07,
            -4.692523878124555e-06,
        ),
        (
            1.0582537345773514e-06,
            4.459248510368885e-07,
            -2.1354162740530068e-07,
            -3.940727756304603e-08,
            3.4193429631665895e-08,
        ),
        (
            3.5836571927934742e-09,
            -4.550151090313197e-09,
            -3.494850696223551e-10,
            3.69180518064849e-10,
            2.6289644802251426e-11,
        ),
    )
)
_ERF = (
    1.1283791670955126,
    -0.3761263890318374,
    0.11283791670954045,
    -0.026866170644669406,
    0.005223977615416509,
    -0.0008548325772227582,
    0.00012055237780486875,
    -1.4921156135429957e-05,
    1.6333275676266672e-06,
    -1.4296125151214414e-07,
)
_CLOSE = 0.5  # below it, erf is computed by its own polynomial
_FEW = 4096  # numbers at a time
_FINE = 1024.0  # squares of multiples of 1/1024 are exact
_FARTHEST = 1500.0  # exponents beyond overflow or vanish
_ROOT_TWO_PI = 2.5066282746310002


def _horner(y: Any, numbers: Any) -> Any:
    """The polynomial with these coefficients, the constant first."""
    total = np.full_like(y, numbers[-1])
    for number in numbers[-2::-1]:
        total *= y
        total += number
    return total


def _of_degree_24(t: Any, table: Any) -> Any:
    """The polynomial with these coefficients; sums of powers are a matrix product (Paterson, Stockmeyer)."""
    powers = np.empty((5, t.size))
    powers[0] = 1.0
    powers[1] = t
    np.multiply(t, t, powers[2])
    np.multiply(powers[2], t, powers[3])
    np.multiply(powers[2], powers[2], powers[4])
    sums = np.matmul(table[1:], powers)
    fifth = powers[4]
    fifth *= t
    total = sums[3]
    for row in sums[2::-1]:
        total *= fifth
        total += row
    for number in table[0, ::-1].tolist():  # rounded one by one, since these are most of the sum
        total *= t
        total += number
    return total


def _piecewise(function: Any, x: Any, out: Any) -> Any:
    """A function of numbers in float64 and their magnitudes, so few at a time that they stay in the cache."""
    x = np.asarray(x)
    found = np.empty(x.shape, x.dtype) if out is None else out
    flat, target = x.reshape(-1), found.reshape(-1)
    for start in range(0, flat.size, _FEW):
        y = flat[start : start + _FEW].astype(float, copy=False)
        target[start : start + _FEW] = function(y, np.abs(y))
    if not np.may_share_memory(target, found):
        found[...] = target.reshape(found.shape)
    return found


def _fallen(x: Any, numbers: Any, k: float) -> Any:
    """E or M for x >= 0."""
    t = np.minimum(x, 1e30)
    below = t + k
    t -= k
    t /= below
    total = _of_degree_24(t, numbers)
    np.add(x, 1.0, below)
    total /= below
    return total


def _square(x: Any, scale: float) -> Any:
    """The square times 1 or 1/2, and what rounding took from it."""
    x = np.minimum(x, 1e3)
    near = np.rint(x * _FINE)
    near /= _FINE
    lost = x - near
    lost *= x + near
    square = x * x
    near *= near
    near -= square
    lost += near
    square *= scale
    lost *= scale
    return square, lost


def _with_grown(added: Any, count: float, x: Any, scale: float) -> Any:
    """``added`` and so many times exp(x^2) or exp(x^2/2), which may overflow."""
    square, lost = _square(x, scale)
    powers = count * np.exp(square)
    return (added + powers) + lost * np.minimum(powers, _LARGEST)


def _erfcx_of(y: Any, size: Any) -> Any:
    found = _fallen(size, _E, 4.0)
    if (y < 0.0).any():
        np.copyto(found, _with_grown(-found, 2.0, size, 1.0), where=y < 0.0)
    return found


def _mills_ratio_of(y: Any, size: Any) -> Any:
    found = _fallen(size, _M, 5.5)
    if (y < 0.0).any():
        np.copyto(found, _with_grown(-found, 1.0, size, 0.5), where=y < 0.0)
    found *= _ROOT_TWO_PI
    return found


def _erfcx(x: Any, out: Any) -> Any:
    """exp(x^2) erfc(x)."""
    return _piecewise(_erfcx_of, x, out)


def _mills_ratio(x: Any, out: Any) -> Any:
    """One minus the normal distribution function, over its density."""
    return _piecewise(_mills_ratio_of, x, out)


def _exp_square(x: Any, scale: Any, out: Any) -> Any:
    """exp(c x^2), with what rounding takes from the exponent."""
    most = math.sqrt(_FARTHEST / abs(scale))
    if abs(scale) >= 0.25 and float(np.float32(scale)) == scale:
        return _piecewise(lambda y, _: _power_in_steps(y, scale, most), x, out)

    def of(_: Any, size: Any) -> Any:
        size = np.minimum(size, most)
        square, lost = _product(size, size)
        return _power_of(*_scaled(square, lost, scale))

    return _piecewise(of, x, out)


def _power_in_steps(x: Any, scale: float, most: float) -> Any:
    """exp(c r^2) exp(c (x - r) (x + r)), r a multiple of 1/128 not larger than x: c r^2 is exact."""
    x = np.clip(x, -most, most)
    near = x * 128.0
    np.trunc(near, near)
    near *= 1.0 / 128.0
    rest = x + near
    x -= near
    rest *= x
    rest *= scale
    near *= near
    near *= scale
    np.exp(near, near)
    np.expm1(rest, rest)
    rest *= near
    near += rest
    return near


def _exp_product(x: Any, scale: Any, out: Any) -> Any:
    """exp(c x), with what rounding takes from the exponent."""
    most = _FARTHEST / abs(scale)
    return _piecewise(lambda y, _: _power_of(*_scaled(np.clip(y, -most, most), 0.0, scale)), x, out)
