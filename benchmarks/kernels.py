"""Generated kernels, side by side with SciPy and with careful NumPy written by hand."""

import math
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
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
SMALL = ((10,), (10, 10), (100, 10), (1_000, 10), (100, 100), (10, 1_000))
Function = Callable[..., object]
Peers = tuple[Function, Function | None]


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
TAILS: dict[str, tuple[str, Function, Function | None]] = {
    "erf": (r"\operatorname{erf}(x)", special.erf, None),
    "erfc": (r"\operatorname{erfc}(x)", special.erfc, None),
    "normal distribution": (r"\Phi(x)", special.ndtr, None),
    "its logarithm": (r"\log\Phi(x)", special.log_ndtr, None),
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
            function()  # so that each finds memory as it leaves it itself
            start = time.perf_counter()
            function()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds by who computed: ``numpy`` and ``c`` are ours; ``copy`` is a copy of the array."""

    name: str
    shape: tuple[int, ...]
    seconds: dict[str, float]

    def times(self, ours: str, other: str) -> float:
        """How much longer the other takes; nothing where it was not measured."""
        return self.seconds.get(other, math.nan) / self.seconds.get(ours, math.nan)

    def __str__(self) -> str:
        """The row of the table."""
        size = math.prod(self.shape)
        cells = [self.name, " x ".join(map(str, self.shape))]
        for ours in ("numpy", "c"):
            cells.append(f"{1e9 * self.seconds.get(ours, math.nan) / size:.2f}")
            cells += [f"{self.times(ours, other):.2f}x" for other in ("scipy", "hand")]
        cells.append(f"{self.times('copy', 'c'):.1f}")
        return f"| {' | '.join(cells).replace('nanx', '').replace('nan', '')} |"


def compared(name: str, formula: str, given: tuple[str, ...], peers: Peers, x: np.ndarray) -> Row:
    """Ours beside the others."""
    numpy_kernel = kernel(formula, ["x"], given)
    out = np.empty_like(numpy_kernel(x))
    given_out = out if x.size > LARGE else None
    scipy_function, by_hand = peers
    functions: dict[str, Callable[[], object]] = {
        "copy": lambda: np.copyto(out, x) if out.shape == x.shape else x.copy(),
        "numpy": lambda: numpy_kernel(x, out=given_out),
        "scipy": lambda: scipy_function(x),
    }
    if by_hand is not None:
        functions["hand"] = lambda: by_hand(x)
    if has_compiler():
        compiled = kernel(formula, ["x"], given, backend="c")
        functions["c"] = lambda: compiled(x, out=given_out)
    return Row(name, x.shape, fastest(functions))


def rows() -> list[Row]:
    """All that is measured."""
    rng = np.random.default_rng(0)
    found = [
        compared(name, formula, (), (scipy, hand), rng.normal(size=size) * 10)
        for name, (formula, scipy, hand) in {**ELEMENTWISE, **TAILS}.items()
        for size in SIZES
    ]
    return found + [
        compared(name, formula, ROW, (scipy, hand), rng.normal(size=shape))
        for name, (formula, scipy, hand) in ROWS.items()
        for shape in (*SMALL, *SHAPES)
    ]


@dataclass(frozen=True, slots=True)
class Goal:
    """How many ``times`` as fast as another a kernel must be, for arrays of so many numbers."""

    kernel: str
    other: str
    times: float
    least: int = 0
    most: int = 1 << 60
    length: int = 0

    def __str__(self) -> str:
        """The goal in words."""
        sizes = f"from {self.least} numbers" if self.most > LARGE else f"at {self.least}"
        of = f" in rows of {self.length}" if self.length else ""
        return f"{self.kernel}, {sizes}{of}: {self.times} times as fast as {NAMES[self.other]}"

    def reached(self, found: Sequence[Row]) -> float:
        """The least ratio among the rows it is about."""
        meant = [r for r in found if r.name == self.kernel and self.least <= math.prod(r.shape) <= self.most]
        return min(r.times("numpy", self.other) for r in meant if self.length in {0, r.shape[-1]})


NAMES = {"scipy": "SciPy", "hand": "NumPy by hand"}
GOALS = (
    Goal("sigmoid", "scipy", 1.3, 100_000),
    Goal("sigmoid'", "scipy", 4, 100_000),
    Goal("softplus", "scipy", 4, 100_000),
    Goal("lse", "scipy", 4, 100_000, length=10),
    Goal("softmax", "scipy", 2, 100_000, length=10),
    Goal("sigmoid'", "scipy", 1.5, 1_000, 1_000),
    Goal("softplus", "scipy", 1.5, 1_000, 1_000),
)


def verdicts(found: Sequence[Row], softmax: float, layers: float, made: float) -> str:
    """Each thing that must be reached, what was measured, and whether it was."""
    lines = ["| must reach | measured | holds |", "|---|---|---|"]

    def told(what: str, measured: str, *, holds: bool) -> None:
        lines.append(f"| {what} | {measured} | {'yes' if holds else 'no'} |")

    for goal in GOALS:
        reached = goal.reached(found)
        told(str(goal), f"{reached:.2f}", holds=reached >= goal.times)
    told("softmax in the same run: at most 4 ulp at scale 1000", f"{softmax:.1f}", holds=softmax <= 4)
    for other in ("scipy", "hand"):
        for names in (ELEMENTWISE, ROWS, TAILS):
            for ours, place in (("numpy", ""), ("c", " in C")):
                ratio, worst = min(
                    ((r.times(ours, other), r) for r in found if r.name in names), key=itemgetter(0)
                )
                if not math.isnan(ratio):
                    what = f"{', '.join(names)}{place}: nowhere slower than {NAMES[other]}"
                    told(what, f"{ratio:.2f} ({worst.name}, {worst.shape})", holds=ratio >= 1)
    for name in ("sigmoid", "sigmoid'"):
        copies = next(r.times("copy", "c") for r in found if r.name == name and r.shape == (SIZES[-1],))
        told(f"{name} in C: at most 3 copies at {SIZES[-1]}", f"{copies:.2f}", holds=copies <= 3)
    told("gradient of two layers: at most 1.6 times its products", f"{layers:.2f}", holds=layers <= 1.6)
    told("generation: at most 200 ms at the median", f"{made:.0f}", holds=made <= 200)
    return "\n".join(lines)


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


def exercises() -> tuple[float, str]:
    """How fast the kernels of all exercises are made at the median, and in words, with how fast they are."""
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
    return median(seconds), (
        f"The {len(seconds)} kernels of the exercises in `problems/` are generated in {made}.\n"
        f"For 100000 numbers they take {took}."
    )


def errors() -> str:
    """The largest errors of the kernels above over the whole range, or at several scales."""
    backends = ("numpy", "c") if has_compiler() else ("numpy",)
    lines = [f"| kernel | {' | '.join(backends)} | SciPy |", f"|---|{'---|' * len(backends)}---|"]
    for name, (formula, peer, _) in {**ELEMENTWISE, **TAILS}.items():
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
    columns = ("kernel", "shape", "NumPy", "SciPy", "by hand", "C", "SciPy", "by hand", "copies")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = rows()
        softmax = kernel(ROWS["softmax"][0], ["x"], ROW)
        worst = [softmax_error(f, 1000.0) for f in (softmax, ROWS["softmax"][1])]
        layers = network()
    made, told = exercises()
    return "\n".join(
        (
            "NumPy and C: nanoseconds an element, and how much longer SciPy and NumPy by hand take;",
            "`copies`: the time of the C kernel in copies of the array. One thread, least of many turns.",
            "Results are new arrays, but kernels write ten million numbers into a given one.\n",
            f"| {' | '.join(columns)} |",
            "|---|---|---|---|---|---|---|---|---|",
            *map(str, found),
            f"\nsoftmax of rows of 10 at scale 1000: at most {worst[0]:.1f} ulp, SciPy {worst[1]:.1f}.",
            f"\nThe gradient of a network of two layers ({WIDTH} wide, {SAMPLES} samples) takes",
            f"{layers[0]:.2f} times as long as its two matrix products, by hand {layers[1]:.2f} times.\n",
            told,
            "\nLargest errors in units in the last place, over the whole range of float64, or in rows of 5",
            "of scale 0.01 to 1000 with near ties:\n",
            errors(),
            "\nWhat must be reached, in this run:\n",
            verdicts(found, worst[0], layers[0], made),
        )
    )
