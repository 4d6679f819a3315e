"""Generated kernels, side by side with SciPy and with careful NumPy written by hand."""

import math
import time
import warnings
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np
from flint import arb
from scipy import special

from derive.algebra.balls import Precision
from derive.kernel import kernel
from derive.kernel.compiled import has_compiler

BUDGET = 0.6
SMALL = 10_000
SMALLEST = 1e-300
ROW = (r"x \in \mathbb{R}^K",)
SIZES = (1_000, 100_000, 10_000_000)
SHAPES = ((10_000, 10), (1_000, 1_000), (10, 100_000))
Function = Callable[..., object]


def by_hand_sigmoid(x: np.ndarray) -> np.ndarray:
    """The usual careful form: no exponential of a positive number."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def by_hand_slope(x: np.ndarray) -> np.ndarray:
    """Even in x."""
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def by_hand_softplus(x: np.ndarray) -> np.ndarray:
    """The larger of x and 0, and what is missing."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def by_hand_softmax(x: np.ndarray) -> np.ndarray:
    """Shifted by the largest entry."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def by_hand_lse(x: np.ndarray) -> np.ndarray:
    """Shifted by the largest entry."""
    largest = x.max(axis=-1, keepdims=True)
    return largest[..., 0] + np.log(np.exp(x - largest).sum(axis=-1))


ELEMENTWISE: dict[str, tuple[str, Function, Function]] = {
    "sigmoid": (r"\frac{1}{1 + e^{-x}}", special.expit, by_hand_sigmoid),
    "sigmoid'": (r"\sigma'(x)", lambda x: special.expit(x) * special.expit(-x), by_hand_slope),
    "softplus": (r"\log(1 + e^x)", lambda x: np.logaddexp(0, x), by_hand_softplus),
}
ROWS: dict[str, tuple[str, Function, Function]] = {
    "softmax": (r"\operatorname{softmax}(x)", lambda x: special.softmax(x, axis=-1), by_hand_softmax),
    "lse": (r"\operatorname{lse}(x)", lambda x: special.logsumexp(x, axis=-1), by_hand_lse),
}


def fastest(functions: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The least seconds of each, from repetitions that take turns."""
    found = dict.fromkeys(functions, float("inf"))
    end = time.perf_counter() + BUDGET * len(functions)
    turns = 0
    while turns < 3 or time.perf_counter() < end:
        turns += 1
        for name, function in functions.items():
            start = time.perf_counter()
            function()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def _compared(formula: str, given: tuple[str, ...], peers: tuple[Function, Function], x: np.ndarray) -> str:
    """One row: nanoseconds an element of ours, and how much longer the others take."""
    numpy_kernel = kernel(formula, ["x"], given)
    out = np.empty_like(numpy_kernel(x))
    given_out = out if x.size > SMALL else None
    scipy_function, by_hand = peers
    functions: dict[str, Callable[[], object]] = {
        "copy": lambda: np.copyto(out, x) if out.shape == x.shape else x.copy(),
        "numpy": lambda: numpy_kernel(x, out=given_out),
        "scipy": lambda: scipy_function(x),
        "hand": lambda: by_hand(x),
    }
    if has_compiler():
        compiled = kernel(formula, ["x"], given, backend="c")
        functions["c"] = lambda: compiled(x, out=given_out)
    t = fastest(functions)
    cells = [f"{1e9 * t['numpy'] / x.size:.2f}", *(f"{t[p] / t['numpy']:.1f}x" for p in ("scipy", "hand"))]
    if "c" in t:
        cells += [f"{1e9 * t['c'] / x.size:.2f}", *(f"{t[p] / t['c']:.1f}x" for p in ("scipy", "hand"))]
        cells.append(f"{t['c'] / t['copy']:.1f}")
    return " | ".join(cells)


def softmax_error(function: Function, scale: float) -> float:
    """The largest error in ulp on a hundred rows of ten normal numbers of that scale."""
    x = np.random.default_rng(1).normal(size=(100, 10)) * scale
    with Precision(200):
        return max(_row_error(row, found) for row, found in zip(x, np.asarray(function(x)), strict=True))


def _row_error(row: np.ndarray, results: np.ndarray) -> float:
    powers = [(arb(float(v)) - arb(float(row.max()))).exp() for v in row]
    total = sum(powers[1:], powers[0])
    worst = 0.0
    for power, found in zip(powers, results.tolist(), strict=True):
        exact = power / total
        rounded = float(exact.mid())
        if rounded > SMALLEST:
            worst = max(worst, abs(float((arb(found) - exact) / arb(math.ulp(rounded)))))
    return worst


def _generation() -> float:
    """The median milliseconds from a formula to a NumPy function, over the kernels above."""
    seconds = []
    for given, table in (((), ELEMENTWISE), (ROW, ROWS)):
        for formula, _, _ in table.values():
            start = time.process_time()
            kernel(formula, ["x"], given)
            seconds.append(time.process_time() - start)
    return 1000 * median(seconds)


def report() -> str:
    """The tables."""
    rng = np.random.default_rng(0)
    columns = ("kernel", "shape", "NumPy", "SciPy", "by hand", "C", "SciPy", "by hand", "copies")
    lines = [f"| {' | '.join(columns)} |", "|---|---|---|---|---|---|---|---|---|"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, (formula, *peers) in ELEMENTWISE.items():
            for size in SIZES:
                row = _compared(formula, (), (peers[0], peers[1]), rng.normal(size=size) * 10)
                lines.append(f"| {name} | {size} | {row} |")
        for name, (formula, *peers) in ROWS.items():
            for shape in SHAPES:
                row = _compared(formula, ROW, (peers[0], peers[1]), rng.normal(size=shape))
                lines.append(f"| {name} | {shape[0]} x {shape[1]} | {row} |")
        softmax = kernel(ROWS["softmax"][0], ["x"], ROW)
        errors = [f"{softmax_error(f, 1000.0):.1f}" for f in (softmax, ROWS["softmax"][1])]
    return "\n".join(
        (
            "NumPy and C: nanoseconds an element, and how much longer SciPy and NumPy by hand take;",
            "`copies`: the time of the C kernel in copies of the array. One thread, least of many turns.\n",
            *lines,
            f"\nsoftmax of rows of 10 at scale 1000: at most {errors[0]} ulp, SciPy {errors[1]}.",
            f"A kernel is generated in {_generation():.0f} ms of CPU at the median.",
        )
    )
