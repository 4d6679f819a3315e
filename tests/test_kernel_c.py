"""C kernels have the accuracy of the NumPy ones, and leave the process as it was."""

import warnings

import numpy as np
import pytest

from derive.elaborate.statement import claim_of
from derive.kernel import LoweringError, accuracy, compiled, kernel
from derive.prove.check import decide

needs_compiler = pytest.mark.skipif(not compiled.has_compiler(), reason="there is no C compiler")
ROW = (r"x \in \mathbb{R}^K",)
LIMITS = {
    r"\frac{1}{1 + e^{-x}}": 3,
    r"\sigma'(x)": 4,
    r"\log(1 + e^x)": 2,
    r"\log\sigma(x)": 2,
    r"e^x": 1.5,
    r"e^x - 1": 3,
    r"\log(1 + x)": 1.5,
    r"\log(x)": 1.5,
    r"\tanh(x)": 3,
}
ROWS = (
    r"\operatorname{softmax}(x)",
    r"\operatorname{lse}(x)",
    r"\sum_{j=1}^K x_j^2",
    r"\nabla_x \operatorname{lse}(x)",
)
SHAPES = ((3,), (40, 1), (35, 7), (2, 33), (34, 40), (2, 3, 50), (2, 1000), (0, 4))


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp()))


@needs_compiler
@pytest.mark.parametrize(("latex", "limit"), LIMITS.items())
def test_vector_functions_keep_their_digits_over_the_whole_range(latex, limit):
    found = accuracy(kernel(latex, ["x"], backend="c"), latex)
    assert found.points > 2000
    assert found.spurious == 0
    assert found.maximum < limit, found.worst


@needs_compiler
@pytest.mark.parametrize("latex", ROWS)
def test_rows_of_every_length_agree_with_numpy(latex):
    fast, plain = kernel(latex, ["x"], ROW, backend="c"), kernel(latex, ["x"], ROW)
    for shape in SHAPES:
        x = np.random.default_rng(2).normal(size=shape) * 30
        np.testing.assert_allclose(fast(x), plain(x), rtol=2e-13, atol=0)


@needs_compiler
def test_infinities_and_nan_come_through():
    sigmoid, softmax = kernel(r"\sigma(x)", ["x"], backend="c"), kernel(ROWS[0], ["x"], ROW, backend="c")
    np.testing.assert_array_equal(sigmoid(np.array([-np.inf, np.inf, np.nan])), [0, 1, np.nan])
    np.testing.assert_array_equal(softmax(np.array([1e308, -np.inf, -1e308])), [1, 0, 0])
    assert np.isnan(softmax(np.array([np.nan, 1.0]))).all()


@needs_compiler
def test_subnormal_numbers_still_exist_after_loading():
    kernel(r"\sigma(x)", ["x"], backend="c")
    assert np.float64(1e-320) * np.ones(3).sum() > 0


@needs_compiler
def test_a_library_is_compiled_once(monkeypatch):
    kernel(r"x^2 + 5 x", ["x"], backend="c")
    monkeypatch.setattr(compiled, "_run", None)
    assert kernel(r"x^2 + 5 x", ["x"], backend="c")(2.0) == 14


def test_numpy_takes_over_where_there_is_no_compiler(monkeypatch):
    monkeypatch.setenv("PATH", "")
    compiled._target.cache_clear()
    with pytest.warns(RuntimeWarning, match="NumPy is used instead of C: there is no cc"):
        square = kernel("x^2", ["x"], backend="c")
    assert square(np.array([3.0])) == 9
    assert not compiled.has_compiler()


def test_what_is_neither_elementwise_nor_rows_of_one_length_is_refused():
    with pytest.raises(LoweringError, match="rows of one length"):
        kernel(r"A x", ["A", "x"], (r"A \in \mathbb{R}^{n \times m}", r"x \in \mathbb{R}^m"), backend="c")


def test_one_exponential_for_two_is_proved():
    claim = claim_of(r"e^{\min(x, 0)} = \begin{cases} 1 & x \ge 0 \\ e^{-|x|} & x < 0 \end{cases}")
    assert type(decide(claim)).__name__ == "Proved"


@needs_compiler
def test_nothing_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kernel(r"\log x", ["x"], backend="c")(np.array([0.0])) == -np.inf
