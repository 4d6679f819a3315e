"""Exponentials of differences without the rounding of the difference.

The error of ``d = a - b`` in floating point is a floating-point number, found by the six
operations of Knuth (The Art of Computer Programming 2, 4.2.2, theorem B; TwoSum). With it
``exp(a - b) = exp(d) exp(e) = exp(d) (1 + e)`` up to e squared, at most 2^-88 of the result:
|d| is below 746 where exp(d) does not vanish, so |e| is at most 2^-44. The formula stays as it is.

What is only added up does not need it: the largest entry contributes 1 to the sum, and an
entry exp(d) errs by d exp(d) 2^-53, which is the smaller the larger the distance.
"""

from dataclasses import replace

from derive.kernel.steps import Step, Stepped


def compensated(stepped: Stepped) -> Stepped:
    """The steps, with every exponential of the distance of a row from its maximum corrected."""
    made = {s.target: s for s in stepped.steps}
    steps: list[Step] = []
    wide = set(stepped.wide)
    for step in stepped.steps:
        difference = made.get(step.operands[0]) if step.operation == "exp" else None
        if difference is None or not _is_shift(difference, made) or _is_only_added(step, stepped):
            steps.append(step)
            continue
        added = _corrected(step, difference)
        steps += added
        wide |= {s.target for s in added}
    return replace(stepped, steps=tuple(steps), wide=frozenset(wide))


def _is_only_added(step: Step, stepped: Stepped) -> bool:
    users = [s.operation for s in stepped.steps if step.target in s.operands]
    return step.target not in stepped.results and set(users) == {"sum"}


def _is_shift(step: Step, made: dict[str, Step]) -> bool:
    """Whether the step subtracts from a row its maximum."""
    if step.operation != "subtract" or not step.is_wide:
        return False
    row, number = step.operands
    largest = made.get(number)
    return largest is not None and largest.operation == "max" and largest.operands == (row,)


def _corrected(exponential: Step, difference: Step) -> list[Step]:
    """``fmax`` makes the error finite where a row holds minus infinity, of which exp(d) is zero."""
    a, b = difference.operands
    d, name = difference.target, exponential.target
    e, v, w, x, u, y, z, c = (f"{name}{letter}" for letter in "evwxuyzc")
    rows = (
        (e, "exp", (d,)),
        (v, "subtract", (d, a)),
        (w, "subtract", (d, v)),
        (x, "subtract", (a, w)),
        (u, "add", (v, b)),
        (y, "subtract", (x, u)),
        (z, "fmax", (y, "-1.0")),
        (c, "multiply", (e, z)),
        (name, "add", (e, c)),
    )
    return [Step(target, operation, operands, is_wide=True) for target, operation, operands in rows]
