"""Functions that array libraries have of their own, found among the instructions of a program.

``softmax``, ``log_softmax`` and ``logsumexp`` are the shifted forms that lowering makes of quotients
and logarithms of sums of exponentials; ``sigmoid`` and ``softplus`` are rows of the table of stable
forms. What is summed over is the last axis.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from derive.kernel.program import Instruction, Operand, Program

Found = tuple[str, Operand] | None


def with_idioms(program: Program) -> Program:
    """The program, with one instruction for each function that it spells out."""
    program = _with_constants(_without_corrections(program))
    finder = _Finder({i.target.text: i for i in program.instructions})
    made = tuple(finder.named(i) for i in program.instructions)
    wanted = {o.text for o in program.results}
    kept: list[Instruction] = []
    for i in reversed(made):
        if i.target.text in wanted:
            kept.append(i)
            wanted |= {o.text for o in i.operands}
    return replace(program, instructions=tuple(reversed(kept)))


def _without_corrections(program: Program) -> Program:
    """The program without what puts rounding back: libraries that rewrite sums would undo it."""
    instead: dict[str, str] = {}
    made: list[Instruction] = []
    for i in program.instructions:
        if i.operation in {"corrected", "rotated", "log_of_two"}:
            instead[i.target.text] = instead.get(i.operands[0].text, i.operands[0].text)
        else:
            operands = tuple(replace(o, text=instead.get(o.text, o.text)) for o in i.operands)
            made.append(replace(i, operands=operands))
    results = tuple(replace(o, text=instead.get(o.text, o.text)) for o in program.results)
    return replace(program, instructions=tuple(made), results=results)


def _with_constants(program: Program) -> Program:
    """The program with numbers for functions of numbers, which libraries compute of their arrays only."""
    known: dict[str, str] = {"np.pi": repr(math.pi)}
    made: list[Instruction] = []
    for i in program.instructions:
        operands = tuple(replace(o, text=known.get(o.text, o.text)) for o in i.operands)
        function = getattr(np, i.operation, None)
        if function is not None and operands and all(NUMBER.fullmatch(o.text) for o in operands):
            known[i.target.text] = repr(float(function(*(float(o.text) for o in operands))))
        else:
            made.append(replace(i, operands=operands))
    results = {o.text for o in program.results}
    return program if results & known.keys() else replace(program, instructions=tuple(made))


NUMBER: Final = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class _Finder:
    made: dict[str, Instruction]

    def named(self, instruction: Instruction) -> Instruction:
        for pattern in PATTERNS:
            found = pattern(self, instruction)
            if found is not None:
                return Instruction(instruction.target, found[0], (found[1],))
        return instruction

    def of(self, operand: Operand, operation: str) -> tuple[Operand, ...]:
        """The operands of the instruction that made a value, if it is of that kind; new axes do not count."""
        made = self.made.get(operand.text)
        while made is not None and made.operation == "expand":
            made = self.made.get(made.operands[0].text)
        if made is None or made.operation != operation:
            return ()
        reduces_another = operation in {"max", "sum"} and made.operands[0].axes[:-1] != made.target.axes
        return () if reduces_another else made.operands

    def distance(self, operand: Operand) -> Operand | None:
        """a, if the value is a - max a."""
        pair = self.of(operand, "subtract")
        largest = self.of(pair[1], "max") if pair else ()
        return pair[0] if largest and largest[0].text == pair[0].text else None

    def power(self, operand: Operand) -> Operand | None:
        """a, if the value is exp(a - max a)."""
        inner = self.of(operand, "exp")
        return self.distance(inner[0]) if inner else None

    def total(self, operand: Operand) -> Operand | None:
        """a, if the value is the sum of exp(a - max a)."""
        inner = self.of(operand, "sum")
        return self.power(inner[0]) if inner else None

    def log_total(self, operand: Operand) -> Operand | None:
        """a, if the value is the logarithm of that."""
        inner = self.of(operand, "log")
        return self.total(inner[0]) if inner else None

    def decay(self, operand: Operand) -> Operand | None:
        """a, if the value is exp(-|a|)."""
        for name in ("exp", "negative", "absolute"):
            inner = self.of(operand, name)
            if not inner:
                return None
            operand = inner[0]
        return operand


def _softmax(finder: _Finder, i: Instruction) -> Found:
    if i.operation != "divide":
        return None
    above, below = finder.power(i.operands[0]), finder.total(i.operands[1])
    return ("softmax", above) if above and below and above.text == below.text else None


def _log_softmax(finder: _Finder, i: Instruction) -> Found:
    if i.operation != "subtract":
        return None
    left, right = finder.distance(i.operands[0]), finder.log_total(i.operands[1])
    return ("log_softmax", left) if left and right and left.text == right.text else None


def _logsumexp(finder: _Finder, i: Instruction) -> Found:
    if i.operation != "add":
        return None
    largest, log = finder.of(i.operands[0], "max"), finder.log_total(i.operands[1])
    return ("logsumexp", log) if largest and log and largest[0].text == log.text else None


def _sigmoid(finder: _Finder, i: Instruction) -> Found:
    if i.operation != "divide":
        return None
    above, below = finder.of(i.operands[0], "maximum"), finder.of(i.operands[1], "add")
    sign = finder.of(above[1], "greater_equal") if above else ()
    u = finder.decay(above[0]) if sign and below else None
    fits = u and sign[0].text == u.text and sign[1].text == "0.0" and below[0].text == "1.0"
    return ("sigmoid", u) if u and fits and _is(finder.decay(below[1]), u) else None


def _softplus(finder: _Finder, i: Instruction) -> Found:
    if i.operation != "add":
        return None
    positive, log = finder.of(i.operands[0], "maximum"), finder.of(i.operands[1], "log1p")
    u = finder.decay(log[0]) if positive and log else None
    return ("softplus", u) if u and positive[0].text == u.text and positive[1].text == "0.0" else None


def _is(found: Operand | None, wanted: Operand) -> bool:
    return found is not None and found.text == wanted.text


PATTERNS: Final[tuple[Callable[[_Finder, Instruction], Found], ...]] = (
    _softmax,
    _log_softmax,
    _logsumexp,
    _sigmoid,
    _softplus,
)
