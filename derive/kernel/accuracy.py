"""How far a float64 function is from the real one, in units in the last place.

The reference is ball arithmetic, with the precision raised until the ball is
narrower than the float spacing by far. Inputs cover the whole range of the format:
every binary exponent, near-ties, subnormals and both infinities.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.core.term import Symbol, Term

PRECISIONS: Final = (128, 512, 4096)
LARGEST: Final = float(np.finfo(float).max)
TINIEST: Final = 2.0**-1074
SEED: Final = 20
FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors in ulp over ``points`` finite inputs at which the formula was evaluated.

    ``spurious`` counts results that are NaN, infinite, or zero where the exact value
    is nothing of the kind; ``worst`` is the input of the largest error.
    """

    points: int
    maximum: float
    mean: float
    spurious: int
    worst: tuple[float, ...]


def inputs(count: int = 1, per_exponent: int = 2) -> tuple[np.ndarray, ...]:
    """Arguments over the whole range of float64, for ``count`` arguments; the same in every run."""
    rng = np.random.default_rng(SEED)
    exponents = np.repeat(np.arange(-1074, 1024), per_exponent)
    columns = []
    for _ in range(count):
        mantissas = rng.uniform(1, 2, exponents.size) * rng.choice([-1.0, 1.0], exponents.size)
        wide = np.ldexp(mantissas, rng.permutation(exponents) if count > 1 else exponents)
        usual = rng.uniform(-800, 800, 2000)
        columns.append(np.concatenate([wide, usual, rng.uniform(-2, 2, 1000), [0.0, 1.0, -1.0, 40.0, -40.0]]))
    return tuple(columns)


def measure(
    function: Callable[..., Any],
    formula: Term,
    symbols: Sequence[Symbol],
    points: tuple[np.ndarray, ...] | None = None,
) -> Accuracy:
    """The accuracy of an elementwise function of float64 arrays against a scalar formula."""
    columns = points if points is not None else inputs(len(symbols))
    with np.errstate(all="ignore"):
        results = np.asarray(function(*columns), dtype=float)
    errors, spurious = [], 0
    worst: tuple[float, tuple[float, ...]] = (-1.0, ())
    for row, result in zip(zip(*columns, strict=True), results.tolist(), strict=True):
        exact = _exact(formula, dict(zip(symbols, map(_ball, row), strict=True)))
        if exact is None:
            continue
        error, is_spurious = _error(result, exact)
        errors.append(error)
        spurious += is_spurious
        worst = max(worst, (error, tuple(map(float, row))), key=lambda w: w[0])
    mean = math.fsum(errors) / max(len(errors), 1)
    return Accuracy(len(errors), max(worst[0], 0.0), mean, spurious, worst[1])


def _ball(value: float) -> arb:
    return arb(float(value))


def _exact(formula: Term, values: dict[Symbol, Any]) -> arb | None:
    """The value as a ball of at least 80 good bits, or None where there is none."""
    for precision in PRECISIONS:
        try:
            found = evaluate(formula, values, precision)
        except Undefined:
            return None
        except Indeterminate:
            continue
        if found.rel_accuracy_bits() > 80 or found == 0 or abs(found) < TINIEST / 2**80:
            return found
    return None


def _error(result: float, exact: arb) -> tuple[float, bool]:
    """The distance in ulp of the rounded exact value, and whether the result is spurious."""
    rounded = float(exact.mid())
    if math.isinf(rounded) or math.isnan(rounded):
        return (0.0, False) if result == math.copysign(math.inf, rounded) else (math.inf, True)
    if math.isnan(result) or math.isinf(result):
        return math.inf, True
    spacing = max(math.ulp(abs(rounded)), TINIEST)
    error = abs(float((arb(result) - exact) / arb(spacing)))
    return error, result == 0.0 and error > FEW
