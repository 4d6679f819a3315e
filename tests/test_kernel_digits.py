"""Kernels of functions whose formulas cancel, overflow or have gaps, held against ball arithmetic."""

import numpy as np
import pytest

from derive.elaborate.statement import claim_of
from derive.kernel import accuracy, accuracy_of, kernel
from derive.kernel.accuracy import inputs, measure
from derive.kernel.compiled import has_compiler

EVERY = 5
QUOTIENTS = (
    r"\frac{\sin x}{x}",
    r"\frac{e^x-1}{x}",
    r"\frac{\tanh x}{x}",
    r"\frac{\log(1+x)}{x}",
    r"\frac{1-\cos x}{x^2}",
    r"\frac{x}{e^x-1}",
    r"\frac{\sinh x}{x}",
    r"\frac{e^x-1-x}{x^2}",
    r"\frac{x-\sin x}{x^3}",
    r"\frac{\arctan x}{x}",
    r"\frac{\log x}{x-1}",
)
SLOPES = (
    r"\frac{d}{dx}\frac{\sin x}{x}",
    r"\frac{d}{dx}\frac{1-\cos x}{x^2}",
    r"\frac{d}{dx}\frac{x}{e^x-1}",
    r"\frac{d}{dx}\frac{e^x-1}{x}",
)
TAILS = (
    r"\operatorname{erf}(x)",
    r"1-\operatorname{erf}(x)",
    r"e^{x^2}\operatorname{erfc}(x)",
    r"\Phi(x)",
    r"1-\Phi(x)",
    r"\log\Phi(x)",
    r"\log(1-\Phi(x))",
    r"\log\operatorname{erfc}(x)",
    r"\frac{d}{dx}\log\Phi(x)",
    r"\frac{1-\Phi(x)}{\phi(x)}",
    r"e^{-x^2/2}",
    r"\frac{1}{\sqrt{2\pi}}e^{-x^2/2}",
    r"e^{3x}",
)
DIFFERENCES = (
    r"1-\cos x",
    r"\sqrt{x+1}-\sqrt{x}",
    r"\sqrt{x^2+1}-x",
    r"1-\sqrt{1-x^2}",
    r"\frac1x-\frac1{x+1}",
    r"\log(1+x)-\log x",
    r"\log\frac{x}{1-x}",
    r"\coth x-\frac1x",
    r"\frac1x-\frac1{\sinh x}",
    r"\frac1{x}-\frac1{e^x-1}",
    r"x-\sin x",
    r"\log(1-e^{-x})",
    r"\log(e^x-1)",
    r"\log\cosh x",
    r"\log(1+x^2)",
    r"x-1-\log x",
    r"(1+x)\log(1+x)-x",
    r"-x\log x-(1-x)\log(1-x)",
    r"\frac{x}{1+|x|}",
    r"x\sigma(x)",
    r"x^2 e^{-x}",
)
PAIRS = (
    r"e^x-e^y",
    r"\log x-\log y",
    r"x^2-y^2",
    r"\frac{1}{x}-\frac{1}{y}",
    r"\log\frac{x}{y}",
    r"x\log\frac{x}{y}",
)


ROUNDED = (
    (r"\sigma(3x)", ("x",)),
    (r"\phi(x)", ("x",)),
    (r"e^{-1/x}", ("x",)),
    (r"e^{x^2}-1", ("x",)),
    (r"\sigma(x-y)", ("x", "y")),
    (r"\log\sigma(x-y)", ("x", "y")),
    (r"\Phi(x/y)", ("x", "y")),
    (r"\operatorname{erfc}(x-y)", ("x", "y")),
    (r"\sigma(x)-\sigma(y)", ("x", "y")),
    (r"\frac{\partial}{\partial x}\log(e^x+e^y)", ("x", "y")),
    (r"\sqrt{x^2+y^2}", ("x", "y")),
)
CHAINED = (
    r"\frac{d}{dx}\frac{1}{\cosh x}",
    r"\frac{d}{dx}\left(\sigma(x)(1-\sigma(x))\right)",
    r"\frac{d}{dx}\frac{\log(1+x)}{x}",
    r"\frac{d}{dx}\frac{\sin x}{x}",
    r"\frac{d}{dx}\left(\sqrt{x+1}-\sqrt{x}\right)",
    r"\log(1-x^2)",
    r"x^2\operatorname{erfc}(x)",
)
JACOBIANS = (
    r"\nabla_x \operatorname{softmax}(x)_1",
    r"\frac{\partial}{\partial x} \operatorname{softmax}(x)",
    r"\frac{\partial}{\partial x} \log\operatorname{softmax}(x)",
)


