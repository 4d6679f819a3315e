"""The polynomials of the Gaussian tails are those of their recipe, and no other is among them."""

import math
import re
from importlib.resources import files

import numpy as np
import pytest
from flint import arb, arb_poly

from derive.algebra.balls import Precision
from derive.kernel import kernel, tabled, tails

BITS = 400
DEGREE = 24


def scaled_erfc(x):
    return (x * x).exp() * x.erfc()


def scaled_tail(x):
    return (x * x / 2).exp() * (x / arb(2).sqrt()).erfc() / 2


def nodes(degree):
    return [arb(math.cos(math.pi * (2 * n + 1) / (2 * degree + 2))) for n in range(degree + 1)]


def made(function, k):
    """The coefficients of (1 + x) f(x) in t = (x - k)/(x + k), through the Chebyshev nodes."""

    def in_t(t):
        x = arb(k) * (1 + t) / (1 - t)
        return (1 + x) * function(x)

    places = nodes(DEGREE)
    return arb_poly.interpolate(places, [in_t(t) for t in places])


@pytest.mark.parametrize(
    ("table", "function", "k"), [(tails._E, scaled_erfc, 4.0), (tails._M, scaled_tail, 5.5)]
)
def test_the_polynomials_are_made_as_told(table, function, k):
    with Precision(BITS):
        polynomial = made(function, k)
        np.testing.assert_allclose(table.ravel(), [float(c.mid()) for c in polynomial.coeffs()], rtol=1e-15)
        for n in range(40):
            t = arb(n - 20) / 20 + arb(1) / 41
            x = arb(k) * (1 + t) / (1 - t)
            assert bool(abs(polynomial(t) / ((1 + x) * function(x)) - 1) < arb(2) ** -55)


def test_erf_near_0_is_made_as_told():
    with Precision(BITS):
        places = [(1 + c) * arb(0.3) / 2 for c in nodes(len(tails._ERF) - 1)]
        values = [y.sqrt().erf() / y.sqrt() for y in places]
        found = [float(c.mid()) for c in arb_poly.interpolate(places, values).coeffs()]
    np.testing.assert_allclose(tails._ERF, found, rtol=1e-12)


def test_c_has_the_same_numbers():
    text = files("derive.kernel").joinpath("tails.h").read_text(encoding="utf-8")
    numbers = set(map(float, re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)))
    assert {*tails._E.ravel().tolist(), *tails._M.ravel().tolist(), *tails._ERF} <= numbers


@pytest.mark.parametrize("function", [tabled._erf, tabled._erfc, tabled._normal_cdf, tabled._log_normal_cdf])
def test_a_number_has_its_value_whatever_array_it_is_in(function):
    x = np.array([-1e300, -60.0, -38.6, -3.0, -0.0, 5e-324, 0.3, 7.0, 41.0, 1e300])
    whole = function(x, None)
    assert [function(np.array([v]), None)[0] for v in x] == whole.tolist()
    assert np.array_equal(function(np.repeat(x, 2000).reshape(2, -1).T[::2], None).T.ravel()[::1000], whole)
    assert function(x[:, None], np.empty((10, 1))).ravel().tolist() == whole.tolist()
    assert np.isnan(function(np.array([np.nan, 1.0, -np.inf]), None)).tolist() == [True, False, False]


def test_what_is_nan_stays_nan_where_fmax_is_faster():
    softplus = kernel(r"\log(1 + e^x)", ["x"])
    assert "np.fmax" in softplus.source
    assert np.isnan(softplus(np.array([np.nan, 1.0]))).tolist() == [True, False]
    relu = kernel(r"\max(x, 0)", ["x"])
    assert "np.fmax" not in relu.source
    assert np.isnan(relu(np.array([np.nan, 1.0]))).tolist() == [True, False]
