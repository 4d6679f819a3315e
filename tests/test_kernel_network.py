"""Kernels of networks: matrix products, stable functions of sums, sums over samples in parts."""

import numpy as np
import pytest

from derive.kernel import kernel

GIVEN = (
    r"W \in \mathbb{R}^{h \times d}",
    r"X \in \mathbb{R}^{N \times d}",
    r"b \in \mathbb{R}^h",
    r"w \in \mathbb{R}^h",
    r"y \in \mathbb{R}^N",
)
LOSS = r"\sum_{n=1}^N \log(1 + \exp(-y_n \sum_{i=1}^h w_i \sigma(\sum_{j=1}^d W_{ij} X_{nj} + b_i)))"
NAMES = ["W", "X", "b", "w", "y"]


def sample(h, d, count, scale=1.0):
    rng = np.random.default_rng(7)
    sizes = ((h, d), (count, d), (h,), (h,), (count,))
    return [scale * rng.normal(size=s) for s in sizes]


def loss(weights, samples, biases, outer, y):
    hidden = 1 / (1 + np.exp(-(samples @ weights.T + biases)))
    return np.logaddexp(0, -y * (hidden @ outer)).sum()


@pytest.fixture(scope="module")
def gradient():
    return kernel(rf"\nabla_W {LOSS}", NAMES, GIVEN)


def test_a_gradient_agrees_with_finite_differences(gradient):
    values = sample(3, 4, 6)
    found, step = gradient(*values), 1e-6
    for place in np.ndindex(3, 4):
        change = np.zeros((3, 4))
        change[place] = step
        above, below = (loss(values[0] + s * change, *values[1:]) for s in (1, -1))
        assert found[place] == pytest.approx((above - below) / (2 * step), rel=1e-6, abs=1e-8)


def test_a_value_is_stable_where_the_outer_exponent_is_large():
    values = sample(5, 4, 7, scale=300.0)
    found = kernel(LOSS, NAMES, GIVEN)(*values)
    assert np.isfinite(found)
    assert found > 0


def test_a_gradient_neither_overflows_nor_becomes_nan(gradient):
    for scale in (30.0, 1e3, 1e150):
        assert np.isfinite(gradient(*sample(5, 4, 7, scale))).all()


def test_parts_add_up(gradient):
    values = sample(60, 50, 2500)
    weights, samples, biases, outer, y = values
    hidden = 1 / (1 + np.exp(-(samples @ weights.T + biases)))
    slope = -y / (1 + np.exp(y * (hidden @ outer)))
    expected = (slope[:, None] * outer * hidden * (1 - hidden)).T @ samples
    np.testing.assert_allclose(gradient(*values), expected, rtol=1e-9, atol=1e-10)
    np.testing.assert_array_equal(gradient(weights, samples[:0], biases, outer, y[:0]), 0 * weights)


def test_leading_axes_are_batch_axes(gradient):
    weights, *others = sample(3, 4, 6)
    many = np.stack([weights, 2 * weights, -weights])
    found = gradient(many, *others)
    for one, expected in zip(found, many, strict=True):
        np.testing.assert_allclose(one, gradient(expected, *others), rtol=1e-13)


def test_results_go_where_they_are_wanted_and_shapes_are_checked(gradient):
    values = sample(3, 4, 6)
    out = np.empty((3, 4))
    assert gradient(*values, out=out) is out
    np.testing.assert_array_equal(out, gradient(*values))
    with pytest.raises(ValueError, match="X has shape"):
        gradient(values[0], values[1][:, :3], *values[2:])
    with pytest.raises(ValueError, match="out has shape"):
        gradient(*values, out=np.empty((4, 3)))
    single = gradient(*(v.astype(np.float32) for v in values))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, gradient(*values), rtol=1e-4, atol=1e-4)


def test_products_are_matrix_products_and_nothing_is_computed_twice(gradient):
    code = gradient.source.partition("def _part")[2]
    assert code.count("np.matmul") == 2
    assert code.count("np.exp") == 2
    assert "einsum" not in code


CONTRACTIONS = {
    "matrix times vector": (r"A x", "ij,...j->...i"),
    "transposed matrix times vector": (r"A^T x", "ji,...j->...i"),
}


@pytest.mark.parametrize(("formula", "subscripts"), CONTRACTIONS.values(), ids=CONTRACTIONS)
def test_a_matrix_is_applied_to_a_batch_of_vectors_at_once(formula, subscripts):
    given = (r"A \in \mathbb{R}^{m \times m}", r"x \in \mathbb{R}^m")
    function = kernel(formula, ["A", "x"], given)
    rng = np.random.default_rng(1)
    a, x = rng.normal(size=(3, 3)), rng.normal(size=(5, 3))
    np.testing.assert_allclose(function(a, x), np.einsum(subscripts, a, x), rtol=1e-12)
    batch = rng.normal(size=(5, 3, 3))
    expected = np.einsum(subscripts.replace("ij", "nij").replace("ji", "nji").replace("...", "n"), batch, x)
    np.testing.assert_allclose(function(batch, x), expected, rtol=1e-12)


def test_products_of_matrices_in_every_order():
    given = (r"A \in \mathbb{R}^{n \times m}", r"B \in \mathbb{R}^{m \times k}")
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(2, 3)), rng.normal(size=(3, 4))
    np.testing.assert_allclose(kernel("A B", ["A", "B"], given)(a, b), a @ b, rtol=1e-12)
    np.testing.assert_allclose(kernel("(A B)^T", ["A", "B"], given)(a, b), (a @ b).T, rtol=1e-12)
