"""What a kernel does with arrays: results in place, dtypes, strides, threads, several formulas."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from flint import arb

from derive.algebra.balls import Precision
from derive.kernel import compiled, kernel

ROW = (r"x \in \mathbb{R}^K",)
SOFTMAX, SIGMOID = r"\operatorname{softmax}(x)", r"\sigma(x)"
KERNELS = [
    pytest.param(formula, given, backend, id=f"{formula}-{backend}")
    for formula, given in ((SOFTMAX, ROW), (SIGMOID, ()))
    for backend in ("numpy", "c")
]
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


@pytest.mark.parametrize(("formula", "given", "backend"), KERNELS)
def test_threads_do_not_disturb_each_other(formula, given, backend):
    function = made(formula, given, backend)
    inputs = [points((200, 300)) + n for n in range(12)]
    expected = [function(x) for x in inputs]
    with ThreadPoolExecutor(4) as pool:
        for found, value in zip(pool.map(function, inputs), expected, strict=True):
            np.testing.assert_array_equal(found, value)


def exact_softmax(row):
    powers = [(arb(float(v)) - arb(float(row.max()))).exp() for v in row]
    total = sum(powers[1:], powers[0])
    return [p / total for p in powers]


@pytest.mark.parametrize("scale", [1.0, 100.0, 1000.0])
@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_softmax_keeps_its_digits_where_entries_are_far_apart(backend, scale):
    x = np.random.default_rng(1).normal(size=(100, 10)) * scale
    worst = 0.0
    with Precision(200):
        for row, results in zip(x, made(SOFTMAX, ROW, backend)(x).tolist(), strict=True):
            for found, exact in zip(results, exact_softmax(row), strict=True):
                spacing = max(math.ulp(float(exact.mid())), 5e-324)
                worst = max(worst, abs(float((arb(found) - exact) / arb(spacing))))
    assert 0 < worst < 4


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_several_formulas_share_their_work(backend):
    formulas = [r"\operatorname{lse}(x)", r"\nabla_x \operatorname{lse}(x)"]
    both = made(formulas, ROW, backend)
    x = points((50, 4))
    for found, formula in zip(both(x), formulas, strict=True):
        np.testing.assert_allclose(found, kernel(formula, ["x"], ROW)(x), rtol=1e-14)
    assert kernel(formulas, ["x"], ROW).source.count("np.exp(") == 1
