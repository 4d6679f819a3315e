"""Kernels of numbers that need more range or precision than a double has, in places.

``log(x^2 + y^2)`` overflows, or its parts vanish, though its value is an ordinary number. Where that is
measured, :mod:`derive.kernel.wide` computes the numbers to which it happens again in extended precision.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import numpy as np
from flint import arb

from derive.core.sort import FunctionSort
from derive.core.term import Term
from derive.kernel.accuracy import Column, error_of, exact_value, inputs
from derive.kernel.blocks import Wide
from derive.kernel.buffers import COMPARISONS
from derive.kernel.program import ERRORS, EXACT, TAILS, Program
from derive.kernel.spelling import Spelling, lines
from derive.kernel.steps import Step, Stepped, stepped

ALLOWED: Final = 3.0
MOST: Final = 24
SEED: Final = 7
ORDINARY: Final = 2048
OFTEN: Final = 1 / 16
EXPOSING: Final = frozenset(
    (
        *(
            "add",
            "subtract",
            "multiply",
            "divide",
            "negative",
            "sqrt",
            "absolute",
            "square",
            "maximum",
            "minimum",
        ),
        *("select", "near", "tanh", "arctan", "hypot", "weighted", "corrected"),
    )
)
NUMBERS: Final = 8
LOST: Final = ERRORS[:4]
WIDE: Final = Spelling(
    names={
        "select": "where",
        "exp_square": "np.exp({1} * ({0}) ** 2)",
        "exp_product": "np.exp({1} * ({0}))",
        "log1p_over": "np.log1p(({}) / ({}))",
        **dict.fromkeys(LOST, "(0.0 * ({0}))"),
        **dict.fromkeys(("corrected", "rotated", "log_of_two"), "({0})"),
    }
)
Emitted = Callable[[Program], Callable[..., Any]]


def wide_of(program: Program) -> Wide | None:
    """What computes the results in extended precision, if the program wants it."""
    steps = stepped(program) if program.widened else None
    if steps is None:
        return None
    arguments = ", ".join(a.name for a in program.arguments)
    made = [f"{s.target} = {_called(s)}" for s in steps.steps]
    seen = [s.target for s in steps.steps if s.operation not in (*LOST, *COMPARISONS)]
    *statements, values = lines(program, WIDE)
    returned = values.removeprefix("values = ")
    first = [f"def _intermediate({arguments}):", *(f"    {line}" for line in made)]
    second = [f"def _wide({arguments}):", *(f"    {line}" for line in (*statements, f"return {returned}"))]
    text = [*first, f"    return {', '.join(seen)},", "", "", *second, "", ""]
    if program.widened != "digits":
        return Wide(text)
    return Wide(text, watched(steps), _spans(steps) if len(program.arguments) == 1 else ())


def _spans(steps: Stepped) -> tuple[tuple[float, float], ...]:
    """Between which numbers a polynomial is the last word."""
    found: list[tuple[float, float]] = []
    made = {s.target: s for s in steps.steps}
    step = made.get(steps.results[0])
    while step is not None and step.operation == "near" and step.operands[1] == steps.arguments[0].name:
        low, high, _, _, is_far = map(float, step.operands[2:7])
        if is_far:
            low, high = (low, math.inf) if low > 0 else (-math.inf, high)
        found.append((low, high))
        step = made.get(step.operands[0])
    return tuple(found)


def watched(steps: Stepped) -> tuple[tuple[str | None, str | None], ...]:
    """The sums whose digits are those of the result, each with a part of it.

    Logarithms near 0 are such, and those of 1 + u far from it, since u may be close to -1.
    """
    made = {s.target: s for s in steps.steps}
    found: dict[str, tuple[str | None, str | None]] = {}
    left = list(steps.results)
    while left:
        step = made.get(left.pop())
        if step is None or step.target in found:
            continue
        parts = [o for o in step.operands if o in made and made[o].operation not in (*LOST, *COMPARISONS)]
        if step.operation == "log":
            found[step.target] = step.target, None
        elif step.operation in {"add", "subtract"} and parts:
            found[step.target] = step.target, parts[0]
        elif step.operation in {"log1p", "log1p_over"} and parts:
            found[step.target] = None, step.target
        if step.operation in EXPOSING:
            left += parts[:1] if step.operation == "corrected" else parts
    return tuple(found.values())


def _called(step: Step) -> str:
    """The value of a step in a new array."""
    if step.operation == "near":
        value, argument, *numbers = step.operands
        return f"_near({value}, {argument}, ({', '.join(numbers)}), None)"
    if step.operation in (*TAILS, *EXACT):
        return f"_{step.operation}({', '.join(step.operands)}, None)"
    return f"np.{WIDE.names.get(step.operation, step.operation)}({', '.join(step.operands)})"


def widened(program: Program, formula: Term, emitted: Emitted) -> Program:
    """The program, computed in extended precision where that is measured to help.

    The two ways are held against each other, and where they differ, against ball arithmetic.
    """
    symbols = [a.symbol for a in program.arguments]
    is_one = len(program.results) == 1 and not program.results[0].axes
    if not is_one or not 0 < len(symbols) <= NUMBERS or any(_is_wide(a) for a in program.arguments):
        return program
    columns = _columns(len(symbols))
    if not _gains(program, emitted, columns):
        return program
    best, found = program, _results(program, emitted, columns)
    for kind in ("range", "digits"):
        other = replace(program, widened=kind)
        if kind == "digits" and _is_often(other, emitted):
            continue
        results = _results(other, emitted, columns)
        chosen = _different(found, results)
        if not chosen.size:
            continue
        rows = list(zip(*(c[chosen].tolist() for c in columns), strict=True))
        exact = [exact_value(formula, dict(zip(symbols, map(arb, row), strict=True))) for row in rows]
        if _off(results[chosen], exact) < _off(found[chosen], exact):
            best, found = other, results
    return best


def _is_often(program: Program, emitted: Emitted) -> bool:
    """Whether more than a few ordinary numbers would be computed twice, the second time for long."""
    names = emitted(program).__globals__
    rng = np.random.default_rng(SEED)
    columns = rng.normal(size=(len(program.arguments), ORDINARY))
    steps = stepped(program)
    wide = None if steps is None else wide_of(program)
    if steps is None or wide is None:
        return False
    made = [s.target for s in steps.steps if s.operation not in (*LOST, *COMPARISONS)]
    watch = wide.watch(steps)
    share = 0.0
    with np.errstate(all="ignore"):
        for signed in (columns, np.abs(columns)):
            values = dict(zip(made, names["_intermediate"](*signed), strict=True))
            results = [np.broadcast_to(values[n], ORDINARY) for n in wide.results(steps)]
            lost = names["_lost"](results, signed, watch)
            share += 0.0 if lost is None else float(np.mean(lost))
    return share > OFTEN


def _gains(program: Program, emitted: Emitted, columns: tuple[Column, ...]) -> bool:
    """Whether results in extended precision are others at all."""
    wide = emitted(replace(program, widened="digits")).__globals__["_wide"]
    with np.errstate(all="ignore"):
        (value,) = wide(*(c.astype(np.longdouble) for c in columns))
        rounded = np.broadcast_to(value, columns[0].shape).astype(float)
    found = _results(program, emitted, columns)
    return bool(_different(found, rounded, ALLOWED).size)


def _results(program: Program, emitted: Emitted, columns: tuple[Column, ...]) -> Any:
    with np.errstate(all="ignore"):
        return np.broadcast_to(emitted(program)(*columns), columns[0].shape)


def _different(found: Any, other: Any, by: float = 1.0) -> Any:
    """Some of the places where results differ by units in the last place."""
    with np.errstate(all="ignore"):
        close = np.abs(found - other) <= by * np.spacing(np.abs(other))
    differ = np.flatnonzero(~close & ~(np.isnan(found) & np.isnan(other)) & (found != other))
    return differ[:: max(1, -(-differ.size // MOST))]


def _is_wide(argument: Any) -> bool:
    return bool(argument.dimensions) or isinstance(argument.symbol.sort, FunctionSort)


def _off(found: Any, exact: Sequence[Any]) -> int:
    """How many results are off."""
    errors = [error_of(f, e)[0] for f, e in zip(found.tolist(), exact, strict=True) if e is not None]
    return sum(e > ALLOWED for e in errors)


@cache
def _columns(count: int) -> tuple[Column, ...]:
    return inputs(count)
