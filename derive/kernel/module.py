"""A kernel as a module to keep: what it computes, how well, and a test of its own."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from derive.algebra.presentation import surface_of
from derive.core.sort import FunctionSort
from derive.core.term import Symbol
from derive.kernel.build import Kernel, docstring_of
from derive.kernel.measured import accuracy_of, exact_of, sizes
from derive.syntax.latex import write

ACCURACY: Final = "Accuracy: "
SEED: Final = 3
SAMPLES: Final = 4
LENGTH: Final = 3
TOLERANCE: Final = "1e-12"
TEST: Final = '''\


def test_{name}():
    """Values to 50 digits, rounded."""
    np.testing.assert_allclose(
        {name}({values}),
        {expected},
        rtol={tolerance},
    )
'''


def module(kernel: Kernel, title: str) -> str:
    """The source of a module that needs NumPy alone, or for C this package too."""
    text = "\n".join((title, "", *_facts(kernel)))
    return kernel.emit(docstring_of(text)) + _test(kernel)


def without_measurements(source: str) -> str:
    """The source without what another machine may measure otherwise."""
    return "\n".join(line for line in source.splitlines() if not line.strip().startswith(ACCURACY))


def _facts(kernel: Kernel) -> Iterator[str]:
    yield from (f"Formula: {write(surface_of(f))}" for f in kernel.formulas)
    for argument in kernel.arguments:
        yield f"Argument: {_shown(argument)}"
    used = frozenset(kernel.arguments)
    conditions = [write(surface_of(p)) for p in kernel.given if p.symbols & used]
    if conditions:
        yield f"Conditions: {', '.join(conditions)}"
    yield f"{ACCURACY}{accuracy_of(kernel)}"
    yield "Leading axes of the arguments are batch axes; `out` takes the result."


def _shown(argument: Symbol) -> str:
    shape = () if isinstance(argument.sort, FunctionSort) else argument.sort.shape
    name = write(surface_of(argument))
    return f"{name}, an array of shape (..., {', '.join(map(str, shape))})" if shape else f"{name}, a number"


def _test(kernel: Kernel) -> str:
    """A function that tests the kernel at a point; none where the formula has no value there."""
    rng = np.random.default_rng(SEED)
    for _ in range(SAMPLES):
        values = [np.round(rng.uniform(0.2, 1.9, size=sizes(s, LENGTH)), 2) for s in kernel.arguments]
        exact = exact_of(kernel, values, LENGTH)
        if exact is not None:
            arrays = ", ".join(_literal(v.tolist()) for v in values)
            expected = _literal(_numbers(exact))
            name = kernel.func.__name__
            return TEST.format(name=name, values=arrays, expected=expected, tolerance=TOLERANCE)
    return ""


def _numbers(exact: Any) -> Any:
    return [_numbers(e) for e in exact] if isinstance(exact, tuple) else float(exact.mid())


def _literal(value: Any) -> str:
    return f"np.array({value!r})" if isinstance(value, list) else repr(value)
