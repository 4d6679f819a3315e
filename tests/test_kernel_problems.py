"""The kernels of the exercises in ``problems/`` have the values of their formulas, to 50 digits."""

import time
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from flint import arb

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.algebra.differentiate import DerivativeError
from derive.cli.main import main
from derive.core.term import Number
from derive.kernel import LoweringError
from derive.kernel.exercise import asked_equations, kernel_of_claim
from derive.sheet.read import read_sheet

PROBLEMS = Path(__file__).resolve().parent.parent / "problems"
DIGITS_50 = 167
LENGTH = 3
STEP = 1e-5
REFUSALS = (
    "depends on nothing",
    "no array instruction for",
    "nothing among the arguments tells",
    "maximum(",  # has no derivative that is a formula
)


def equations():
    for sheet in sorted(PROBLEMS.glob("*/sheet.py")):
        for exercise in read_sheet(sheet).exercises:
            for number, claim in enumerate(asked_equations(exercise)):
                yield pytest.param(claim, id=f"{sheet.parent.name}-{exercise.key}-{number}")


def shape_of(symbol):
    return tuple(int(d.value) if isinstance(d, Number) else LENGTH for d in symbol.sort.shape)


def exact(array):
    return tuple(map(exact, array)) if array.ndim else arb(float(array))


def balls(value):
    return [balls(v) for v in value] if isinstance(value, tuple) else float(value.mid())


def compared(kernel, seed):
    """The values of the kernel and of its formula at one point; None where the formula has none."""
    rng = np.random.default_rng(seed)
    values = [rng.uniform(0.3, 1.5, size=shape_of(s)) for s in kernel.arguments]
    dimensions = kernel.formula.symbols - frozenset(kernel.arguments)
    assignment = dict.fromkeys(dimensions, LENGTH)
    assignment |= dict(zip(kernel.arguments, map(exact, values), strict=True))
    try:
        return kernel(*values), balls(evaluate(kernel.formula, assignment, DIGITS_50))
    except (Undefined, Indeterminate):
        return None


EQUATIONS = tuple(equations())
BUILT = {}


def timed(claim):
    """The kernel, or why there is none, and the seconds that it took, all made once."""
    if id(claim) not in BUILT:
        start = time.process_time()
        try:
            kernel = kernel_of_claim(claim, "asked")
        except LoweringError as refusal:
            kernel = str(refusal)
        BUILT[id(claim)] = kernel, time.process_time() - start
    return BUILT[id(claim)]


def built(claim):
    return timed(claim)[0]


@pytest.mark.parametrize("claim", EQUATIONS)
def test_a_kernel_has_the_values_of_what_is_asked(claim):
    kernel = built(claim)
    if isinstance(kernel, str):
        assert any(reason in kernel for reason in REFUSALS)
        return
    pairs = [p for seed in range(3) if (p := compared(kernel, seed)) is not None]
    assert pairs
    for found, expected in pairs:
        np.testing.assert_allclose(np.ravel(found), np.ravel(expected), rtol=1e-12, atol=1e-15)


def differentiated(claim):
    """The kernel and those of its products with directions, or why an argument has none."""
    value = built(claim)
    products = {}
    for symbol in value.arguments:
        try:
            products[symbol] = kernel_of_claim(claim, "asked", product="jvp", by=symbol)
        except (LoweringError, DerivativeError) as refusal:
            products[symbol] = str(refusal)
    return value, products


@pytest.mark.parametrize("claim", EQUATIONS)
def test_the_slopes_of_a_kernel_are_those_of_finite_differences(claim):
    if isinstance(built(claim), str):
        return
    value, products = differentiated(claim)
    rng = np.random.default_rng(5)
    point = {s: rng.uniform(0.3, 0.9, size=shape_of(s)) for s in value.arguments}
    for symbol, product in products.items():
        if isinstance(product, str):
            assert any(reason in product for reason in REFUSALS)
            continue
        direction = rng.uniform(0.5, 1, size=shape_of(symbol))
        above, below = (
            value(*(point | {symbol: point[symbol] + s * direction}).values()) for s in (STEP, -STEP)
        )
        found = product(*point.values(), direction)
        np.testing.assert_allclose(found, (above - below) / (2 * STEP), rtol=1e-5, atol=1e-7)


def test_generating_takes_a_fifth_of_a_second_at_the_median():
    seconds = [timed(*parameter.values)[1] for parameter in EQUATIONS]
    assert len(seconds) > 50
    assert median(seconds) < 0.2


def test_the_command_takes_an_exercise(capsys):
    assert main(["kernel", f"{PROBLEMS / 'ml-physics-05' / 'sheet.py'}::derivative_of_sigmoid"]) == 0
    assert "np.exp" in capsys.readouterr().out
