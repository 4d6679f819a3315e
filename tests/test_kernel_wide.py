"""Numbers that overflow, vanish or cancel on the way, and constants and exponentials that need not."""

import numpy as np
import pytest

from derive.kernel import kernel
from derive.kernel.accuracy import inputs, measure
from derive.kernel.compiled import has_compiler

WIDE = np.finfo(np.longdouble).maxexp > 1024
wider = pytest.mark.skipif(not WIDE, reason="a long double is no wider than a double here")
BACKENDS = ["numpy", pytest.param("c", marks=pytest.mark.skipif(not has_compiler(), reason="no compiler"))]


@wider
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("latex", "points"),
    [
        (r"\log(x^2 + y^2)", [(1e200, 3.0, 460.51701859880916 * 2), (1e-200, 0.0, -921.0340371976183)]),
        (r"\frac{x^2}{x^2 + y^2}", [(1e-170, 1e-160, 1e-20), (1e200, 1e201, 1 / 101)]),
        (r"\frac{xy}{x + y}", [(1e200, 1e180, 1e180), (2.0, 6.0, 1.5)]),
    ],
)
def test_what_overflows_vanishes_or_cancels_keeps_its_digits(latex, points, backend):
    function = kernel(latex, ["x", "y"], backend=backend)
    x, y, wanted = map(np.array, zip(*points, strict=True))
    found = function(x, y)
    np.testing.assert_allclose(found, wanted, rtol=1e-15)


@wider
@pytest.mark.parametrize("latex", [r"\log(1 + \frac{x^2}{y})", r"\log\cosh(x - y)"])
def test_sums_that_cancel_keep_three_units(latex):
    function = kernel(latex, ["x", "y"])
    points = tuple(c[4000::9] for c in inputs(2))
    found = measure(function, function.formula, function.arguments, points)
    assert found.maximum <= 3
    assert found.spurious == 0


@wider
def test_a_number_has_the_same_result_whatever_stands_beside_it():
    function = kernel(r"\log(x^2 + y^2)", ["x", "y"])
    x, y = (c[::50].copy() for c in inputs(2))
    alone = [function(x[n : n + 1], y[n : n + 1])[0] for n in range(x.size)]
    np.testing.assert_array_equal(function(x, y), alone)
    out = np.empty((x.size, 1))
    assert function(x[:, None], y[:, None], out=out) is out
    np.testing.assert_array_equal(out[:, 0], alone)


def test_cross_entropy_of_labels_does_not_cancel():
    loss = kernel(r"\log(1 + e^x) - yx", ["x", "y"])
    x, y = np.array([40.0, 40.0, -40.0, 750.0]), np.array([1.0, 0.75, 0.0, 1.0 - 2.0**-40])
    small = np.exp(-40.0)
    np.testing.assert_allclose(loss(x, y), [small, 10 + small, small, 750 * 2.0**-40], rtol=1e-15)
    assert loss(np.linspace(-9, 9, 7), np.linspace(0, 1, 7)).min() > 0


def test_ordinary_kernels_are_left_alone():
    assert "_wide" not in kernel(r"\log(1 + e^x)", ["x"]).source
    assert "_wide" not in kernel(r"\sqrt{x^2 + y^2}", ["x", "y"]).source


def test_the_largest_exponent_of_a_gradient_is_taken_out():
    given = [r"x \in \mathbb{R}^K"]
    gradient = kernel(r"\nabla_x(-\log\sum_{k=1}^K\operatorname{softmax}(x)_k^2)", ["x"], given)
    x = np.array([[0.5, -1.0, 2.0], [1.0, 1.5, -3.0]])
    p = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
    wanted = 2 * p * (1 - p / (p * p).sum(axis=-1, keepdims=True))
    np.testing.assert_allclose(gradient(x), wanted, rtol=1e-13)
    np.testing.assert_allclose(gradient(x + 1000), wanted, rtol=1e-12)
    assert np.isfinite(gradient(1000 * x)).all()
    kept = kernel(r"\frac{\sum_{k=1}^K x_k e^{x_k}}{1 + \sum_{k=1}^K e^{x_k}}", ["x"], given)
    value = (x * np.exp(x)).sum(axis=-1) / (1 + np.exp(x).sum(axis=-1))
    np.testing.assert_allclose(kept(x), value, rtol=1e-14)


def test_slopes_of_quotients_are_one_fraction():
    slope = kernel(r"\frac{\partial}{\partial x}\frac{x}{\sqrt{x^2 + y^2}}", ["x", "y"])
    np.testing.assert_allclose(
        slope(np.array([1e20, 3.0]), np.array([1.0, 4.0])), [1e-60, 16 / 125], rtol=1e-15
    )


def test_differences_of_roots_and_cubes():
    roots = kernel(r"(\sqrt{x} - \sqrt{y})^2", ["x", "y"])
    assert roots(np.array([0.0, 4.0]), np.array([0.0, 9.0])).tolist() == [0.0, 1.0]
    cubes = kernel(r"x^3 - y^3", ["x", "y"])
    assert cubes(np.array([1.0]), np.array([1.0 - 2.0**-52])).tolist() == [6.661338147750937e-16]


def test_constant_factors_are_rounded_once():
    source = kernel(r"\frac{1}{\sqrt{2\pi s^2}} e^{-\frac{(x-m)^2}{2s^2}}", ["x", "m", "s"]).source
    assert "0.3989422804014327" in source
    assert "np.pi" not in source
    gelu = kernel(r"\frac{x}{2}(1+\tanh(\sqrt{\frac{2}{\pi}}(x+\frac{44715}{1000000}x^3)))", ["x"])
    x = -21.0718
    inner = np.longdouble(x) + np.longdouble(x) ** 3 * np.longdouble(44715) / 1000000
    wanted = np.longdouble(x) / (
        1 + np.exp(-2 * inner * np.sqrt(2 / np.longdouble("3.14159265358979323846")))
    )
    np.testing.assert_allclose(gelu(np.array([x])), [float(wanted)], rtol=1e-15 if WIDE else 1e-13)


def test_arguments_may_be_named_without_a_backslash():
    found = [kernel(r"1 - e^{-\lambda x}", ["x", name])(1e-20, 2.0) for name in ("lambda", r"\lambda")]
    assert found == [2e-20, 2e-20]
