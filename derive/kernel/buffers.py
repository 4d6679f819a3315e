"""Which buffer holds which value: one takes over another's when that is not needed again.

Fresh large arrays cost more than the arithmetic on them.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.kernel.steps import REDUCTIONS, Step, Stepped

AXIS: Final = "axis=axis, keepdims=True"


@dataclass(slots=True)
class Buffers:
    """Free buffers of rows (``b``) and of numbers (``m``); results have buffers of their own (``r``)."""

    free: dict[bool, list[str]] = field(default_factory=lambda: {True: [], False: []})
    counts: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    holds: dict[str, str] = field(default_factory=dict)

    def take(self, *, is_wide: bool) -> str:
        """A free buffer, or a new one."""
        if self.free[is_wide]:
            return self.free[is_wide].pop()
        self.counts[is_wide] += 1
        return f"{'b' if is_wide else 'm'}{self.counts[is_wide] - 1}"

    def release(self, value: str, *, is_wide: bool) -> None:
        """Give back the buffer of a value."""
        self.free[is_wide].append(self.holds[value])

    def names(self, *, is_wide: bool) -> list[str]:
        """The buffers that were needed."""
        return [f"{'b' if is_wide else 'm'}{n}" for n in range(self.counts[is_wide])]


def assigned(stepped: Stepped) -> tuple[list[str], Buffers]:
    """One ufunc call with ``out=`` a step, and the buffers needed; arguments are never written into."""
    last = {o: n for n, s in enumerate(stepped.steps) for o in s.operands}
    results = {value: f"r{n}" for n, value in enumerate(stepped.results)}
    buffers = Buffers()
    if stepped.results == (stepped.steps[-1].target,):
        buffers.free[_needs_row(stepped.steps[-1], stepped)].append("r0")
    calls: list[str] = []
    for n, step in enumerate(stepped.steps):
        texts = [buffers.holds.get(o, o) for o in step.operands]
        for o in dict.fromkeys(step.operands):
            if o in buffers.holds and last[o] == n and o not in results:
                buffers.release(o, is_wide=o in stepped.wide or not stepped.has_rows)
        out = results.get(step.target) or buffers.take(is_wide=_needs_row(step, stepped))
        buffers.holds[step.target] = out
        calls.append(_call(step, texts, out))
    return calls, buffers


def _needs_row(step: Step, stepped: Stepped) -> bool:
    return step.is_wide or not stepped.has_rows


def _call(step: Step, texts: list[str], out: str) -> str:
    if step.operation == "select":
        return f"{out}[...] = np.where({', '.join(texts)})"
    if step.operation in REDUCTIONS:
        return f"np.{REDUCTIONS[step.operation]}.reduce({texts[0]}, {AXIS}, out={out})"
    return f"np.{step.operation}({', '.join(texts)}, out={out})"
