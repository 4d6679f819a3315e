"""The largest errors of kernels and their gradients, row by row of the table of stable forms."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from flint import arb

from derive.elaborate.statement import claim_of
from derive.kernel import Accuracy, LoweringError, accuracy_of, kernel
from derive.kernel.accuracy import error_of, exact_value, inputs, summary
from derive.kernel.compiled import has_compiler

EVERY = 5
ROW = (r"x \in \mathbb{R}^K",)
LIMITS = {"numpy": 3.0, "float32": 3.0, "c": 4.0}
NUMBERS: dict[str, tuple[str, ...]] = {
    "log1p": (r"\log(1+x)", r"\log(1-x)", r"\log(1+x^2)", r"\log(1-x^2)"),
    "expm1": (r"e^x-1", r"1-e^{-x}", r"e^{x^2}-1"),
    "logaddexp": (r"\log(e^x+e^y)",),
    "sigmoid": (r"\frac{1}{1+e^{-x}}", r"\frac{e^x}{1+e^x}", r"\sigma(x)(1-\sigma(x))"),
    "softplus": (r"\log(1+e^x)", r"\log(1+e^{-x})"),
    "log-sigmoid": (r"\log\sigma(x)", r"\log(1-\sigma(x))"),
    "tanh from quotients": (r"\frac{e^x-e^{-x}}{e^x+e^{-x}}", r"1-\frac{2}{e^{2x}+1}", r"1-\tanh^2 x"),
    "cosh forms": (r"\frac{1}{\cosh x}", r"\frac{1}{\cosh^2 x}", r"\log\cosh x", r"\cosh x-1"),
    "x log x at 0": (r"x\log x", r"-x\log x-(1-x)\log(1-x)", r"x^2\log x"),
    "differences": (
        *(r"e^x-e^y", r"\log x-\log y", r"x^2-y^2", r"\frac1x-\frac1y", r"\sigma(x)-\sigma(y)"),
        *(r"1-\cos x", r"\frac1x-\frac1{x+1}", r"\log(1+x)-\log x", r"\coth x-\frac1x", r"x-\sin x"),
    ),
    "differences of roots": (
        *(r"\sqrt{x+1}-\sqrt{x}", r"\sqrt{x^2+1}-x", r"\sqrt{1+x}-1", r"1-\sqrt{1-x^2}"),
        r"\sqrt{x}-\sqrt{y}",
    ),
    "quotients with a gap": (
        *(r"\frac{\sin x}{x}", r"\frac{e^x-1}{x}", r"\frac{\tanh x}{x}", r"\frac{\log(1+x)}{x}"),
        *(r"\frac{1-\cos x}{x^2}", r"\frac{x}{e^x-1}", r"\frac{\sinh x}{x}", r"\frac{\arctan x}{x}"),
    ),
    "Gaussian tails": (
        *(r"\operatorname{erfc}(x)", r"1-\operatorname{erf}(x)", r"e^{x^2}\operatorname{erfc}(x)"),
        *(r"\Phi(x)", r"1-\Phi(x)", r"\log\Phi(x)", r"\log(1-\Phi(x))", r"\frac{1-\Phi(x)}{\phi(x)}"),
        *(r"\frac{\phi(x)}{\Phi(x)}", r"e^{-x^2/2}"),
    ),
}
ROWS: dict[str, tuple[str, str]] = {
    "log-sum-exp": (r"\log\sum_{j=1}^K e^{x_j}", r"\nabla_x \operatorname{lse}(x)"),
    "softmax": (r"\operatorname{softmax}(x)", r"\frac{\partial}{\partial x} \operatorname{softmax}(x)"),
    "log-softmax": (
        r"\log\operatorname{softmax}(x)",
        r"\frac{\partial}{\partial x} \log\operatorname{softmax}(x)",
    ),
}
Way = tuple[str, str, type]


def ways() -> tuple[Way, ...]:
    """The columns: a name, a backend, and a dtype."""
    found: tuple[Way, ...] = (("numpy", "numpy", np.float64), ("float32", "numpy", np.float32))
    return (*found, ("c", "c", np.float64)) if has_compiler() else found


@dataclass(slots=True)
class Worst:
    """The largest error of some formulas, which one has it, and how many results are spurious."""

    error: float = 0.0
    formula: str = ""
    spurious: int = 0

    def take(self, formula: str, found: Accuracy) -> None:
        """Take an accuracy in."""
        self.spurious += found.spurious
        if found.maximum > self.error:
            self.error, self.formula = found.maximum, formula

    def __str__(self) -> str:
        """A cell of the table."""
        return f"{self.error:.2g}" + (f", {self.spurious} spurious" if self.spurious else "")


def slopes(latex: str) -> Iterator[str]:
    """The derivatives of a formula by its arguments."""
    for name in arguments(latex):
        yield rf"\frac{{\partial}}{{\partial {name}}}\left({latex}\right)"


def arguments(latex: str) -> list[str]:
    """The names of the arguments."""
    return ["x", "y"] if "y" in latex else ["x"]


def of_numbers(latex: str) -> dict[str, Accuracy]:
    """The accuracies of a function of numbers over the whole range, by column."""
    claim = claim_of(f"{latex} = {latex}")
    known = {s.name: s for s in claim.context.symbols}
    names = arguments(latex)
    symbols = [known[n] for n in names]
    made = {backend: kernel(latex, names, backend=backend) for backend in {w[1]: None for w in ways()}}
    found: dict[str, Accuracy] = {}
    for dtype in (np.float64, np.float32):
        form = np.dtype(dtype)
        columns = tuple(c[::EVERY] for c in inputs(len(names), dtype=form))
        rows = list(zip(*(c.tolist() for c in columns), strict=True))
        exact = [exact_value(claim.left, {s: arb(v) for s, v in zip(symbols, r, strict=True)}) for r in rows]
        for name, backend, _ in (w for w in ways() if w[2] is dtype):
            with np.errstate(all="ignore"):
                results = np.asarray(made[backend](*(c.astype(form) for c in columns)), float).tolist()
            triples = zip(results, exact, rows, strict=True)
            errors = [(*error_of(r, e, form), row) for r, e, row in triples if e is not None]
            found[name] = summary(errors, form)
    return found


def of_rows(latex: str, way: Way) -> Accuracy | None:
    """The accuracy of a function of rows; None where there is no such kernel."""
    name, backend, _ = way
    try:
        return None if name == "float32" else accuracy_of(kernel(latex, ["x"], ROW, backend=backend))
    except LoweringError:
        return None


def measured() -> Iterator[tuple[str, bool, dict[str, Worst]]]:
    """The rows: a name, whether it is about gradients, and what is worst."""
    for name, formulas in NUMBERS.items():
        for is_slope in (False, True):
            all_ = [s for f in formulas for s in slopes(f)] if is_slope else formulas
            found = [(f, of_numbers(f)) for f in all_]
            yield name, is_slope, {w[0]: _worst([(f, a[w[0]]) for f, a in found]) for w in ways()}
    for name, pair in ROWS.items():
        for is_slope, formula in zip((False, True), pair, strict=True):
            rows = {w[0]: of_rows(formula, w) for w in ways()}
            yield name, is_slope, {w: _worst([(formula, a)]) for w, a in rows.items() if a is not None}


def _worst(pairs: list[tuple[str, Accuracy]]) -> Worst:
    worst = Worst()
    for formula, found in pairs:
        worst.take(formula, found)
    return worst


def report() -> str:
    """The table, and whether all of it is within the limits."""
    columns = [name for name, _, _ in ways()]
    lines = [
        f"| row | of | {' | '.join(columns)} | worst in NumPy |",
        f"|---|---|{'---|' * len(columns)}---|",
    ]
    off: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, is_slope, worst in measured():
            kind = "gradient" if is_slope else "value"
            cells = " | ".join(str(worst.get(c, "")) for c in columns)
            lines.append(f"| {name} | {kind} | {cells} | ${worst['numpy'].formula}$ |")
            off += [f"{name} ({kind}, {c})" for c, w in worst.items() if w.error > LIMITS[c] or w.spurious]
    return "\n".join(
        (
            "Largest errors in units in the last place: of numbers over the whole range of floating point,",
            "of rows of 5 at scales of 0.01 to 1000 with near ties. Nothing but what is named is spurious.\n",
            *lines,
            f"\nAt most 3 (C: 4) and nothing spurious: {'no: ' + ', '.join(off) if off else 'yes'}.",
        )
    )
