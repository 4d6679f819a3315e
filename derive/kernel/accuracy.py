"""How far a function of floating-point numbers is from the real one, in units in the last place.

The reference is ball arithmetic, with the precision raised until the ball is narrower than the
spacing of the floats by far. Inputs cover the whole range of the format: every binary exponent,
near-ties, subnormals, and both infinities and NaN besides.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.core.term import Symbol, Term
from derive.kernel.plot import drawn

PRECISIONS: Final = (128, 512, 4096)
TINIEST: Final = 2.0**-1074
SEED: Final = 20
FEW: Final = 4
DOUBLE: Final = np.dtype(np.float64)
EXPONENTS: Final = {8: (-1074, 1024), 4: (-149, 128)}
USUAL: Final = {8: 800.0, 4: 110.0}
Column = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors in ulp of ``dtype`` over ``points`` inputs at which the formula was evaluated.

    ``spurious`` counts results that are NaN, infinite, or zero where the exact value is nothing of the
    kind; ``worst`` is the input of the largest error, ``errors`` each first input with its error.
    """

    points: int
    maximum: float
    mean: float
    spurious: int
    worst: tuple[float, ...]
    dtype: str = "float64"
    errors: tuple[tuple[float, float], ...] = ()

    def __str__(self) -> str:
        """One sentence."""
        at = ", ".join(f"{w:.6g}" for w in self.worst)
        spurious = f"; {self.spurious} of them spurious" if self.spurious else ""
        largest = f"at most {self.maximum:.2g} ulp of {self.dtype} ({at}), {self.mean:.2g} on average"
        return f"{largest}, at {self.points} points{spurious}"

    def plot(self) -> str:
        """An SVG picture: the error against the input, whose scale is logarithmic on both sides of zero."""
        return drawn(self.errors, f"error in ulp of {self.dtype}")

    def _repr_svg_(self) -> str:
        return self.plot()


def inputs(count: int = 1, per_exponent: int = 2, dtype: np.dtype[Any] = DOUBLE) -> tuple[Column, ...]:
    """Arguments over the whole range of a format, for ``count`` arguments; the same in every run."""
    rng = np.random.default_rng(SEED)
    low, high = EXPONENTS[dtype.itemsize]
    exponents = np.repeat(np.arange(low, high), per_exponent)
    columns = []
    for _ in range(count):
        mantissas = rng.uniform(1, 2, exponents.size) * rng.choice([-1.0, 1.0], exponents.size)
        wide = np.ldexp(mantissas, rng.permutation(exponents) if count > 1 else exponents)
        usual = rng.uniform(-1, 1, 2000) * USUAL[dtype.itemsize]
        columns.append(np.concatenate([wide, usual, rng.uniform(-2, 2, 1000), [0.0, 1.0, -1.0, 40.0, -40.0]]))
    if count > 1:
        columns = _with_ties(columns, dtype)
    return tuple(_rounded(c, dtype) for c in columns)


def _with_ties(columns: list[Column], dtype: np.dtype[Any]) -> list[Column]:
    """The columns, with rows of numbers that are equal, neighbours, or opposite."""
    first = _rounded(columns[0][::10], dtype)
    above = np.nextafter(first.astype(dtype), dtype.type(np.inf)).astype(float)
    added = [(first, first, first), (above, first, -first), *[(first, first, first)] * (len(columns) - 2)]
    return [np.concatenate([c, *a]) for c, a in zip(columns, added, strict=True)]


def _rounded(column: Column, dtype: np.dtype[Any]) -> Column:
    with np.errstate(all="ignore"):
        return np.asarray(column.astype(dtype).astype(float))


def measure(
    function: Callable[..., Any],
    formula: Term,
    symbols: Sequence[Symbol],
    points: tuple[Column, ...] | None = None,
    dtype: Any = np.float64,
) -> Accuracy:
    """The accuracy of an elementwise function of arrays of a dtype against a scalar formula.

    Raises:
        ValueError: the dtype is neither float64 nor float32.
    """
    form = np.dtype(dtype)
    if form not in {DOUBLE, np.dtype(np.float32)}:
        raise ValueError(f"{form} is neither float64 nor float32")
    columns = points if points is not None else inputs(len(symbols), dtype=form)
    with np.errstate(all="ignore"):
        results = np.asarray(function(*(c.astype(form) for c in columns)), dtype=float)
    found: list[tuple[float, bool, tuple[float, ...]]] = []
    for row, result in zip(zip(*(c.tolist() for c in columns), strict=True), results.tolist(), strict=True):
        exact = exact_value(formula, {s: arb(v) for s, v in zip(symbols, row, strict=True)})
        if exact is not None:
            found.append((*error_of(result, exact, form), row))
    lost = _lost_at_the_ends(function, columns, results, form) if len(symbols) == 1 and points is None else 0
    return summary(found, form, lost)


def summary(
    found: Sequence[tuple[float, bool, tuple[float, ...]]], dtype: np.dtype[Any], lost: int = 0
) -> Accuracy:
    """The accuracy that errors, whether they are spurious, and their inputs amount to."""
    worst = max(found, key=lambda f: f[0], default=(0.0, False, ()))
    mean = math.fsum(f[0] for f in found) / max(len(found), 1)
    spurious = sum(f[1] for f in found) + lost
    errors = tuple((f[2][0], f[0]) for f in found if f[2])
    return Accuracy(len(found), worst[0], mean, spurious, worst[2], str(dtype), errors)


def exact_value(formula: Term, values: dict[Symbol, Any]) -> Any:
    """The value as a ball of at least 80 good bits, or nested tuples of such; None where there is none."""
    for precision in PRECISIONS:
        try:
            found = evaluate(formula, values, precision)
        except Undefined:
            return None
        except Indeterminate:
            continue
        if _is_sharp(found):
            return found
    return None


def _is_sharp(found: Any) -> bool:
    """Whether the ball, or each of an array, is far narrower than floats are apart."""
    if isinstance(found, tuple):
        return all(map(_is_sharp, found))
    return bool(found.rel_accuracy_bits() > 80 or found == 0 or abs(found) < TINIEST / 2**80)


def error_of(result: float, exact: arb, dtype: np.dtype[Any] = DOUBLE) -> tuple[float, bool]:
    """The distance in ulp of the rounded exact value, and whether the result is spurious."""
    with np.errstate(all="ignore"):
        rounded = float(dtype.type(float(exact.mid())))
    if math.isinf(rounded) or math.isnan(rounded):
        return (0.0, False) if result == math.copysign(math.inf, rounded) else (math.inf, True)
    if math.isnan(result) or math.isinf(result):
        return math.inf, True
    spacing = float(np.spacing(dtype.type(abs(rounded))))
    error = abs(float((arb(result) - exact) / arb(spacing)))
    return error, result == 0.0 and error > FEW


def _lost_at_the_ends(
    function: Callable[..., Any], columns: tuple[Column, ...], results: Any, dtype: np.dtype[Any]
) -> int:
    """How many infinities give NaN though the function has settled before; also whether NaN does not stay."""
    with np.errstate(all="ignore"):
        ends = np.asarray(function(np.array([-np.inf, np.inf, np.nan], dtype)), dtype=float).tolist()
    order = np.argsort(columns[0])
    settled = [_is_settled(results[order[:FEW]]), _is_settled(results[order[-FEW:]])]
    lost = sum(s and math.isnan(e) for s, e in zip(settled, ends, strict=False))
    return lost + (not math.isnan(ends[2]))


def _is_settled(values: Any) -> bool:
    """Whether the outermost values are all the same."""
    return bool(np.isfinite(values).all() and np.ptp(values) == 0)
