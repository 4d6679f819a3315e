"""One exponential instead of two: ``exp(min(u, 0))`` is 1 for ``u >= 0``, else ``exp(-|u|)``.

The identity is proved in tests/test_kernel_c.py. NumPy computes both sides of a choice, so
this is for compiled code alone.
"""

import math
from dataclasses import replace
from typing import Final

from derive.kernel.quiet import ANY, Range, ranges_of
from derive.kernel.steps import Step, Stepped


def joined(stepped: Stepped) -> Stepped:
    """The steps, with exp(min(u, 0)) taken from exp(-|u|) where that is computed too."""
    made = {s.target: s for s in stepped.steps}
    decays = {u: s.target for s in stepped.steps if (u := _decaying(s, made))}
    steps: list[Step] = []
    wide = set(stepped.wide)
    for s in stepped.steps:
        decay = decays.get(_bounded(s, made))
        if decay is None:
            steps.append(s)
            continue
        u, name = _bounded(s, made), f"{s.target}e"
        steps.append(Step(name, "greater_equal", (u, "0.0"), s.is_wide))
        steps.append(Step(s.target, "select", (name, "1.0", decay), s.is_wide))
        wide |= {name} if s.is_wide else set()
    return replace(stepped, steps=_needed(_ordered(steps), stepped.results), wide=frozenset(wide))


def _decaying(step: Step, made: dict[str, Step]) -> str:
    """``u`` where the step is exp(-|u|), else nothing."""
    distance = _inner(_inner(step, "exp", made), "negative", made)
    return distance.operands[0] if distance and distance.operation == "absolute" else ""


def _bounded(step: Step, made: dict[str, Step]) -> str:
    """``u`` where the step is exp(min(u, 0)), else nothing."""
    lower = _inner(step, "exp", made)
    if lower is None or lower.operation != "minimum" or lower.operands[1] != "0.0":
        return ""
    return lower.operands[0]


def _inner(step: Step | None, operation: str, made: dict[str, Step]) -> Step | None:
    return made.get(step.operands[0]) if step and step.operation == operation else None


def _ordered(steps: list[Step]) -> list[Step]:
    """Each step after those it reads, else in the order given."""
    targets = {s.target for s in steps}
    ordered: list[Step] = []
    done: set[str] = set()
    while len(ordered) < len(steps):
        ready = next(s for s in steps if s.target not in done and targets & set(s.operands) <= done)
        ordered.append(ready)
        done.add(ready.target)
    return ordered


def _needed(steps: list[Step], results: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps that a result depends on."""
    wanted = set(results)
    kept: list[Step] = []
    for s in reversed(steps):
        if s.target in wanted:
            kept.append(s)
            wanted |= set(s.operands)
    return tuple(reversed(kept))


def _narrowed(step: Step, ranges: dict[str, Range]) -> Step:
    low, high = ranges.get(step.operands[0], ANY)
    special = SPECIAL.get(step.operation)
    if special is None or low < special[1] or high > special[2]:
        return step
    return replace(step, operation=special[0])


def narrowed(stepped: Stepped) -> Stepped:
    """The steps, with functions for arguments in the range that is known."""
    ranges = ranges_of(stepped.steps)
    return replace(stepped, steps=tuple(_narrowed(s, ranges) for s in stepped.steps))


SPECIAL: Final = {"exp": ("exp_low", -math.inf, 709.0), "log1p": ("log1p_unit", 0.0, 1.0)}
