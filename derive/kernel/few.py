"""The shortest way through an elementwise kernel, for few numbers: new arrays, and no function in between.

A thousand numbers take as long as the calls for them. A number beside an array is made an array at each
call, which costs a tenth of a microsecond, so that numbers are arrays of no dimension beforehand.
"""

from dataclasses import dataclass, replace
from typing import Final

from derive.kernel.buffers import TABLED, Buffers, Call, assigned
from derive.kernel.quiet import is_quiet
from derive.kernel.steps import Step, Stepped

MOST_CALLS: Final = 12
AT_STEPS: Final = {"_tabled": "_at_steps", "_log_tabled": "_log_at_steps"}
TABLES: Final = [[name] for name in TABLED]


@dataclass(frozen=True, slots=True)
class Few:
    """Definitions of numbers for the module, and lines for the kernel."""

    numbers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def few(steps: Stepped, calls: list[Call], buffers: Buffers, *, is_double: bool) -> Few:
    """The way through for few numbers; that of float32 is the block, unless the kernel ``is_double``."""
    names = [a.name for a in steps.arguments]
    alike = "".join(f" and {a}.shape == {names[0]}.shape" for a in names[1:])
    count = len(buffers.names(is_wide=True)) + len(steps.results)
    head = f"if out is None and 1 < {names[0]}.size <= _FRESH // {count}{alike}:"
    whole = f"return _block({', '.join(names)})"
    if [s.operation for s in steps.steps] in TABLES:
        return Few((), (*_from_a_table(names[0], steps.steps[0]), head, f"    {whole}"))
    if len(calls) > MOST_CALLS or not is_quiet(steps.steps):
        return Few((), (head, f"    {whole}"))
    numbers, lines = _straight(steps)
    other = () if is_double else (f"    if {names[0]}.dtype is not _FLOAT:", f"        {whole}")
    return Few(tuple(numbers), (head, *other, *(f"    {line}" for line in lines)))


def _from_a_table(name: str, step: Step) -> list[str]:
    """The lines of a function from a table."""
    function, table = TABLED[step.operation]
    row = f"out is None and {name}.ndim == 1 and 1 < {name}.size <= _SOME and {name}.dtype is _FLOAT"
    return [f"if {row}:", f'    return {AT_STEPS[function]}({name}, "{table}")']


def _straight(steps: Stepped) -> tuple[list[str], list[str]]:
    """The numbers, and the lines that use them; a buffer begins where it is first written."""
    known = dict.fromkeys(o for s in steps.steps for o in s.operands if is_number(o))
    arrays = {number: f"_N{n}" for n, number in enumerate(known)}
    calls, _ = assigned(replace(steps, steps=tuple(_renamed(s, arrays) for s in steps.steps)))
    written: set[str] = set()
    lines: list[str] = []
    for call in calls:
        lines.append(call.text if call.out in written else f"{call.out} = {call.fresh}")
        written.add(call.out)
    results = ", ".join(f"r{n}" for n in range(len(steps.results)))
    return [f"{name} = np.array({number})" for number, name in arrays.items()], [*lines, f"return {results}"]


def _renamed(step: Step, arrays: dict[str, str]) -> Step:
    return replace(step, operands=tuple(arrays.get(o, o) for o in step.operands))


def is_number(operand: str) -> bool:
    """Whether the operand of a step is no array."""
    return operand[0] in "-.0123456789" or operand.startswith("np.")
