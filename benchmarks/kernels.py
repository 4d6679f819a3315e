"""Generated kernels, side by side with SciPy and with careful NumPy written by hand."""

import math
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import numpy as np
from flint import arb
from scipy import special

from derive.algebra.balls import Precision
from derive.algebra.shapes import ShapeError
from derive.kernel import Accuracy, LoweringError, accuracy, accuracy_of, kernel
from derive.kernel.bench import times
from derive.kernel.compiled import has_compiler
from derive.kernel.exercise import asked_equations, kernel_of_claim
from derive.sheet.read import read_sheet

BUDGET = 0.6
LARGE = 1_000_000
SMALLEST = 1e-300
ROW = (r"x \in \mathbb{R}^K",)
SIZES = (1_000, 100_000, 10_000_000)
LAYERS = (
    r"W \in \mathbb{R}^{h \times d}",
    r"X \in \mathbb{R}^{N \times d}",
    r"b \in \mathbb{R}^h",
    r"w \in \mathbb{R}^h",
    r"y \in \mathbb{R}^N",
)
LOSS = r"\sum_{n=1}^N \log(1 + \exp(-y_n \sum_{i=1}^h w_i \sigma(\sum_{j=1}^d W_{ij} X_{nj} + b_i)))"
WIDTH, SAMPLES = 100, 10_000
PROBLEMS = Path(__file__).resolve().parent.parent / "problems"
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
    given_out = out if x.size > LARGE else None
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


def network() -> tuple[float, float]:
    """The time of the gradient of two layers, and of one by hand, in times of its two matrix products."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(SAMPLES, WIDTH))
    weights, biases, outer = rng.normal(size=(WIDTH, WIDTH)) / 10, *rng.normal(size=(2, WIDTH))
    labels = rng.choice([-1.0, 1.0], SAMPLES)
    gradient = kernel(rf"\nabla_W {LOSS}", ["W", "X", "b", "w", "y"], LAYERS)
    values, hidden, slope = (
        (weights, inputs, biases, outer, labels),
        np.empty_like(inputs),
        np.empty_like(weights),
    )

    def products() -> None:
        np.matmul(inputs, weights.T, out=hidden)
        np.matmul(hidden.T, inputs, out=slope)

    t = fastest(
        {"products": products, "ours": lambda: gradient(*values), "hand": lambda: by_hand_gradient(*values)}
    )
    return t["ours"] / t["products"], t["hand"] / t["products"]


def by_hand_gradient(
    weights: np.ndarray, inputs: np.ndarray, biases: np.ndarray, outer: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    """All samples at once, as one would write it."""
    hidden = special.expit(inputs @ weights.T + biases)
    slope = -labels * special.expit(-labels * (hidden @ outer))
    return (slope[:, None] * outer * hidden * (1 - hidden)).T @ inputs


def exercises() -> str:
    """How fast the kernels of all exercises are made, and how fast they are."""
    seconds, nanoseconds = [], []
    for sheet in sorted(PROBLEMS.glob("*/sheet.py")):
        for claim in (c for e in read_sheet(sheet).exercises for c in asked_equations(e)):
            start = time.process_time()
            try:
                found = kernel_of_claim(claim, "asked")
            except (LoweringError, ShapeError):
                continue
            seconds.append(1000 * (time.process_time() - start))
            nanoseconds.append(next(times(found, (100_000,))).nanoseconds)
    made = f"{median(seconds):.0f} ms of CPU at the median, {max(seconds):.0f} ms at most"
    took = f"{median(nanoseconds):.1f} ns a number at the median, {max(nanoseconds):.1f} at most"
    return (
        f"The {len(seconds)} kernels of the exercises in `problems/` are generated in {made}.\n"
        f"For 100000 numbers they take {took}."
    )


def errors() -> str:
    """The largest errors of the kernels above over the whole range, or at several scales."""
    backends = ("numpy", "c") if has_compiler() else ("numpy",)
    lines = [f"| kernel | {' | '.join(backends)} | SciPy |", f"|---|{'---|' * len(backends)}---|"]
    for name, (formula, peer, _) in ELEMENTWISE.items():
        found = [accuracy(kernel(formula, ["x"], backend=b), formula) for b in backends]
        lines.append(f"| {name} | {' | '.join(map(_short, (*found, accuracy(peer, formula))))} |")
    for name, (formula, _, _) in ROWS.items():
        found = [accuracy_of(kernel(formula, ["x"], ROW, backend=b)) for b in backends]
        lines.append(f"| {name} | {' | '.join(map(_short, found))} | |")
    return "\n".join(lines)


def _short(found: Accuracy) -> str:
    return f"{found.maximum:.2g}" + (f", {found.spurious} spurious" if found.spurious else "")


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
        worst = [f"{softmax_error(f, 1000.0):.1f}" for f in (softmax, ROWS["softmax"][1])]
        layers = network()
    return "\n".join(
        (
            "NumPy and C: nanoseconds an element, and how much longer SciPy and NumPy by hand take;",
            "`copies`: the time of the C kernel in copies of the array. One thread, least of many turns.",
            "Results are new arrays, but kernels write ten million numbers into a given one.\n",
            *lines,
            f"\nsoftmax of rows of 10 at scale 1000: at most {worst[0]} ulp, SciPy {worst[1]}.",
            f"\nThe gradient of a network of two layers ({WIDTH} wide, {SAMPLES} samples) takes",
            f"{layers[0]:.2f} times as long as its two matrix products, by hand {layers[1]:.2f} times.\n",
            exercises(),
            "\nLargest errors in units in the last place, over the whole range of float64, or in rows of 5",
            "of scale 0.01 to 1000 with near ties:\n",
            errors(),
        )
    )
