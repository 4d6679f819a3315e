"""How a program reads as whole-array expressions of one array library or another."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from derive.kernel.blocks import listed
from derive.kernel.contractions import contraction
from derive.kernel.program import EXACT, TAILS, Instruction, Program

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
REDUCED: Final = frozenset(("sum", "prod", "max", "min"))
CARRIED: Final = frozenset((*TAILS, *EXACT, "near", "exp_distance"))
CONSTANT: Final = re.compile(r"(?<![\w.])np\.")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The module of a library, its word for an axis, and where its names differ: whole forms with ``{}``."""

    module: str = "np"
    axis: str = "axis"
    names: Mapping[str, str] = field(default_factory=dict)


NUMPY: Final = Spelling(names={"select": "where"})


def expression(
    instruction: Instruction, operands: list[tuple[str, int]], to: Spelling = NUMPY
) -> tuple[str, int]:
    """The text of one instruction over the texts of its operands, with its precedence."""
    operation = instruction.operation
    operands = [(CONSTANT.sub(f"{to.module}.", t), level) for t, level in operands]
    if operation in INFIX:
        form, level, needed = INFIX[operation]
        inner = (t if p >= n else f"({t})" for (t, p), n in zip(operands, needed, strict=True))
        return form.format(*inner), level
    texts = [t for t, _ in operands]
    name = to.names.get(operation, operation)
    if operation in REDUCED:
        return f"{to.module}.{name}({texts[0]}, {to.axis}={_reduced(instruction)})", ATOM
    if "{" in name:
        return name.format(*texts), ATOM
    if operation in CARRIED and (to.module == "np" or operation == "near"):
        return _carried(operation, texts, to), ATOM
    if operation == "expand":
        return _indexed(operands[0]) + _new_axes(instruction), ATOM
    if operation == "entry":
        return f"{texts[0]}[..., {', '.join(texts[1:])}]", ATOM
    if operation == "reorder":
        return f"{to.module}.swapaxes({texts[0]}, -1, -2)", ATOM
    if operation == "positions":
        return f"{to.module}.arange(1, {texts[0]} + 1)", ATOM
    if operation == "contract":
        return contraction(instruction, texts, to.module), ATOM
    return f"{to.module}.{name}({', '.join(texts)})", ATOM


def _carried(operation: str, texts: list[str], to: Spelling) -> str:
    """A call of a function that the module carries with it."""
    numbers = [f"({', '.join(texts[2:])})"] if operation == "near" else []
    end = ["None"] if to.module == "np" else []
    return f"_{operation}({', '.join([*(texts[:2] if numbers else texts), *numbers, *end])})"


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


def lines(program: Program, to: Spelling = NUMPY) -> list[str]:
    """One assignment for each value used more than once, and one of all results."""
    uses = Counter(o.text for i in program.instructions for o in i.operands)
    uses += Counter(o.text for o in program.results)
    texts: dict[str, tuple[str, int]] = {}
    found: list[str] = []
    for i in program.instructions:
        text = expression(i, [texts.get(o.text, (o.text, ATOM)) for o in i.operands], to)
        if uses[i.target.text] > 1 or len(text[0]) > 80:
            found.append(f"{i.target.text} = {text[0]}")
            text = (i.target.text, ATOM)
        texts[i.target.text] = text
    found.append(f"values = ({listed([texts.get(o.text, (o.text, ATOM))[0] for o in program.results])})")
    return found
