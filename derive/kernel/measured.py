"""The accuracy of a kernel: of numbers over the whole range, of arrays at several scales and near ties."""

from itertools import chain
from typing import Any, Final

import numpy as np
from flint import arb

from derive.algebra.balls import truth
from derive.core.sort import REAL, FunctionSort
from derive.core.term import Number, Symbol
from derive.kernel.accuracy import (
    DOUBLE,
    Accuracy,
    Column,
    error_of,
    exact_value,
    inputs,
    measure,
    summary,
)
from derive.kernel.build import Kernel

SCALES: Final = (0.01, 1.0, 30.0, 1000.0)
ROUNDS: Final = 8
LENGTH: Final = 5
SEED: Final = 20


def accuracy_of(kernel: Kernel) -> Accuracy:
    """The errors of the first result of a kernel against its formula; the same in every run.

    Symbolic lengths are 5. Entries are normal numbers of scale 0.01 to 1000, positive where the formula
    has no value at negative ones or a condition excludes them; in every other round two entries of
    each array are neighbours.
    """
    if all(s.sort == REAL for s in kernel.arguments) and len(kernel.formulas) == 1:
        return measure(kernel, kernel.formula, kernel.arguments, _admissible_columns(kernel))
    rng = np.random.default_rng(SEED)
    found: list[tuple[float, bool, tuple[float, ...]]] = []
    for number, scale in enumerate(s for s in SCALES for _ in range(ROUNDS)):
        values = [_array(sizes(s, LENGTH), scale, rng, has_ties=number % 2 == 1) for s in kernel.arguments]
        found += _errors(kernel, values) or _errors(kernel, [abs(v) for v in values])
    return summary(found, DOUBLE)


def _array(shape: tuple[int, ...], scale: float, rng: np.random.Generator, *, has_ties: bool) -> Any:
    array = np.asarray(rng.normal(size=shape) * scale)
    if has_ties and array.ndim and array.shape[-1] > 1:
        array[..., 1] = np.nextafter(array[..., 0], np.inf)
    return array


def _errors(kernel: Kernel, values: list[Any]) -> list[tuple[float, bool, tuple[float, ...]]]:
    """The error of each entry of the result; none where the formula has no value."""
    exact = exact_of(kernel, values, LENGTH)
    if exact is None:
        return []
    results = kernel(*values)
    first = results if len(kernel.formulas) == 1 else results[0]
    place = (float(np.max([np.max(np.abs(v)) for v in values])),)
    pairs = zip(np.ravel(first).tolist(), _flat(exact), strict=True)
    return [(*error_of(result, value), place) for result, value in pairs]


def exact_of(kernel: Kernel, values: list[Any], length: int) -> Any:
    """The value of the first formula as balls; None where it has none, or a condition does not hold.

    Symbolic lengths are ``length``.
    """
    symbols = kernel.formula.symbols - frozenset(kernel.arguments)
    assignment: dict[Any, Any] = dict.fromkeys(symbols, length)
    assignment |= {s: _balls(v) for s, v in zip(kernel.arguments, values, strict=True)}
    return exact_value(kernel.formula, assignment) if _is_admissible(kernel, assignment) else None


def _is_admissible(kernel: Kernel, assignment: dict[Any, Any]) -> bool:
    """Whether no condition on the arguments alone is known to fail."""
    known = frozenset(assignment)
    return all(truth(p, assignment) is not False for p in kernel.given if p.symbols <= known)


def _admissible_columns(kernel: Kernel) -> tuple[Column, ...] | None:
    """The inputs at which the conditions hold; None, which means all, where there is no condition."""
    if not kernel.given:
        return None
    columns = inputs(len(kernel.arguments))
    rows = zip(*(c.tolist() for c in columns), strict=True)
    assignments = (dict(zip(kernel.arguments, map(arb, row), strict=True)) for row in rows)
    kept = np.array([_is_admissible(kernel, a) for a in assignments])
    return tuple(np.asarray(c[kept]) for c in columns)


def sizes(argument: Symbol, length: int) -> tuple[int, ...]:
    """The shape of an array for an argument."""
    if isinstance(argument.sort, FunctionSort):
        return ()
    return tuple(int(d.value) if isinstance(d, Number) else length for d in argument.sort.shape)


def _balls(array: Any) -> Any:
    return tuple(map(_balls, array)) if np.ndim(array) else arb(float(array))


def _flat(value: Any) -> list[Any]:
    return list(chain.from_iterable(map(_flat, value))) if isinstance(value, tuple) else [value]
