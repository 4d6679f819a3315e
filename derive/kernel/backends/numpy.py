"""NumPy: whole-array expressions; elementwise kernels and rows in blocks that stay in the cache."""

from collections import Counter
from typing import Final

from derive.kernel.backend import Backend
from derive.kernel.blocks import QUIET, as_floats, blocked, carried, listed
from derive.kernel.checks import checks
from derive.kernel.contractions import contraction
from derive.kernel.parts import parts_of, source
from derive.kernel.program import Instruction, Program

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
        return f"np.{operation}({texts[0]}, axis={_reduced(instruction)})", ATOM
    if operation == "expand":
        return _indexed(operands[0]) + _new_axes(instruction), ATOM
    if operation == "reorder":
        return f"np.swapaxes({texts[0]}, -1, -2)", ATOM
    if operation == "positions":
        return f"np.arange(1, {texts[0]} + 1)", ATOM
    if operation == "contract":
        return contraction(instruction, texts), ATOM
    return f"np.{NAMES.get(operation, operation)}({', '.join(texts)})", ATOM


def _indexed(operand: tuple[str, int]) -> str:
    text, level = operand
    return text if level == ATOM else f"({text})"


def _new_axes(instruction: Instruction) -> str:
    present = instruction.operands[0].axes
    return f"[..., {', '.join(':' if s in present else 'None' for s in instruction.target.axes)}]"


def _reduced(instruction: Instruction) -> int:
    """The axis that is reduced, counted from the end."""
    axes = instruction.operands[0].axes
    (position,) = (n for n, s in enumerate(axes) if s not in instruction.target.axes)
    return position - len(axes)


def _lines(program: Program) -> list[str]:
    """One assignment for each value used more than once, and one of all results."""
    uses = Counter(o.text for i in program.instructions for o in i.operands)
    uses += Counter(o.text for o in program.results)
    texts: dict[str, tuple[str, int]] = {}
    lines: list[str] = []
    for i in program.instructions:
        text = _expression(i, [texts.get(o.text, (o.text, ATOM)) for o in i.operands])
        if uses[i.target.text] > 1 or len(text[0]) > 80:
            lines.append(f"{i.target.text} = {text[0]}")
            text = (i.target.text, ATOM)
        texts[i.target.text] = text
    lines.append(f"values = ({listed([texts.get(o.text, (o.text, ATOM))[0] for o in program.results])})")
    return lines


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a self-contained module that imports NumPy alone."""
    lines = blocked(program, name, docstring) or _summed(program, name, docstring)
    lines = lines or _whole(program, name, docstring)
    text = "\n".join(lines)
    standard = [f"import {module}" for module in ("math", "threading") if f"{module}." in text]
    return "\n".join([*standard, *([""] if standard else []), "import numpy as np", "", text]) + "\n"


def _whole(program: Program, name: str, docstring: list[str]) -> list[str]:
    """The definitions of a function of whole-array expressions."""
    names = [a.name for a in program.arguments]
    body = [
        *docstring,
        *as_floats(names),
        *checks(program.arguments),
        QUIET,
        *(f"    {line}" for line in _lines(program)),
        f"return _filled({_outs(program)}, values)",
    ]
    lines = [f"def {name}({', '.join(names)}, out=None):", *(f"    {line}".rstrip() for line in body)]
    return [*carried(lines), *lines]


def _summed(program: Program, name: str, docstring: list[str]) -> list[str] | None:
    """The definitions of a function that sums over a long index in parts; None where there is none."""
    parts = parts_of(program)
    if parts is None:
        return None
    names, lengths = [a.name for a in program.arguments], dict(program.lengths)
    shapes = [f"({listed([lengths[s] for s in o.axes])})" if o.axes else "()" for o in program.results]
    axes = [str(len(a.dimensions)) for a in program.arguments]
    body = [
        *docstring,
        *as_floats(names),
        *checks(program.arguments),
        QUIET,
        f"    values = _each(_summed, ({listed(names)}), ({listed(axes)}), ({listed(shapes)}))",
        f"return _filled({_outs(program)}, values)",
    ]
    lines = [
        *source(program, parts, lambda i, texts: _expression(i, [(t, ATOM) for t in texts])[0]),
        *["", ""],
        f"def {name}({', '.join(names)}, out=None):",
        *(f"    {line}".rstrip() for line in body),
    ]
    return [*carried(lines), *lines]


def _outs(program: Program) -> str:
    count = len(program.results)
    return "(out,)" if count == 1 else f"(None,) * {count} if out is None else out"


BACKEND = Backend("numpy", "numpy", emit)
