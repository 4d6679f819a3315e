"""Whole-array programs with every exponential of a distance from the largest entry to the last digit.

What :mod:`derive.kernel.exact` does for the steps of rows.
"""

from dataclasses import replace

from derive.kernel.program import Instruction, Operand, Program, needed


def with_exact_distances(program: Program) -> Program:
    """The program, with ``exp_distance`` of a and m for the exponential of a - m."""
    made = {i.target.text: i for i in program.instructions}
    exact = (_exact(i, made) for i in program.instructions)
    return replace(program, instructions=needed(exact, program.results))


def _exact(instruction: Instruction, made: dict[str, Instruction]) -> Instruction:
    distance = made.get(instruction.operands[0].text) if instruction.operation == "exp" else None
    if distance is None or distance.operation != "subtract":
        return instruction
    row, number = distance.operands
    largest = _plain(number, made)
    entry = made.get(row.text)
    name = entry.operands[0].text if entry is not None and entry.operation == "entry" else row.text
    if largest is None or largest.operation != "max" or largest.operands[0].text != name:
        return instruction
    return replace(instruction, operation="exp_distance", operands=distance.operands)


def _plain(operand: Operand, made: dict[str, Instruction]) -> Instruction | None:
    found = made.get(operand.text)
    while found is not None and found.operation == "expand":
        found = made.get(found.operands[0].text)
    return found
