"""What rounding takes from sums, products, quotients and roots, which generated modules put back.

TwoSum (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B) and TwoProduct (Dekker, A floating-point
technique for extending the available precision, 1971) are exact but where something overflows or vanishes.
"""

import math
from typing import Any

import numpy as np

_SPLIT = 134217729.0  # 2^27 + 1
_CROSSING = 0.35  # where log(e^a + e^b) is smaller by half than the larger of a and b below 0
_LARGEST = 1.7976931348623157e308
_SMALLEST = 1e-280  # what rounding took from smaller products is no normal number, or rounded itself


def _product(a: Any, b: Any) -> Any:
    """The product, and what rounding took from it (Dekker; Veltkamp splits the factors)."""
    product = a * b
    high, top = a * _SPLIT, b * _SPLIT
    high -= high - a
    top -= top - b
    low, rest = a - high, b - top
    return product, ((high * top - product) + high * rest + low * top) + low * rest


def _scaled(number: Any, lost: Any, scale: float) -> Any:
    """A number in two parts times another."""
    if math.frexp(scale)[0] in (0.5, -0.5):
        return number * scale, lost * scale
    product, more = _product(number, scale)
    return product, more + lost * scale


def _power_of(exponent: Any, lost: Any) -> Any:
    powers = np.exp(exponent)
    return powers + np.minimum(powers, _LARGEST) * lost


def _exp_distance(a: Any, largest: Any, out: Any) -> Any:
    """exp(a - m), with what rounding took from the distance; -1 stands for what minus infinity leaves."""
    distance = a - largest
    v = distance - a
    powers = np.exp(distance)
    lost = (a - (distance - v)) - (v + largest)
    return np.add(powers, powers * np.fmax(lost, -1.0), out)


def _sum_error(a: Any, b: Any, total: Any, out: Any) -> Any:
    """What rounding took from a + b (Knuth)."""
    v = total - a
    w = a - (total - v)
    v = b - v
    return np.add(w, v, out)


def _product_error(a: Any, b: Any, product: Any, out: Any) -> Any:
    """What rounding took from a b (Dekker; Veltkamp splits the factors)."""
    high, top = a * _SPLIT, b * _SPLIT
    high = high - (high - a)
    top = top - (top - b)
    low, rest = a - high, b - top
    found = ((high * top - product) + high * rest) + low * top
    found += low * rest
    return np.multiply(found, np.abs(product) > _SMALLEST, out)


def _quotient_error(a: Any, b: Any, quotient: Any, out: Any) -> Any:
    """What rounding took from a / b."""
    product = quotient * b
    return np.divide((a - product) - _product_error(quotient, b, product, None), b, out)


def _root_error(a: Any, root: Any, out: Any) -> Any:
    """What rounding took from the root of a."""
    square = root * root
    return np.divide((a - square) - _product_error(root, root, square, None), 2.0 * root, out)


def _corrected(value: Any, slope: Any, lost: Any, out: Any) -> Any:
    """A value at an argument without what rounding took from that; where it is not known, nothing."""
    change = np.multiply(slope, lost)
    known = np.isfinite(change)
    if not known.all():
        change = np.where(known, change, 0.0)
    return np.add(value, change, out)


def _log_of_two(value: Any, a: Any, b: Any, out: Any) -> Any:
    """log(e^a + e^b), which cancels where the sum is almost 1: there it is computed in more digits."""
    largest = np.maximum(a, b)
    near = (largest < 0.0) & (np.abs(value) < -0.5 * largest)
    found = np.array(value)
    if near.any():
        a, b = (np.broadcast_to(v, near.shape)[near].astype(np.longdouble) for v in (a, b))
        found[near] = np.maximum(a, b) + np.log1p(np.exp(-np.abs(a - b)))
    if out is None:
        return found
    np.copyto(out, found)
    return out


def _taken_over(function: Any, found: Any, arguments: Any) -> None:
    """Results near 0, from another function."""
    near = np.flatnonzero(np.abs(found) < _CROSSING)
    if near.size:
        found.reshape(-1)[near] = function(*(a.reshape(-1)[near] for a in arguments))


def _rotated(value: Any, slope: Any, lost: Any, out: Any) -> Any:
    """The sine or cosine of u + e from that of u and its slope, where e need not be small."""
    lost = np.where(np.isfinite(lost), lost, 0.0)
    return np.add(value * np.cos(lost), slope * np.sin(lost), out)


def _weighted(weight: Any, log: Any, inside: Any, out: Any) -> Any:
    """A weight times a logarithm of something: 0 where the weight is 0, as in entropies."""
    found = np.multiply(weight, log)
    lost = np.isnan(found)
    if lost.any():
        found = np.where(lost & (np.equal(weight, 0.0) & ~np.isnan(inside)), 0.0, found)
    if out is None:
        return found
    np.copyto(out, found)
    return out
