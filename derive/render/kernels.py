"""The result of an exercise as an array function: its source, and its error against the input."""

from typing import Final

import numpy as np

from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.sort import INTEGER, REAL
from derive.core.term import ONE, Apply, Symbol, Term, bind
from derive.kernel import LoweringError
from derive.kernel.accuracy import inputs, measure
from derive.kernel.build import Kernel, build
from derive.render.drawing import Drawing, Line, ticks
from derive.render.sheet import KernelView
from derive.sheet.model import Exercise

LOW, HIGH, WIDTH = -60, 14, 2
SIDES: Final = (("x > 0", 1.0), ("x < 0", -1.0))


def kernel_of(exercise: Exercise, *, measured: bool = False) -> KernelView | None:
    """The right side of the first equation that an exercise asks for; None where it is no array function.

    With ``measured`` the error of a function of one number is measured over the whole range of float64.
    """
    claim = next((c for g in exercise.goals if g.asked for c in g.claims if c.relation == "eq"), None)
    if claim is None or exercise.answers:
        return None
    arguments = _arguments(claim)
    try:
        found = _kernel(claim, arguments, exercise.key) if arguments else None
    except (LoweringError, ShapeError):
        return None
    if found is None:
        return None
    if not measured or [s.sort for s in arguments] != [REAL]:
        return KernelView(found.source)
    whole = measure(found, found.formula, found.arguments, inputs(1, 1))
    return KernelView(found.source, whole.maximum, whole.spurious, _errors(found))


def _arguments(claim: Claim) -> tuple[Symbol, ...]:
    used = claim.right.symbols
    return tuple(s for s in claim.context.symbols if s in used and s.sort != INTEGER)


def _kernel(claim: Claim, arguments: tuple[Symbol, ...], name: str) -> Kernel:
    formula = claim.right
    for symbol, bound in _ranges(claim):
        if symbol in formula.symbols:
            formula = bind("tabulate", symbol, formula, bound)
    word = name if name.isidentifier() else "kernel"
    told = "The right side of the claim."
    return build(formula, arguments, claim.context.propositions, name=word, describe=told)


def _ranges(claim: Claim) -> list[tuple[Symbol, Term]]:
    """The free indices of a claim with their upper bounds, the last first."""
    given = claim.context.propositions
    found = [
        (p.children[0], p.children[1])
        for p in given
        if isinstance(p, Apply) and p.head == "le" and Apply("le", ONE, p.children[0]) in given
    ]
    return [(s, bound) for s, bound in reversed(found) if isinstance(s, Symbol) and s.sort == INTEGER]


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
