"""What a kernel does with arrays: results in place, dtypes, strides, threads, several formulas."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from flint import arb

from derive.algebra.balls import Precision
from derive.kernel import LoweringError, compiled, kernel

ROW = (r"x \in \mathbb{R}^K",)
SOFTMAX, SIGMOID = r"\operatorname{softmax}(x)", r"\sigma(x)"
KERNELS = [
    pytest.param(formula, given, backend, id=f"{formula}-{backend}")
    for formula, given in ((SOFTMAX, ROW), (SIGMOID, ()))
    for backend in ("numpy", "c")
]
TABLED = pytest.param(r"\operatorname{erfc}(x)", (), "numpy", id="erfc")
SHAPES = ((5,), (300, 7), (4, 6000), (70_000, 3))


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp()))


def made(formula, given, backend):
    if backend == "c" and not compiled.has_compiler():
        pytest.skip("there is no C compiler")
    return kernel(formula, ["x"], given, backend=backend)


def points(shape):
    return np.random.default_rng(5).normal(size=shape) * 20


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("formula", "given", "backend"), KERNELS)
def test_results_are_written_where_they_are_wanted(formula, given, backend, shape):
    function, x = made(formula, given, backend), points(shape)
    expected = function(x)
    for out in (np.empty(shape), np.empty(shape, order="F"), np.empty((*shape, 2))[..., 0]):
        assert function(x, out=out) is out
        np.testing.assert_array_equal(out, expected)
    own = x.copy()
    assert function(own, out=own) is own
    np.testing.assert_array_equal(own, expected)
    reversed_ = x.copy()
    function(reversed_, out=reversed_[..., ::-1])
    np.testing.assert_array_equal(reversed_[..., ::-1], expected)


@pytest.mark.parametrize("latex", [SIGMOID, r"\sigma'(x)", r"\log(1 + e^x)", r"\operatorname{erf}(x)"])
def test_few_numbers_have_the_results_of_many(latex):
    function, x = kernel(latex, ["x"]), np.linspace(-40, 40, 250_000)
    assert np.array_equal(function(x[::50]), function(x)[::50])
    single = x.astype(np.float32)
    assert np.array_equal(function(single[::50]), function(single)[::50])
    assert function(single[:5]).dtype == np.float32


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("formula", "given", "backend"), KERNELS)
def test_strides_and_dtypes_do_not_matter(formula, given, backend, shape):
    function, x = made(formula, given, backend), points(shape)
    expected = function(x)
    wide = np.repeat(x, 2, axis=-1)
    np.testing.assert_allclose(function(wide[..., ::2]), expected, rtol=1e-15)
    np.testing.assert_allclose(function(np.asfortranarray(x)), expected, rtol=1e-15)
    single = function(x.astype(np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, function(x.astype(np.float32).astype(float)), rtol=3e-6, atol=1e-37)
    assert function(np.arange(4)).dtype == float


@pytest.mark.parametrize(("formula", "given", "backend"), KERNELS)
def test_a_wrong_out_is_refused(formula, given, backend):
    with pytest.raises(ValueError, match="out has shape"):
        made(formula, given, backend)(np.ones(4), out=np.empty(3))


@pytest.mark.parametrize(("formula", "given", "backend"), [*KERNELS, TABLED])
def test_threads_do_not_disturb_each_other(formula, given, backend):
    function = made(formula, given, backend)
    inputs = [points((200, 300)) + n for n in range(12)]
    expected = [function(x) for x in inputs]
    with ThreadPoolExecutor(4) as pool:
        for found, value in zip(pool.map(function, inputs), expected, strict=True):
            np.testing.assert_array_equal(found, value)


def powers_of(row):
    """Exponentials of the distances from the largest entry."""
    return [(arb(float(v)) - arb(float(row.max()))).exp() for v in row]


def total_of(balls):
    return sum(balls[1:], balls[0])


def exact_softmax(row):
    powers = powers_of(row)
    return [p / total_of(powers) for p in powers]


def exact_log_softmax(row):
    log = total_of(powers_of(row)).log()
    return [arb(float(v)) - arb(float(row.max())) - log for v in row]


def exact_lse(row):
    return [total_of(powers_of(row)).log() + arb(float(row.max()))]


def worst_error(function, exact, x):
    """The largest error in ulp over all rows."""
    worst = 0.0
    with Precision(2000):
        for row, results in zip(x, np.reshape(function(x), (len(x), -1)).tolist(), strict=True):
            for found, value in zip(results, exact(row), strict=True):
                spacing = max(math.ulp(float(value.mid())), 5e-324)
                worst = max(worst, abs(float((arb(found) - value) / arb(spacing))))
    return worst


def rows(scale, middle=0.0):
    return np.random.default_rng(1).normal(size=(100, 10)) * scale + middle


@pytest.mark.parametrize("scale", [0.01, 1.0, 30.0, 100.0, 300.0, 1000.0])
@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_softmax_keeps_its_digits_where_entries_are_far_apart(backend, scale):
    assert 0 < worst_error(made(SOFTMAX, ROW, backend), exact_softmax, rows(scale)) < 4


@pytest.mark.parametrize("middle", [-1e17, -1e4, -700.0, -3.0, 650.0, 700.0, 1300.0, 1e6, 1e17, 1e18])
@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_softmax_keeps_its_digits_wherever_the_largest_entry_lies(backend, middle):
    x = rows(20.0, middle)
    x[:, 0] = np.linspace(-20, 20, 100) + max(middle - 690, -720)
    x[-20:, 1] = np.random.default_rng(3).normal(size=20)
    assert worst_error(made(SOFTMAX, ROW, backend), exact_softmax, x) < 4


@pytest.mark.parametrize("scale", [0.01, 1.0, 30.0, 1000.0])
@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_logarithms_of_softmax_keep_their_digits_at_the_largest_entry_too(backend, scale):
    function = made(r"\log \operatorname{softmax}(x)", ROW, backend)
    x = rows(scale)
    x[:10, 1] = x[:10, 0]
    x[10:20, 1] = np.nextafter(x[10:20, 0], np.inf)
    assert worst_error(function, exact_log_softmax, x) < 3
    assert function(np.array([0.0, -50.0]))[0] == -math.exp(-50)


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_lse_keeps_what_the_smaller_entries_add(backend):
    function = made(r"\operatorname{lse}(x)", ROW, backend)
    for scale in (1.0, 30.0, 1000.0):
        assert worst_error(function, exact_lse, np.abs(rows(scale))) < 3
    assert function(np.array([0.0, -50.0])) == math.exp(-50)
    infinite = np.array([[np.inf, 0.0], [-np.inf, -np.inf], [-np.inf, 3.0]])
    np.testing.assert_array_equal(function(infinite), [np.inf, -np.inf, 3.0])


@pytest.mark.parametrize("formula", [SOFTMAX, r"\operatorname{lse}(x)"])
@pytest.mark.parametrize("shape", [(5,), (3000, 7), (2, 1000)])
def test_masked_entries_count_for_nothing(formula, shape):
    x = points(shape)
    x[..., 1] = -np.inf
    without = np.delete(x, 1, axis=-1)
    function = made(formula, ROW, "numpy")
    expected = function(without)
    found = np.delete(function(x), 1, axis=-1) if formula == SOFTMAX else function(x)
    np.testing.assert_allclose(found, expected, rtol=1e-14)


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_several_formulas_share_their_work(backend):
    formulas = [r"\operatorname{lse}(x)", r"\nabla_x \operatorname{lse}(x)"]
    both = made(formulas, ROW, backend)
    x = points((50, 4))
    for found, formula in zip(both(x), formulas, strict=True):
        np.testing.assert_allclose(found, kernel(formula, ["x"], ROW)(x), rtol=1e-14)
    assert kernel(formulas, ["x"], ROW).source.partition("def _block")[2].count("np.exp(") == 1


def test_what_is_no_array_of_real_numbers_is_refused():
    sigmoid = kernel(r"\sigma(x)", ["x"])
    with pytest.raises(TypeError, match="complex128"):
        sigmoid(np.array([1j]))
    with pytest.raises(TypeError, match="object"):
        sigmoid(None)
    with pytest.raises(TypeError, match="out is no array, but 2"):
        sigmoid(np.zeros(3), 2)
    with pytest.raises(LoweringError, match="no backend cuda, but c, jax, numpy, torch"):
        kernel(r"\sigma(x)", ["x"], backend="cuda")


def test_gradients_of_cross_entropies_do_not_overflow():
    given = (r"z \in \mathbb{R}^K", r"y \in \mathbb{R}^K")
    loss = r"-\sum_{c=1}^K y_c \log\operatorname{softmax}(z)_c"
    slope = kernel(rf"\nabla_z ({loss})", ["z", "y"], given)
    z, y = np.array([[1000.0, 0, -1000], [1, 2, 3]]), np.array([[0, 1.0, 0], [0.2, 0.3, 0.5]])
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    np.testing.assert_allclose(slope(z, y), powers / powers.sum(axis=-1, keepdims=True) - y, rtol=1e-14)
    square = kernel(r"\nabla_z(\operatorname{lse}(z)^2)", ["z"], given[:1])
    np.testing.assert_allclose(square(z[0]), [2000, 0, 0])


def test_sums_of_exponentials_that_are_almost_1_keep_the_digits_of_their_logarithms():
    backends = ("numpy", "c") if compiled.has_compiler() else ("numpy",)
    x = np.array([[-1.0986122886681098] * 3, [-0.3, -1.5, -4.0], [-0.2, -2.0, -9.0]])
    with Precision(200):
        exact = [float(sum(arb(v).exp() for v in row).log()) for row in x.tolist()]
    for backend in backends:
        lse = kernel(r"\operatorname{lse}(x)", ["x"], [r"x \in \mathbb{R}^K"], backend=backend)
        np.testing.assert_allclose(lse(x)[1:], exact[1:], rtol=4e-16)
        pair = kernel(r"\log(e^x+e^y)", ["x", "y"], backend=backend)
        a, b = np.array([-0.46, -1.2]), np.array([-0.99, -0.4])
        with Precision(200):
            wanted = [
                float((arb(p).exp() + arb(q).exp()).log())
                for p, q in zip(a.tolist(), b.tolist(), strict=True)
            ]
        np.testing.assert_allclose(pair(a, b), wanted, rtol=4e-16)


def test_modules_carry_what_they_use_and_nothing_else():
    source = kernel(r"\sigma(x-y)", ["x", "y"]).source
    assert "_sum_error(" in source
    assert "_M =" not in source
    assert "_product" not in source
