"""The result of an exercise as an array function: its source, and its error against the input."""

from typing import Final

import numpy as np

from derive.algebra.shapes import ShapeError
from derive.core.sort import REAL
from derive.kernel import LoweringError
from derive.kernel.accuracy import inputs, measure
from derive.kernel.build import Kernel
from derive.kernel.exercise import asked_equations, kernel_of_claim
from derive.render.drawing import Drawing, Line, ticks
from derive.render.sheet import KernelView
from derive.sheet.model import Exercise

LOW, HIGH, WIDTH = -60, 14, 2
_OWN: Final = "\ndef _block("
SIDES: Final = (("x > 0", 1.0), ("x < 0", -1.0))


def kernel_of(exercise: Exercise, *, measured: bool = False) -> KernelView | None:
    """The right side of the first equation that an exercise asks for; None where it is no array function.

    With ``measured`` the error of a function of one number is measured over the whole range of float64.
    """
    claim = next(iter(asked_equations(exercise)), None)
    if claim is None:
        return None
    try:
        found = kernel_of_claim(claim, exercise.key)
    except (LoweringError, ShapeError):
        return None
    if not measured or [s.sort for s in found.arguments] != [REAL]:
        return KernelView(_own(found.source))
    whole = measure(found, found.formula, found.arguments, inputs(1, 1))
    return KernelView(_own(found.source), whole.maximum, whole.spurious, _errors(found))


def _own(source: str) -> str:
    """What of a module is about its formula; what all modules share stands before it."""
    start = source.find(_OWN)
    return source[start:].strip("\n") + "\n" if start >= 0 else source


def _errors(kernel: Kernel) -> Drawing:
    """The largest error of inputs about 2^e, for each sign, against e, where it varies."""
    lines = tuple(
        Line(latex, number, (_bins(kernel, sign),), ()) for number, (latex, sign) in enumerate(SIDES)
    )
    top = max(y for line in lines for piece in line.pieces for _, y in piece)
    high = max(1.0, top) * 1.06
    axes = (ticks(LOW, HIGH), ticks(0.0, high))
    return Drawing("", "e", (float(LOW), 0.0), (float(HIGH), high), axes, lines, (), ())


def _bins(kernel: Kernel, sign: float) -> tuple[tuple[float, float], ...]:
    rng = np.random.default_rng(WIDTH)
    found = []
    for start in range(LOW, HIGH, WIDTH):
        exponents = rng.integers(start, min(start + WIDTH, HIGH), 24)
        points = np.ldexp(rng.uniform(1, 2, 24), exponents) * sign
        error = measure(kernel, kernel.formula, kernel.arguments, (points,)).maximum
        found.append((start + WIDTH / 2, min(error, 1e6)))
    return tuple(found)