def measured(latex, names=("x",), backend="numpy", dtype=float, every=EVERY):
    """The accuracy over a part of the inputs, infinities besides."""
    claim = claim_of(f"{latex} = {latex}")
    known = {s.name: s for s in claim.context.symbols}
    symbols = [known[n] for n in names]
    places = tuple(c[::every] for c in inputs(len(names), dtype=np.dtype(dtype)))
    return measure(kernel(latex, names, backend=backend), claim.left, symbols, places, dtype)


@pytest.mark.parametrize("latex", QUOTIENTS + TAILS + DIFFERENCES)
def test_digits_are_kept_over_the_whole_range(latex):
    found = measured(latex)
    assert found.points > 200
    assert found.spurious == 0
    assert found.maximum <= 3, found.worst


@pytest.mark.parametrize("latex", SLOPES)
def test_slopes_keep_theirs(latex):
    found = measured(latex)
    assert found.spurious == 0
    assert found.maximum <= 4, found.worst


@pytest.mark.parametrize(("latex", "names"), ROUNDED)
def test_what_rounding_takes_from_arguments_is_put_back(latex, names):
    found = measured(latex, names, every=40)
    assert found.spurious == 0
    assert found.maximum <= 3, found.worst


@pytest.mark.parametrize("latex", CHAINED)
def test_slopes_of_functions_of_the_table_are_made_of_those(latex):
    found = measured(latex, every=30)
    assert found.spurious == 0
    assert found.maximum <= 3, found.worst


@pytest.mark.parametrize("latex", JACOBIANS)
def test_gradients_of_softmax_keep_theirs_where_a_probability_is_almost_1(latex):
    gradient = kernel(latex, ["x"], [r"x \in \mathbb{R}^K"])
    found = accuracy_of(gradient)
    assert found.points >= 160
    assert found.spurious == 0
    assert found.maximum <= 3
    assert gradient(np.array([0.0, -50.0])).ravel()[0] == pytest.approx(np.exp(-50.0), rel=1e-15)


def test_a_constant_may_be_among_what_is_watched():
    mean = kernel(r"\log\frac{e^x+e^y}{2}", ["x", "y"])
    assert mean(np.array([1000.0]), np.array([1000.0]))[0] == pytest.approx(1000, rel=1e-15)


@pytest.mark.parametrize("latex", PAIRS)
def test_functions_of_two_numbers_keep_theirs(latex):
    found = measured(latex, ("x", "y"))
    assert found.spurious == 0
    assert found.maximum <= 3, found.worst


@pytest.mark.parametrize(
    "latex", [QUOTIENTS[0], QUOTIENTS[4], QUOTIENTS[5], TAILS[1], TAILS[5], DIFFERENCES[2], DIFFERENCES[19]]
)
def test_single_precision_keeps_its_digits(latex):
    found = measured(latex, dtype=np.float32)
    assert found.spurious == 0
    assert found.maximum <= 3, found.worst


@pytest.mark.skipif(not has_compiler(), reason="there is no C compiler")
@pytest.mark.parametrize("latex", [*QUOTIENTS[:2], *TAILS[:4], TAILS[9], TAILS[12], *DIFFERENCES[5:7]])
def test_compiled_kernels_keep_them(latex):
    found = measured(latex, backend="c")
    assert found.spurious == 0
    assert found.maximum <= 4, found.worst


