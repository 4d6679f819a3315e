"""NumPy: whole-array expressions; elementwise kernels in blocks that stay in the cache."""

from collections import Counter
from typing import Final

from derive.core.term import Symbol
from derive.kernel.backend import Backend
from derive.kernel.blocks import blocked
from derive.kernel.checks import checks
from derive.kernel.program import Instruction, Operand, Program

ATOM: Final = 9
INFIX: Final = {
    "add": ("{} + {}", 1, (1, 1)),
    "subtract": ("{} - {}", 1, (1, 2)),
    "multiply": ("{} * {}", 2, (2, 2)),
    "divide": ("{} / {}", 2, (2, 3)),
    "negative": ("-{}", 3, (3,)),
    "less": ("{} < {}", 0, (1, 1)),
    "less_equal": ("{} <= {}", 0, (1, 1)),
    "greater": ("{} > {}", 0, (1, 1)),
    "greater_equal": ("{} >= {}", 0, (1, 1)),
    "equal": ("{} == {}", 0, (1, 1)),
    "not_equal": ("{} != {}", 0, (1, 1)),
}
NAMES: Final = {"select": "where"}
HEAD: Final = ["import numpy as np", "", ""]
REDUCED: Final = frozenset(("sum", "prod", "max", "min"))


def _expression(instruction: Instruction, operands: list[tuple[str, int]]) -> tuple[str, int]:
    """The text of one instruction over the texts of its operands, with its precedence."""
    operation = instruction.operation
    if operation in INFIX:
        form, level, needed = INFIX[operation]
        inner = (t if p >= n else f"({t})" for (t, p), n in zip(operands, needed, strict=True))
        return form.format(*inner), level
    texts = [t for t, _ in operands]
    if operation in REDUCED:
        return f"np.{operation}({texts[0]}, axis=-1)", ATOM
    if operation == "expand":
        return _indexed(operands[0]) + _new_axes(instruction), ATOM
    if operation == "reorder":
        return f"np.swapaxes({texts[0]}, -1, -2)", ATOM
    if operation == "positions":
        return f"np.arange(1, {texts[0]} + 1)", ATOM
    if operation == "contract":
        return f"np.einsum({_subscripts(instruction)!r}, {', '.join(texts)})", ATOM
    return f"np.{NAMES.get(operation, operation)}({', '.join(texts)})", ATOM


def _indexed(operand: tuple[str, int]) -> str:
    text, level = operand
    return text if level == ATOM else f"({text})"


def _new_axes(instruction: Instruction) -> str:
    present = instruction.operands[0].axes
    return f"[..., {', '.join(':' if s in present else 'None' for s in instruction.target.axes)}]"


def _subscripts(instruction: Instruction) -> str:
    letters: dict[Symbol, str] = {}
    for operand in (*instruction.operands, instruction.target):
        for s in operand.axes:
            letters.setdefault(s, "ijklmnpq"[len(letters)])
    parts = ["..." + "".join(letters[s] for s in o.axes) for o in instruction.operands]
    return f"{','.join(parts)}->...{''.join(letters[s] for s in instruction.target.axes)}"


def _lines(program: Program) -> list[str]:
    """One assignment for each value used more than once, and the return."""
    uses = Counter(o for i in program.instructions for o in i.operands) + Counter(program.results)
    texts: dict[Operand, tuple[str, int]] = {}
    lines: list[str] = []
    for i in program.instructions:
        text = _expression(i, [texts.get(o, (o.text, ATOM)) for o in i.operands])
        if uses[i.target] > 1 or len(text[0]) > 80:
            lines.append(f"{i.target.text} = {text[0]}")
            text = (i.target.text, ATOM)
        texts[i.target] = text
    returned = [texts.get(o, (o.text, ATOM))[0] for o in program.results]
    lines.append(f"return {', '.join(returned)}")
    return lines


def emit(program: Program, name: str, docstring: str) -> str:
    """The source of a self-contained module that imports NumPy alone."""
    lines = blocked(program, name, docstring, _lines(program))
    if lines is not None:
        head = ["import math", "", *HEAD] if any("math." in line for line in lines) else HEAD
        return "\n".join([*head, *lines]) + "\n"
    names = ", ".join(a.name for a in program.arguments)
    body = [f"{a.name} = np.asarray({a.name}, dtype=float)" for a in program.arguments]
    body += [*checks(program.arguments), 'with np.errstate(over="ignore", under="ignore"):']
    body += [f"    {line}" for line in _lines(program)]
    lines = [f"def {name}({names}):", f"    {docstring!r}", *(f"    {line}" for line in body)]
    return "\n".join([*HEAD, *lines]) + "\n"


BACKEND = Backend("numpy", "numpy", emit)
