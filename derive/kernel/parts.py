"""Sums over a long outermost index, part by part: what is computed on the way stays in the cache.

A program qualifies when its results are made from sums over one index that is no index of theirs,
as the gradient of a loss is one over samples. Each part is straight-line code that writes into
arrays whose values are not needed again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from derive.core.term import Symbol
from derive.kernel.blocks import listed
from derive.kernel.buffers import COMPARISONS, in_place
from derive.kernel.program import ELEMENTWISE, EXACT, TAILS, Instruction, Operand, Program

VIEWS: Final = frozenset(("expand", "reorder"))
Spelled = Callable[[Instruction, list[str]], str]


@dataclass(frozen=True, slots=True)
class Parts:
    """``before`` is computed once, ``during`` in every part, ``after`` from the sums of ``totals``."""

    axis: Symbol
    before: tuple[Instruction, ...]
    during: tuple[Instruction, ...]
    totals: tuple[Operand, ...]
    after: tuple[Instruction, ...]


def parts_of(program: Program) -> Parts | None:
    """How the program is cut into parts; None where it cannot be."""
    found = (_cut(program, s) for s, _ in program.lengths)
    return next((p for p in found if p and any(_is_large(i, p.axis) for i in p.during)), None)


def _is_large(instruction: Instruction, axis: Symbol) -> bool:
    """Whether the instruction works on an array of the long axis and another."""
    axes = instruction.target.axes
    return instruction.operation in ELEMENTWISE and axis in axes and len(axes) > 1


def _cut(program: Program, axis: Symbol) -> Parts | None:
    before, during, after, totals, summed = [], [], [], [], set[str]()
    inside = {a.name for a in program.arguments if any(_runs(o, a.name, axis) for o in _operands(program))}
    for i in program.instructions:
        if axis in i.target.axes or any(axis in o.axes for o in i.operands):
            if i.operation not in {*ELEMENTWISE, *VIEWS, "contract", "sum"} or summed & _texts(i):
                return None
            during.append(i)
            if axis not in i.target.axes:
                totals.append(i.target)
                summed.add(i.target.text)
        elif summed & _texts(i):
            after.append(i)
            summed.add(i.target.text)
        else:
            before.append(i)
    names = {o.text for o in program.results}
    read = {o.text for i in during for o in i.operands if axis in o.axes}
    made = {i.target.text for i in during}
    if not read <= made | inside:  # made under another index, too
        return None
    if not totals or not names <= summed or _has_two_cuts(program, inside, axis):
        return None
    return Parts(axis, tuple(before), tuple(during), tuple(totals), tuple(after))


def _operands(program: Program) -> Iterable[Operand]:
    return (o for i in program.instructions for o in i.operands)


def _texts(instruction: Instruction) -> set[str]:
    return {o.text for o in instruction.operands}


def _runs(operand: Operand, name: str, axis: Symbol) -> bool:
    return operand.text == name and axis in operand.axes


def _has_two_cuts(program: Program, names: set[str], axis: Symbol) -> bool:
    """Whether an argument is read with the index in two places, or with it and without it."""
    uses = {(o.text, o.axes.index(axis) if axis in o.axes else -1) for o in _operands(program)}
    return len({u for u in uses if u[0] in names}) > len(names)


def source(program: Program, parts: Parts, spelled: Spelled) -> list[str]:
    """The definitions ``_part`` and ``_summed``; the latter has the arguments of the kernel."""
    lengths, names = dict(program.lengths), [a.name for a in program.arguments]
    cut = {
        o.text: len(o.axes) - 1 - o.axes.index(parts.axis) for o in _operands(program) if parts.axis in o.axes
    }
    sliced = [a for a in names if a in cut]
    used = {o.text for i in parts.during for o in i.operands}
    made = [i.target.text for i in parts.before]
    whole = [t for t in dict.fromkeys((*names, *lengths.values(), *made)) if t in used and t not in sliced]
    body = _Straight(spelled, frozenset((*sliced, *whole))).lines(parts.during)
    arguments = ", ".join((*sliced, *whole))
    totals = ", ".join(o.text for o in parts.totals)
    cuts = ", ".join(f"({a}, {cut[a]})" for a in sliced)
    outside = _Straight(spelled, frozenset(names))
    dimensions = [f"    {n} = {_length(program, n)}" for n in sorted({*lengths.values()}) if n.isidentifier()]
    return [
        f"def _part({arguments}):",
        *(f"    {line}" for line in body),
        f"    return [{totals}]",
        *["", ""],
        f"def _summed({', '.join(names)}):",
        *dimensions,
        *(f"    {line}" for line in outside.lines(parts.before)),
        f"    whole = ({listed(whole)})",
        f"    {listed([o.text for o in parts.totals])} = {_summing(parts, cuts, lengths)}",
        *(f"    {line}" for line in outside.lines(parts.after)),
        f"    return [{', '.join(outside.name(o) for o in program.results)}]",
    ]


def _summing(parts: Parts, cuts: str, lengths: dict[Symbol, str]) -> str:
    """The call that adds up the parts, which are the smaller the wider the arrays are."""
    widths = sorted({lengths[s] for i in parts.during for s in i.target.axes if s is not parts.axis})
    return f"_in_parts(_part, [{cuts}], whole, {lengths[parts.axis]}, max(1, {', '.join(widths)}))"


def _length(program: Program, name: str) -> str:
    argument = next(a for a in program.arguments if name in a.dimensions)
    return f"{argument.name}.shape[{argument.dimensions.index(name) - len(argument.dimensions)}]"


@dataclass(slots=True)
class _Straight:
    """Statements, one an instruction; a value that is not needed again gives its array to the next."""

    spelled: Spelled
    foreign: frozenset[str]
    holds: dict[str, str] = field(default_factory=dict)
    owned: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)

    def name(self, operand: Operand) -> str:
        return self.holds.get(operand.text, operand.text)

    def lines(self, instructions: tuple[Instruction, ...]) -> list[str]:
        last = _last_uses(instructions)
        return [line for n, i in enumerate(instructions) for line in self._line(n, i, last)]

    def _line(self, number: int, i: Instruction, last: dict[str, int]) -> list[str]:
        texts = [self.name(o) for o in i.operands]
        if i.operation in VIEWS:
            self.holds[i.target.text] = self.spelled(i, texts)
            return []
        target = i.target.text
        room = self._room(number, i, last)
        if room is None:
            if i.operation not in COMPARISONS and i.target.axes:
                self.owned[target] = i.target.axes
            return [f"{target} = {self.spelled(i, texts)}"]
        self.holds[target] = room
        self.owned[target] = i.target.axes
        statement = in_place(i.operation, texts, room)
        form = "np.{}({}, out={})" if i.operation in {"maximum", "minimum"} else "np.{}({}, {})"
        return [statement or form.format(i.operation, ", ".join(texts), room)]

    def _room(self, number: int, i: Instruction, last: dict[str, int]) -> str | None:
        """The array of an operand that ends here and has the shape of the result."""
        if (
            i.operation not in ELEMENTWISE
            or i.operation in {*TAILS, *EXACT, "select", "near"}
            or i.operation in COMPARISONS
        ):
            return None
        ends = (o for o in i.operands if self.owned.get(o.text) == i.target.axes and last[o.text] == number)
        return next((self.name(o) for o in ends), None)


def _last_uses(instructions: tuple[Instruction, ...]) -> dict[str, int]:
    """Where each value is read for the last time, itself or through a view."""
    last: dict[str, int] = {}
    base: dict[str, str] = {}
    for n, i in enumerate(instructions):
        if i.operation in VIEWS:
            base[i.target.text] = base.get(i.operands[0].text, i.operands[0].text)
        for o in i.operands:
            last[o.text] = n
            last[base.get(o.text, o.text)] = n
    return last
