"""Sums of products of two arrays as matrix products, others by their indices."""

from derive.core.term import Symbol
from derive.kernel.program import Instruction, Operand

Axes = tuple[Symbol, ...]


def contraction(instruction: Instruction, texts: list[str], module: str = "np") -> str:
    """The expression: in NumPy a matrix product where one index is summed over and none other shared.

    Other libraries make matrix products of einsum themselves.
    """
    if module == "np":
        return _in_numpy(instruction, texts)
    return f"{module}.einsum({_subscripts(instruction)!r}, {', '.join(texts)})"


def _in_numpy(instruction: Instruction, texts: list[str]) -> str:
    operands, target = instruction.operands, instruction.target.axes
    if len(operands) == 2:
        left, right = operands
        shared = [s for s in left.axes if s in right.axes]
        if len(shared) == 1 and shared[0] not in target:
            return _product((left, texts[0]), (right, texts[1]), shared[0], target)
    return f"np.einsum({_subscripts(instruction)!r}, {', '.join(texts)})"


def _product(left: tuple[Operand, str], right: tuple[Operand, str], summed: Symbol, target: Axes) -> str:
    if len(left[0].axes) < len(right[0].axes) or (target and target[0] in right[0].axes):
        left, right = right, left
    if len(right[0].axes) > 2 or len(left[0].axes) > 2:
        return f"np.einsum({_letters([left[0].axes, right[0].axes], target)!r}, {left[1]}, {right[1]})"
    first = _turned(left, last=summed)
    if len(right[0].axes) == 2:
        second = _turned(right, first=summed)
        return f"np.matmul({first}, {second})"
    if len(left[0].axes) == 2:
        return f"_applied({first}, {right[1]})"
    return f"np.einsum('...i,...i->...', {left[1]}, {right[1]})"


def _turned(value: tuple[Operand, str], *, first: Symbol | None = None, last: Symbol | None = None) -> str:
    """The value with the index where it is wanted."""
    operand, text = value
    if len(operand.axes) == 1 or operand.axes[0] is first or operand.axes[-1] is last:
        return text
    return f"np.swapaxes({text}, -1, -2)"


def _subscripts(instruction: Instruction) -> str:
    return _letters([o.axes for o in instruction.operands], instruction.target.axes)


def _letters(operands: list[Axes], target: Axes) -> str:
    letters: dict[Symbol, str] = {}
    for axes in (*operands, target):
        for s in axes:
            letters.setdefault(s, "ijklmnpq"[len(letters)])
    parts = ["..." + "".join(letters[s] for s in axes) for axes in operands]
    return f"{','.join(parts)}->...{''.join(letters[s] for s in target)}"
