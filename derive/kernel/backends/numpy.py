"""NumPy: whole-array expressions; elementwise kernels and rows in blocks that stay in the cache."""

from collections import Counter
from typing import Final

from derive.core.term import Symbol
from derive.kernel.backend import Backend
from derive.kernel.blocks import QUIET, as_floats, blocked, carried, listed
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
    """One assignment for each value used more than once, and one of all results."""
    uses = Counter(o for i in program.instructions for o in i.operands) + Counter(program.results)
    texts: dict[Operand, tuple[str, int]] = {}
    lines: list[str] = []
    for i in program.instructions:
        text = _expression(i, [texts.get(o, (o.text, ATOM)) for o in i.operands])
        if uses[i.target] > 1 or len(text[0]) > 80:
            lines.append(f"{i.target.text} = {text[0]}")
            text = (i.target.text, ATOM)
        texts[i.target] = text
    lines.append(f"values = ({listed([texts.get(o, (o.text, ATOM))[0] for o in program.results])})")
    return lines


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a self-contained module that imports NumPy alone."""
    lines = blocked(program, name, docstring) or _whole(program, name, docstring)
    text = "\n".join(lines)
    standard = [f"import {module}" for module in ("math", "threading") if f"{module}." in text]
    return "\n".join([*standard, *([""] if standard else []), "import numpy as np", "", text]) + "\n"


def _whole(program: Program, name: str, docstring: list[str]) -> list[str]:
    """The definitions of a function of whole-array expressions."""
    names = [a.name for a in program.arguments]
    outs = (
        "(out,)" if len(program.results) == 1 else f"(None,) * {len(program.results)} if out is None else out"
    )
    body = [
        *docstring,
        *as_floats(names),
        *checks(program.arguments),
        QUIET,
        *(f"    {line}" for line in _lines(program)),
        f"return _filled({outs}, values)",
    ]
    lines = [f"def {name}({', '.join(names)}, out=None):", *(f"    {line}".rstrip() for line in body)]
    return [*carried(lines), *lines]


BACKEND = Backend("numpy", "numpy", emit)
