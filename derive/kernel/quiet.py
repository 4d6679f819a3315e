"""Whether NumPy could warn of an overflow: bounds of values, followed through the steps.

Leaving the warnings alone costs a microsecond less than switching them off, which is
a third of a kernel call on a thousand numbers.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from derive.kernel.steps import Step, Stepped

Range = tuple[float, float]
ANY: Final[Range] = (-math.inf, math.inf)
LARGEST_EXPONENT: Final = 709.0
FAR: Final = 1e290
TINY: Final = 1e-290


def _add(a: Range, b: Range) -> Range | None:
    small = min(max(map(abs, a)), max(map(abs, b))) < FAR
    return (a[0] + b[0], a[1] + b[1]) if small else None


def _subtract(a: Range, b: Range) -> Range | None:
    return _add(a, (-b[1], -b[0]))


def _multiply(a: Range, b: Range) -> Range | None:
    top = max(map(abs, a)) * max(map(abs, b))
    return (-top if min(*a, *b) < 0 else a[0] * b[0], top) if top < FAR else None


def _divide(a: Range, b: Range) -> Range | None:
    return _multiply(a, (0.0, 1 / b[0])) if b[0] > TINY else None


def _exp(a: Range) -> Range | None:
    return (0.0, math.exp(a[1])) if a[1] < LARGEST_EXPONENT else None


def _absolute(a: Range) -> Range:
    return (0.0, max(map(abs, a)))


def _log1p(a: Range) -> Range | None:
    return (0.0, a[1]) if a[0] >= 0 else None


RANGES: Final[dict[str, Callable[..., Range | None]]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "square": lambda a: _multiply(a, a),
    "exp": _exp,
    "log1p": _log1p,
    "absolute": _absolute,
    "negative": lambda a: (-a[1], -a[0]),
    "minimum": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "maximum": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "fmin": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "fmax": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "tanh": lambda _: (-1.0, 1.0),
    "erf": lambda _: (-1.0, 1.0),
    "erfc": lambda _: (0.0, 2.0),
    "normal_cdf": lambda _: (0.0, 1.0),
    "log_normal_cdf": lambda _: (-math.inf, 0.0),
    **dict.fromkeys(("less", "less_equal", "greater", "greater_equal"), lambda _, __: (0.0, 1.0)),
}


def ranges_of(steps: Iterable[Step]) -> dict[str, Range]:
    """Bounds of the steps that can neither overflow, divide by zero, nor leave their domain."""
    ranges: dict[str, Range] = {}
    for step in steps:
        rule = RANGES.get(step.operation)
        found = rule(*(_of(o, ranges) for o in step.operands)) if rule else None
        if found is not None:
            ranges[step.target] = found
    return ranges


def is_quiet(steps: tuple[Step, ...]) -> bool:
    """Whether that holds of all steps, whatever the arguments."""
    return len(ranges_of(steps)) == len(steps)


def _of(operand: str, ranges: dict[str, Range]) -> Range:
    is_number = operand[0] in "-.0123456789"
    return ranges.get(operand, (float(operand), float(operand)) if is_number else ANY)


def narrowed(stepped: Stepped) -> Stepped:
    """The steps, with functions for arguments in the range that is known."""
    ranges = ranges_of(stepped.steps)
    return replace(stepped, steps=tuple(_narrowed(s, ranges) for s in stepped.steps))


def _narrowed(step: Step, ranges: dict[str, Range]) -> Step:
    low, high = ranges.get(step.operands[0], ANY)
    special = SPECIAL.get(step.operation)
    if special is None or low < special[1] or high > special[2]:
        return step
    return replace(step, operation=special[0])


def unordered(stepped: Stepped) -> Stepped:
    """The steps with ``fmax`` and ``fmin``, which take half as long, where NaN gets into the results anyhow.

    That is where the larger of an argument and a number only meets values that are NaN where the argument is.
    """
    arguments = {a.name for a in stepped.arguments}
    reached = {a: frozenset((a,)) for a in arguments}
    for step in stepped.steps:
        if step.operation in KEEPS_NAN:
            reached[step.target] = frozenset().union(*(reached.get(o, frozenset()) for o in step.operands))
    return replace(stepped, steps=tuple(_unordered(s, stepped, reached) for s in stepped.steps))


def _unordered(step: Step, stepped: Stepped, reached: dict[str, frozenset[str]]) -> Step:
    if step.operation not in UNORDERED or step.target in stepped.results or step.operands[0] not in reached:
        return step
    argument = step.operands[0]
    if reached[argument] != {argument} or step.operands[1] in reached:
        return step
    users = [s for s in stepped.steps if step.target in s.operands]
    others = [[o for o in s.operands if o != step.target] for s in users]
    is_seen = all(
        s.operation in KEEPS_NAN and any(argument in reached.get(o, ()) for o in rest)
        for s, rest in zip(users, others, strict=True)
    )
    return replace(step, operation=UNORDERED[step.operation]) if is_seen else step


UNORDERED: Final = {"maximum": "fmax", "minimum": "fmin"}
KEEPS_NAN: Final = frozenset(
    (
        *("add", "subtract", "multiply", "divide", "negative", "square", "sqrt", "absolute"),
        *("exp", "expm1", "log", "log1p", "tanh", "maximum", "minimum"),
    )
)
SPECIAL: Final = {"exp": ("exp_low", -math.inf, 709.0), "log1p": ("log1p_unit", 0.0, 1.0)}
