"""Kernels over scalars and rows: each step fills one buffer, elementwise or by reducing rows.

A program qualifies when every value has at most one axis and all axes have one length.
Then the names of running indices no longer matter, and values that differ in nothing
else are computed once.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.kernel.program import ELEMENTWISE, Argument, Instruction, Operand, Program

REDUCTIONS: Final = {"sum": "add", "prod": "multiply", "max": "maximum", "min": "minimum"}
RESTS: Final = ("rest", "rest_added")
REDUCING: Final = frozenset((*REDUCTIONS, *RESTS))


@dataclass(frozen=True, slots=True)
class Step:
    """``target`` becomes ``operation`` of ``operands``; ``is_wide`` tells rows from numbers."""

    target: str
    operation: str
    operands: tuple[str, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Stepped:
    """A program as steps; ``wide`` are the names of all rows, ``dimension`` their length."""

    arguments: tuple[Argument, ...]
    steps: tuple[Step, ...]
    results: tuple[str, ...]
    wide: frozenset[str]
    dimension: str

    @property
    def has_rows(self) -> bool:
        """Whether anything has an axis."""
        return bool(self.dimension)


def stepped(program: Program) -> Stepped | None:
    """The program as steps, or None where it has values of more axes or lengths than one."""
    dimensions = {d for a in program.arguments for d in a.dimensions}
    if len(dimensions) > 1 or any(len(a.dimensions) > 1 for a in program.arguments):
        return None
    gathered = _Gathered()
    for a in program.arguments:
        gathered.names[a.name, bool(a.dimensions)] = a.name
        if a.dimensions:
            gathered.wide.add(a.name)
    if not all(gathered.takes(i) for i in program.instructions):
        return None
    results = tuple(gathered.name(o) for o in program.results)
    if not gathered.steps or not set(results) <= {s.target for s in gathered.steps}:
        return None
    if len(set(results)) < len(results):
        return None
    if any(bool(o.axes) != (r in gathered.wide) for o, r in zip(program.results, results, strict=True)):
        return None
    return Stepped(
        program.arguments,
        tuple(gathered.steps),
        results,
        frozenset(gathered.wide),
        next(iter(dimensions), ""),
    )


@dataclass(slots=True)
class _Gathered:
    """Steps so far; ``names`` says which step holds a value."""

    steps: list[Step] = field(default_factory=list)
    names: dict[tuple[str, bool], str] = field(default_factory=dict)
    known: dict[tuple[str, tuple[str, ...], bool], str] = field(default_factory=dict)
    wide: set[str] = field(default_factory=set)

    def name(self, operand: Operand) -> str:
        return self.names.get((operand.text, bool(operand.axes)), operand.text)

    def takes(self, instruction: Instruction) -> bool:
        """Append the instruction, if it is one of those that steps can express."""
        values = (instruction.target, *instruction.operands)
        if any(len(o.axes) > 1 for o in values):
            return False
        if instruction.operation == "contract" and instruction.target.axes:
            return False
        operands = tuple(map(self.name, instruction.operands))
        operation, key = instruction.operation, (instruction.target.text, bool(instruction.target.axes))
        if operation == "expand":
            self.names[key] = operands[0]
        elif operation == "contract":
            self.names[key] = self._contracted(operands)
        elif operation in ELEMENTWISE or operation in REDUCTIONS:
            self.names[key] = self._step(operation, operands, is_wide=self._is_wide(operation, operands))
            return operation in ELEMENTWISE or operands[0] in self.wide
        else:
            return False
        return True

    def _is_wide(self, operation: str, operands: tuple[str, ...]) -> bool:
        return operation in ELEMENTWISE and any(o in self.wide for o in operands)

    def _contracted(self, operands: tuple[str, ...]) -> str:
        product = operands[0]
        for other in operands[1:]:
            product = self._step("multiply", (product, other), is_wide=True)
        return self._step("sum", (product,), is_wide=False)

    def _step(self, operation: str, operands: tuple[str, ...], *, is_wide: bool) -> str:
        key = (operation, operands, is_wide)
        if key not in self.known:
            target = f"t{len(self.steps)}"
            self.known[key] = target
            self.steps.append(Step(target, operation, operands, is_wide))
            if is_wide:
                self.wide.add(target)
        return self.known[key]
