"""JAX and PyTorch: their own functions where they have one, and the values of the NumPy kernel.

Where a package is missing, its source runs with NumPy in its place, which shows that it is complete
and means the right thing, but not that the package agrees; the other test is skipped then.
"""

import importlib.util
import sys
from functools import cache
from types import ModuleType

import numpy as np
import pytest

from derive.kernel import kernel

ROW = (r"x \in \mathbb{R}^K",)
NETWORK = (
    r"W \in \mathbb{R}^{h \times d}",
    r"X \in \mathbb{R}^{N \times d}",
    r"w \in \mathbb{R}^h",
    r"y \in \mathbb{R}^N",
)
LOSS = r"\sum_{n=1}^N \log(1 + \exp(-y_n \sum_{i=1}^h w_i \sigma(\sum_{j=1}^d W_{ij} X_{nj})))"
SHAPES = {"W": (3, 2), "X": (5, 2), "w": (3,), "y": (5,), "x": (4, 6)}
CASES = {
    "softmax": (r"\operatorname{softmax}(x)", ["x"], ROW, "softmax("),
    "log_softmax": (r"\log\operatorname{softmax}(x)", ["x"], ROW, "log_softmax("),
    "logsumexp": (r"\operatorname{lse}(x)", ["x"], ROW, "logsumexp("),
    "sigmoid": (r"\sigma(x)", ["x"], (), "sigmoid("),
    "softplus": (r"\log(1 + e^x)", ["x"], (), "softplus("),
    "slope of the sigmoid": (r"\sigma'(x)", ["x"], (), "exp("),
    "choices": (r"\max(x, 0) + \min(x, 1)", ["x"], (), "maximum("),
    "norm": (r"\sum_{j=1}^K x_j^2", ["x"], ROW, "sum("),
    "gradient of a network": (rf"\nabla_W {LOSS}", ["W", "X", "w", "y"], NETWORK, "einsum("),
}


def values(names):
    rng = np.random.default_rng(4)
    return [rng.normal(size=SHAPES[n]) * 3 for n in names]


def logsumexp(x, axis):
    return np.log(np.exp(x).sum(axis=axis))


def log_softmax(x, axis):
    return x - logsumexp(x, axis)[..., None]


def softmax(x, axis):
    return np.exp(log_softmax(x, axis))


def along(function, word):
    return lambda x, **where: function(x, axis=where[word])


def numpy_like(word):
    """NumPy with the functions that the other libraries have of their own; ``word`` is theirs for an axis."""
    module = ModuleType("numpy_like")
    module.__dict__.update(np.__dict__)
    own = {"softmax": softmax, "log_softmax": log_softmax, "logsumexp": logsumexp}
    own |= {"sum": np.sum, "prod": np.prod, "amax": np.max, "amin": np.min, "max": np.max, "min": np.min}
    module.__dict__.update({name: along(function, word) for name, function in own.items()})
    module.sigmoid = lambda x: 1 / (1 + np.exp(-x))
    module.softplus = lambda x, **_: np.logaddexp(0, x)
    module.as_tensor = np.asarray
    return module


@pytest.fixture
def stand_ins(monkeypatch):
    jax, torch = ModuleType("jax"), numpy_like("dim")
    jax.numpy = jax.nn = numpy_like("axis")
    torch.nn = ModuleType("nn")
    torch.nn.functional = torch
    for name, module in {"jax": jax, "jax.numpy": jax.numpy, "torch": torch}.items():
        monkeypatch.setitem(sys.modules, name, module)


@cache
def in_numpy(name):
    formula, names, given, _ = CASES[name]
    return kernel(formula, names, given)


@pytest.mark.parametrize("backend", ["jax", "torch"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.usefixtures("stand_ins")
def test_sources_are_complete_and_use_what_the_library_has(backend, name):
    formula, names, given, idiom = CASES[name]
    function = kernel(formula, names, given, backend=backend)
    assert idiom in function.source
    arrays = values(names)
    np.testing.assert_allclose(function(*arrays), in_numpy(name)(*arrays), rtol=1e-12)


@pytest.mark.parametrize("backend", ["jax", "torch"])
@pytest.mark.parametrize("name", CASES)
def test_the_library_agrees_with_numpy(backend, name):
    formula, names, given, idiom = CASES[name]
    library = pytest.importorskip(backend, reason=f"{backend} is not installed")
    if backend == "jax":
        library.config.update("jax_enable_x64", True)
    function = kernel(formula, names, given, backend=backend)
    assert idiom in function.source
    arrays = values(names)
    found = np.asarray(function(*arrays))
    np.testing.assert_allclose(found, in_numpy(name)(*arrays), rtol=1e-11, atol=1e-300)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_a_missing_library_is_named_when_the_kernel_is_called(backend):
    if importlib.util.find_spec(backend) is not None:
        pytest.skip(f"{backend} is installed")
    function = kernel(r"\sigma(x)", ["x"], backend=backend)
    assert "sigmoid(" in function.source
    with pytest.raises(ModuleNotFoundError, match=backend):
        function(np.ones(2))
