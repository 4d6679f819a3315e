"""Jacobian-vector and vector-Jacobian products: those of the Jacobian, without the Jacobian."""

import numpy as np
import pytest

from derive.kernel import LoweringError, kernel

ROW = (r"x \in \mathbb{R}^K",)
LAYER = (r"W \in \mathbb{R}^{h \times d}", r"x \in \mathbb{R}^d", r"w \in \mathbb{R}^h")
ROWS = {
    "softmax": r"\operatorname{softmax}(x)",
    "log-softmax": r"\log\operatorname{softmax}(x)",
    "products": r"(\sum_{j=1}^K x_j) x",
}
RNG = np.random.default_rng(8)
X, V = RNG.normal(size=(2, 5))


def jacobian(function, x, step=1e-6):
    columns = [(function(x + step * e) - function(x - step * e)) / (2 * step) for e in np.eye(x.size)]
    return np.array(columns).T


@pytest.mark.parametrize("formula", ROWS.values(), ids=ROWS)
def test_products_are_those_of_the_jacobian(formula):
    matrix = jacobian(kernel(formula, ["x"], ROW), X)
    forward = kernel(formula, ["x"], ROW, product="jvp")
    backward = kernel(formula, ["x"], ROW, product="vjp")
    np.testing.assert_allclose(forward(X, V), matrix @ V, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(backward(X, V), matrix.T @ V, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("formula", [ROWS["softmax"], ROWS["log-softmax"]])
@pytest.mark.parametrize("product", ["jvp", "vjp"])
def test_products_are_stable_and_need_no_room_for_a_jacobian(formula, product):
    function = kernel(formula, ["x"], ROW, product=product)
    assert np.isfinite(function(X * 1e4, V)).all()
    long = np.linspace(-5, 5, 100_000)
    assert function(long, np.ones(100_000)).shape == (100_000,)


def test_the_derivative_of_a_number_by_a_row_is_a_sum():
    function = kernel(r"\operatorname{lse}(x)", ["x"], ROW, product="jvp")
    powers = np.exp(X)
    np.testing.assert_allclose(function(X, V), powers @ V / powers.sum(), rtol=1e-13)
    assert kernel(r"\sigma(x)", ["x"], product="jvp")(0.0, 2.0) == 0.5


def test_any_argument_may_be_the_one_to_differentiate_by():
    formula, names = r"\sum_{i=1}^h w_i \sigma(\sum_{j=1}^d W_{ij} x_j)", ["W", "x", "w"]
    weights, x, outer = RNG.normal(size=(4, 3)), RNG.normal(size=3), RNG.normal(size=4)
    value = kernel(formula, names, LAYER)
    for by, direction in (
        ("W", RNG.normal(size=(4, 3))),
        ("x", RNG.normal(size=3)),
        ("w", RNG.normal(size=4)),
    ):
        arrays = dict(zip(names, (weights, x, outer), strict=True))
        above, below = (value(*(arrays | {by: arrays[by] + s * direction}).values()) for s in (1e-6, -1e-6))
        found = kernel(formula, names, LAYER, product="jvp", by=by)(weights, x, outer, direction)
        assert found == pytest.approx((above - below) / 2e-6, rel=1e-7)
    gradient = kernel(formula, names, LAYER, product="vjp", by="W")(weights, x, outer, 2.0)
    np.testing.assert_allclose(gradient, 2 * kernel(rf"\nabla_W {formula}", names, LAYER)(weights, x, outer))


@pytest.mark.parametrize(
    ("formulas", "options", "reason"),
    [
        ("x^2", {"product": "jacobian"}, "neither jvp nor vjp"),
        ("x^2", {"product": "jvp", "by": "z"}, "z is none of the arguments"),
        (["x^2", "x^3"], {"product": "jvp"}, "one formula"),
    ],
)
def test_what_is_no_product_is_refused(formulas, options, reason):
    with pytest.raises(LoweringError, match=reason):
        kernel(formulas, ["x"], **options)
