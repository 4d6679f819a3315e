"""Which buffer holds which value: one takes over another's when that is not needed again.

Fresh large arrays cost more than the arithmetic on them.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.kernel.program import EXACT, TAILS
from derive.kernel.steps import REDUCTIONS, RESTS, Step, Stepped

AXIS: Final = "axis=axis, keepdims=True"
COMPARISONS: Final = frozenset(("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"))


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


@dataclass(frozen=True, slots=True)
class Call:
    """One instruction of NumPy: ``text`` fills the buffer ``out``, ``fresh`` is a new array."""

    out: str
    text: str
    fresh: str


def assigned(stepped: Stepped) -> tuple[list[Call], Buffers]:
    """A call with ``out=`` for each step, and the buffers needed; arguments are never written into."""
    last = {o: n for n, s in enumerate(stepped.steps) for o in s.operands}
    results = {value: f"r{n}" for n, value in enumerate(stepped.results)}
    buffers = Buffers()
    if stepped.results == (stepped.steps[-1].target,):
        buffers.free[_needs_row(stepped.steps[-1], stepped)].append("r0")
    masks: set[str] = set()
    calls: list[Call] = []
    for n, step in enumerate(stepped.steps):
        texts = [buffers.holds.get(o, o) for o in step.operands]
        for o in dict.fromkeys(step.operands):
            if o in buffers.holds and last[o] == n and o not in results and o not in masks:
                buffers.release(o, is_wide=o in stepped.wide or not stepped.has_rows)
        out = results.get(step.target) or buffers.take(is_wide=_needs_row(step, stepped))
        if step.operation in COMPARISONS:
            masks.add(step.target)
        buffers.holds[step.target] = out
        calls.append(Call(out, _call(step, texts, out), _fresh(step, texts)))
    return calls, buffers


def _needs_row(step: Step, stepped: Stepped) -> bool:
    return step.is_wide or not stepped.has_rows


def _call(step: Step, texts: list[str], out: str) -> str:
    """The text with a buffer; a keyword would cost a tenth of a microsecond."""
    if step.operation == "select":
        return f"{out}[...] = np.where({', '.join(texts)})"
    if step.operation in RESTS:
        return f"_rest({', '.join(texts)}, axis, {out}, {step.operation == 'rest_added'})"
    if step.operation == "near":
        value, argument, *numbers = texts
        return f"_near({value}, {argument}, ({', '.join(numbers)}), {out})"
    if step.operation in REDUCTIONS:
        return f"np.{REDUCTIONS[step.operation]}.reduce({texts[0]}, {AXIS}, out={out})"
    statement = in_place(step.operation, texts, out)
    if statement:
        return statement
    keyword = "out=" if step.operation in {"maximum", "minimum", "fmax", "fmin"} else ""
    return _function(step.operation, texts, f"{keyword}{out}")


def _fresh(step: Step, texts: list[str]) -> str:
    """The text of a new array; nothing for what only fills one."""
    if step.operation in FILLING:
        return ""
    return _function(step.operation, texts, "None" if step.operation in CARRIED else "")


def _function(operation: str, texts: list[str], out: str) -> str:
    """The call of a function of NumPy, or of one that generated modules carry with them."""
    if operation in TABLED:
        function, name = TABLED[operation]
        return f"{function}({texts[0]}, {name!r}, {out})".replace("'", '"')
    name = f"_{operation}" if operation in CARRIED else f"np.{operation}"
    return f"{name}({', '.join([*texts, *([out] if out else [])])})"


def in_place(operation: str, texts: list[str], out: str) -> str:
    """The statement that changes ``out``, or nothing."""
    if operation == "square" and texts[0] == out:
        return f"{out} *= {out}"
    if operation not in AUGMENTED or out not in texts:
        return ""
    first, second = texts
    if first != out and operation in {"add", "multiply"}:
        first, second = second, first
    return f"{out} {AUGMENTED[operation]} {second}" if first == out else ""


TABLED: Final = {
    "erf": ("_tabled", "erf"),
    "erfc": ("_tabled", "erfc"),
    "normal_cdf": ("_tabled", "normal"),
    "log_normal_cdf": ("_log_tabled", "log_normal"),
}
CARRIED: Final = frozenset((*TAILS, *EXACT, "shift", "finite", "powers", "restored"))
FILLING: Final = frozenset(("select", "near", *RESTS, *REDUCTIONS))
AUGMENTED: Final = {"add": "+=", "subtract": "-=", "multiply": "*=", "divide": "/="}