@pytest.mark.parametrize(
    ("latex", "limit"),
    [(QUOTIENTS[0], 1), (QUOTIENTS[4], 0.5), (QUOTIENTS[5], 1), (QUOTIENTS[8], 1 / 6), (SLOPES[3], 0.5)],
)
def test_a_gap_of_the_domain_gets_the_limit(latex, limit):
    assert kernel(latex, ["x"])(np.array([0.0]))[0] == pytest.approx(limit, rel=1e-15)


@pytest.mark.skipif(not has_compiler(), reason="there is no C compiler")
def test_compiled_kernels_put_rounding_back_too():
    found = measured(r"e^{x/y}", ("x", "y"), backend="c", every=40)
    assert found.points > 50
    assert found.maximum <= 4


def test_what_has_no_limit_stays_undefined():
    assert np.isnan(kernel(r"\frac{|x|}{x}", ["x"])(np.array([0.0])))[0]
    assert np.isnan(
        kernel(r"\log\frac{x}{y}", ["x", "y"])(np.array([1.0, -1.0]), np.array([-3.0, 3.0]))
    ).all()


def test_infinities_have_their_limits_and_nan_stays():
    x = np.array([-np.inf, np.inf, np.nan])
    np.testing.assert_array_equal(kernel(r"\frac{x}{1+|x|}", ["x"])(x), [-1, 1, np.nan])
    np.testing.assert_array_equal(kernel(r"\log\Phi(x)", ["x"])(x), [-np.inf, 0, np.nan])
    np.testing.assert_array_equal(kernel(r"\sqrt{x^2+1}-x", ["x"])(x), [np.inf, 0, np.nan])


def test_weights_of_zero_count_nothing():
    entropy = kernel(r"-\sum_{j=1}^K p_j\log p_j", ["p"], [r"p\in\mathbb{R}^K"])
    np.testing.assert_allclose(entropy(np.array([[0, 0.5, 0.5], [0, 0, 1.0]])), [np.log(2), 0], atol=0)
    given = [r"p\in\mathbb{R}^K", r"q\in\mathbb{R}^K"]
    divergence = kernel(r"\sum_{j=1}^K p_j\log\frac{p_j}{q_j}", ["p", "q"], given)
    p = np.array([0.0, 0.5, 0.5])
    assert divergence(p, p) == 0
    assert np.isnan(divergence(p, np.array([np.nan, 0.5, 0.5])))
    assert divergence(np.array([1.0, 0, 0]), p) == np.inf
    binary = kernel(r"-y\log p-(1-y)\log(1-p)", ["y", "p"])
    np.testing.assert_array_equal(binary(np.array([0, 1.0, 1]), np.array([0, 1.0, 0])), [0, 0, np.inf])
    assert np.isnan(kernel(r"x\log x", ["x"])(np.array([np.nan, -1.0]))).all()


def test_what_is_close_to_equal_is_told_apart():
    x = np.array([1.0, 700.0, 1e-300])
    y = np.nextafter(x, np.inf)
    exact = (y - x) / x
    np.testing.assert_allclose(kernel(r"\log\frac yx", ["x", "y"])(x, y), exact, rtol=1e-15)


def test_parts_of_sums_are_mended_too():
    total = kernel(r"\sum_{j=1}^K \frac{\sin x_j}{x_j}", ["x"], [r"x\in\mathbb{R}^K"])
    np.testing.assert_allclose(
        total(np.array([[0.0, 0.0], [np.pi / 2, 0.0]])), [2, 1 + 2 / np.pi], rtol=1e-15
    )


def test_strided_single_and_given_arrays():
    bessel = kernel(r"\frac{\sinh x}{x}", ["x"])
    x = np.linspace(-2, 2, 40)
    out = np.empty(20)
    assert bessel(x[::2], out=out) is out
    np.testing.assert_array_equal(out, bessel(x)[::2])
    assert bessel(x.astype(np.float32)).dtype == np.float32
    assert kernel(r"\Phi(x)", ["x"])(x.reshape(4, 10).T).shape == (10, 4)
    assert kernel(r"\Phi(x)", ["x"])(0.0) == 0.5


def test_the_accuracy_of_other_libraries_is_told():
    naive = accuracy(lambda x: np.exp(-x * x / 2), r"e^{-x^2/2}")
    assert naive.maximum > 100
